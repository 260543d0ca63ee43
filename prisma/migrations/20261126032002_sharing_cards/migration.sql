-- What other sites show of an artwork, made when it is first asked for (docs/decisions/0061).
CREATE TABLE "SharingCard" (
  "artworkId" TEXT NOT NULL,
  digest TEXT NOT NULL,
  key TEXT NOT NULL,

  CONSTRAINT "SharingCard_pkey" PRIMARY KEY ("artworkId")
);

CREATE INDEX "SharingCard_key_idx" ON "SharingCard" (key);

ALTER TABLE "SharingCard" ADD CONSTRAINT "SharingCard_artworkId_fkey"
  FOREIGN KEY ("artworkId") REFERENCES "Artwork" (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- It is of no ladder alone any more.
ALTER FUNCTION galatea_discard_rung() RENAME TO galatea_discard_file;

CREATE TRIGGER "SharingCard_discard" AFTER DELETE ON "SharingCard"
  FOR EACH ROW EXECUTE FUNCTION galatea_discard_file();
CREATE TRIGGER "SharingCard_replace" AFTER UPDATE OF key ON "SharingCard"
  FOR EACH ROW WHEN (OLD.key <> NEW.key) EXECUTE FUNCTION galatea_discard_file();
