-- A recipe may be its person's secret. The artwork decides, as it does about visibility; its render follows, because the
-- render's page, events and files tell the recipe as well.

ALTER TABLE "Artwork" ADD COLUMN "recipeHidden" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Render" ADD COLUMN "recipeHidden" BOOLEAN NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION galatea_share_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Render" SET visibility = NEW.visibility, hidden = NEW.hidden, "contentLevel" = NEW."contentLevel",
    "recipeHidden" = NEW."recipeHidden"
  WHERE id = NEW."renderId" AND (visibility, hidden, "contentLevel", "recipeHidden")
    <> (NEW.visibility, NEW.hidden, NEW."contentLevel", NEW."recipeHidden");
  RETURN NULL;
END $$;

DROP TRIGGER "Render_access" ON "Render";
CREATE TRIGGER "Render_access" AFTER UPDATE OF visibility, hidden, "contentLevel", "recipeHidden" ON "Render" FOR EACH ROW
  WHEN ((OLD.visibility, OLD.hidden, OLD."contentLevel", OLD."recipeHidden")
    IS DISTINCT FROM (NEW.visibility, NEW.hidden, NEW."contentLevel", NEW."recipeHidden"))
  EXECUTE FUNCTION galatea_ring_access();

-- Nobody finds a picture by words that they may not read, its person neither: the index is one for all.
CREATE OR REPLACE FUNCTION galatea_index_artwork(artwork_id text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "ArtworkText" ("artworkId", words)
  SELECT id,
    setweight(galatea_words(title), 'A')
    || setweight(galatea_words(coalesce((SELECT string_agg(replace(tag, '_', ' '), ' ' ORDER BY tag)
         FROM "ArtworkTag" WHERE "artworkId" = id), '')), 'B')
    || setweight(galatea_words(coalesce((SELECT string_agg(text, ' | ' ORDER BY index)
         FROM "PromptTerm" WHERE "PromptTerm"."recipeHash" = "Artwork"."recipeHash" AND NOT "Artwork"."recipeHidden"), '')), 'C')
  FROM "Artwork" WHERE id = artwork_id
  ON CONFLICT ("artworkId") DO UPDATE SET words = EXCLUDED.words
$$;

DROP TRIGGER "Artwork_text" ON "Artwork";
CREATE TRIGGER "Artwork_text" AFTER INSERT OR UPDATE OF title, "recipeHidden" ON "Artwork"
  FOR EACH ROW EXECUTE FUNCTION galatea_artwork_text();
