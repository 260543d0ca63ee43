-- What one's own earlier work was made from goes on to bind what is made from that (docs/decisions/0050).
ALTER TABLE "RenderSource" ADD COLUMN "inheritedLicences" "Licence"[] NOT NULL DEFAULT '{}';

-- The artwork whose picture somebody has brought back.
ALTER TABLE "Upload" ADD COLUMN "artworkId" TEXT;
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_artworkId_fkey"
	FOREIGN KEY ("artworkId") REFERENCES "Artwork"(id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Upload_artworkId_idx" ON "Upload"("artworkId");

-- A picture of the gallery may say where a term counts.
ALTER TYPE "LineageKind" ADD VALUE 'MASK' BEFORE 'IMPORT';
