-- Captions that somebody compares for an artwork, and how the perceptors of a pack rank them once a worker has looked.
CREATE TABLE "CaptionRanking" (
    "artworkId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "packId" TEXT NOT NULL,
    "captions" TEXT[],
    "perceptors" JSONB,
    "failure" TEXT,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CaptionRanking_pkey" PRIMARY KEY ("artworkId", "key")
);

CREATE INDEX "CaptionRanking_requestedAt_idx" ON "CaptionRanking"("requestedAt");
CREATE INDEX "CaptionRanking_waiting" ON "CaptionRanking"("requestedAt") WHERE "perceptors" IS NULL AND "failure" IS NULL;

ALTER TABLE "CaptionRanking" ADD CONSTRAINT "CaptionRanking_artworkId_fkey" FOREIGN KEY ("artworkId") REFERENCES "Artwork"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Empty for workers when a ranking waits; its artwork and key for who waits when there is something to know.
CREATE FUNCTION galatea_ring_caption_ranking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.perceptors IS NULL AND NEW.failure IS NULL THEN
    PERFORM pg_notify('galatea_caption_ranking', '');
  ELSE
    PERFORM pg_notify('galatea_caption_ranking', NEW."artworkId" || ':' || NEW.key);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "CaptionRanking_ring" AFTER INSERT OR UPDATE OF perceptors, failure ON "CaptionRanking"
  FOR EACH ROW EXECUTE FUNCTION galatea_ring_caption_ranking();
