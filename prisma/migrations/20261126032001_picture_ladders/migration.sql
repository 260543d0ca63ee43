-- The same picture in several widths, for pages (docs/decisions/0057).
CREATE TABLE "PictureLadder" (
  "imageKey" TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  "sortKey" BIGINT NOT NULL,
  "notBefore" TIMESTAMPTZ(3),

  CONSTRAINT "PictureLadder_pkey" PRIMARY KEY ("imageKey")
);

CREATE INDEX "PictureLadder_version_sortKey_idx" ON "PictureLadder" (version, "sortKey" DESC);

CREATE TABLE "PictureRung" (
  "imageKey" TEXT NOT NULL,
  key TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,

  CONSTRAINT "PictureRung_pkey" PRIMARY KEY ("imageKey", key)
);

CREATE INDEX "PictureRung_key_idx" ON "PictureRung" (key);

ALTER TABLE "PictureRung" ADD CONSTRAINT "PictureRung_imageKey_fkey"
  FOREIGN KEY ("imageKey") REFERENCES "PictureLadder" ("imageKey") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "DiscardedFile" (
  key TEXT NOT NULL,

  CONSTRAINT "DiscardedFile_pkey" PRIMARY KEY (key)
);

-- Several artworks may show the same file: the first begins its ladder, and the last takes it along.
CREATE FUNCTION galatea_begin_ladder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "PictureLadder" ("imageKey", "sortKey") VALUES (NEW."imageKey", NEW."sortKey") ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "Artwork_begin_ladder" AFTER INSERT ON "Artwork"
  FOR EACH ROW EXECUTE FUNCTION galatea_begin_ladder();

CREATE FUNCTION galatea_end_ladder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "PictureLadder" WHERE "imageKey" = OLD."imageKey"
    AND NOT EXISTS (SELECT FROM "Artwork" WHERE "imageKey" = OLD."imageKey");
  RETURN NULL;
END $$;

CREATE TRIGGER "Artwork_end_ladder" AFTER DELETE ON "Artwork"
  FOR EACH ROW EXECUTE FUNCTION galatea_end_ladder();

CREATE FUNCTION galatea_discard_rung() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "DiscardedFile" (key) VALUES (OLD.key) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "PictureRung_discard" AFTER DELETE ON "PictureRung"
  FOR EACH ROW EXECUTE FUNCTION galatea_discard_rung();

INSERT INTO "PictureLadder" ("imageKey", "sortKey") SELECT "imageKey", max("sortKey") FROM "Artwork" GROUP BY "imageKey";
