-- What a picture is tagged with, and the order in which the gallery shows what is remixed now.

CREATE TABLE "ArtworkTag" (
  "artworkId" TEXT NOT NULL,
  tag TEXT NOT NULL,

  CONSTRAINT "ArtworkTag_pkey" PRIMARY KEY ("artworkId", tag)
);

CREATE INDEX "ArtworkTag_tag_artworkId_idx" ON "ArtworkTag" (tag, "artworkId");

ALTER TABLE "ArtworkTag" ADD CONSTRAINT "ArtworkTag_artworkId_fkey"
  FOREIGN KEY ("artworkId") REFERENCES "Artwork" (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Artwork" ADD COLUMN "trendKey" BIGINT;

-- As packages/store/src/trend.ts: two days for every doubling of one more than the people who remixed it.
UPDATE "Artwork" AS artwork SET "trendKey" = "sortKey" + (172800000000 * log(2.0, 1 + (
  SELECT count(DISTINCT child."publishedById") FROM "Lineage" JOIN "Artwork" AS child ON child.id = "childId"
  WHERE "parentId" = artwork.id AND child."publishedById" <> artwork."publishedById"
)))::bigint;

ALTER TABLE "Artwork" ALTER COLUMN "trendKey" SET NOT NULL;

CREATE INDEX "Artwork_trendKey_id_idx" ON "Artwork" ("trendKey" DESC, id DESC);
