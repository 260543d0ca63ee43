-- What a perceptor says of whether a picture is for adults, for those who decide it (docs/decisions/0060).

-- Which list of texts a picture was last compared with for that; 0 for none.
ALTER TABLE "PictureEmbedding" ADD COLUMN "levelVersion" INTEGER NOT NULL DEFAULT 0,
  -- Standard deviations by which the best of them fits better than common words do; null where none fits.
  ADD COLUMN "adultsConfidence" DOUBLE PRECISION;
CREATE INDEX "PictureEmbedding_spaceId_levelVersion_idx" ON "PictureEmbedding" ("spaceId", "levelVersion");

-- Its person has said that the hint is wrong.
ALTER TABLE "Artwork" ADD COLUMN "levelHintRefuted" BOOLEAN NOT NULL DEFAULT false;
