-- Downloads as they were encoded, so that nobody has to wait for the same twice (docs/decisions/0085).
CREATE TABLE "EncodedCopy" (
  digest TEXT NOT NULL,
  "artworkId" TEXT NOT NULL,
  key TEXT NOT NULL,
  "byteCount" INTEGER NOT NULL,
  "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT "EncodedCopy_pkey" PRIMARY KEY (digest, "artworkId")
);

CREATE INDEX "EncodedCopy_key_idx" ON "EncodedCopy" (key);
CREATE INDEX "EncodedCopy_artworkId_idx" ON "EncodedCopy" ("artworkId");
CREATE INDEX "EncodedCopy_askedAt_idx" ON "EncodedCopy" ("askedAt");

ALTER TABLE "EncodedCopy" ADD CONSTRAINT "EncodedCopy_artworkId_fkey"
  FOREIGN KEY ("artworkId") REFERENCES "Artwork" (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER "EncodedCopy_discard" AFTER DELETE ON "EncodedCopy"
  FOR EACH ROW EXECUTE FUNCTION galatea_discard_file();
