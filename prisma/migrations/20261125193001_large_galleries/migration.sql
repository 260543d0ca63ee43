-- What lists of a large gallery need. The random order reads blocks of artworks (packages/store/src/random-order.ts).
CREATE INDEX "Artwork_block_idx" ON "Artwork" ((hashtextextended(id, 0) & 4095));
-- A pack that few have used is found by its recipes, and their artworks by theirs.
CREATE INDEX "Recipe_packId_hash_idx" ON "Recipe" ("packId", hash);
CREATE INDEX "Recipe_packHash_hash_idx" ON "Recipe" ("packHash", hash);
CREATE INDEX "Artwork_recipeHash_idx" ON "Artwork" ("recipeHash");
-- Search by words ranks the newest that have them: their place stands beside their words. It never changes.
ALTER TABLE "ArtworkText" ADD COLUMN "sortKey" BIGINT;
UPDATE "ArtworkText" SET "sortKey" = "Artwork"."sortKey" FROM "Artwork" WHERE id = "artworkId";
ALTER TABLE "ArtworkText" ALTER COLUMN "sortKey" SET NOT NULL;
CREATE INDEX "ArtworkText_sortKey_artworkId_idx" ON "ArtworkText" ("sortKey" DESC, "artworkId" DESC);

CREATE OR REPLACE FUNCTION galatea_index_artwork(artwork_id text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "ArtworkText" ("artworkId", "sortKey", words)
  SELECT id, "sortKey",
    setweight(galatea_words(title), 'A')
    || setweight(galatea_words(coalesce((SELECT string_agg(replace(tag, '_', ' '), ' ' ORDER BY tag)
         FROM "ArtworkTag" WHERE "artworkId" = id), '')), 'B')
    || setweight(galatea_words(coalesce((SELECT string_agg(text, ' | ' ORDER BY index)
         FROM "PromptTerm" WHERE "PromptTerm"."recipeHash" = "Artwork"."recipeHash" AND NOT "Artwork"."recipeHidden"), '')), 'C')
  FROM "Artwork" WHERE id = artwork_id
  ON CONFLICT ("artworkId") DO UPDATE SET words = EXCLUDED.words
$$;
