-- The words of every artwork, for full-text search: those of its title, its tags and its prompts, as English and as
-- Spanish, because nobody says which language they wrote in. Triggers keep them, so that no way of changing a title or a
-- tag can forget to.

CREATE TABLE "ArtworkText" (
  "artworkId" TEXT NOT NULL,
  words tsvector NOT NULL,

  CONSTRAINT "ArtworkText_pkey" PRIMARY KEY ("artworkId")
);

CREATE INDEX "ArtworkText_words_idx" ON "ArtworkText" USING gin (words);

ALTER TABLE "ArtworkText" ADD CONSTRAINT "ArtworkText_artworkId_fkey"
  FOREIGN KEY ("artworkId") REFERENCES "Artwork" (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- One form for a word however it was typed. Accents are left out, as many leave them out when they search; ñ is a
-- letter of its own and stays.
CREATE FUNCTION galatea_plain(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT translate(lower(normalize(given, NFKC)), 'áàâäãéèêëíìîïóòôöõúùûüç', 'aaaaaeeeeiiiiooooouuuuc')
$$;

CREATE FUNCTION galatea_words(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('english'::regconfig, galatea_plain(given)) || to_tsvector('spanish'::regconfig, galatea_plain(given))
$$;

CREATE FUNCTION galatea_either(given text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT websearch_to_tsquery('english'::regconfig, galatea_plain(given))
    || websearch_to_tsquery('spanish'::regconfig, galatea_plain(given))
$$;

-- What somebody looks for, in the manner of search engines: words, "phrases", or, and - before what must not be there.
-- That is taken out first: it must not be there in either language, and "sea" says nothing in Spanish.
CREATE FUNCTION galatea_query(given text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT galatea_either(regexp_replace(given, '(^|\s)-("[^"]*"|\S+)', ' ', 'g'))
    && coalesce((SELECT !!galatea_either(string_agg(found[1], ' or '))
         FROM regexp_matches(given, '(?:^|\s)-("[^"]*"|\S+)', 'g') AS found), ''::tsquery)
$$;

CREATE FUNCTION galatea_index_artwork(artwork_id text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "ArtworkText" ("artworkId", words)
  SELECT id,
    setweight(galatea_words(title), 'A')
    || setweight(galatea_words(coalesce((SELECT string_agg(replace(tag, '_', ' '), ' ' ORDER BY tag)
         FROM "ArtworkTag" WHERE "artworkId" = id), '')), 'B')
    || setweight(galatea_words(coalesce((SELECT string_agg(text, ' | ' ORDER BY index)
         FROM "PromptTerm" WHERE "PromptTerm"."recipeHash" = "Artwork"."recipeHash"), '')), 'C')
  FROM "Artwork" WHERE id = artwork_id
  ON CONFLICT ("artworkId") DO UPDATE SET words = EXCLUDED.words
$$;

CREATE FUNCTION galatea_artwork_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM galatea_index_artwork(NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER "Artwork_text" AFTER INSERT OR UPDATE OF title ON "Artwork"
  FOR EACH ROW EXECUTE FUNCTION galatea_artwork_text();

CREATE FUNCTION galatea_tag_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM galatea_index_artwork("artworkId") FROM (SELECT DISTINCT "artworkId" FROM changed) AS each;
  RETURN NULL;
END $$;

CREATE TRIGGER "ArtworkTag_text_added" AFTER INSERT ON "ArtworkTag"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION galatea_tag_text();
CREATE TRIGGER "ArtworkTag_text_taken" AFTER DELETE ON "ArtworkTag"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION galatea_tag_text();

SELECT count(galatea_index_artwork(id)) FROM "Artwork";
