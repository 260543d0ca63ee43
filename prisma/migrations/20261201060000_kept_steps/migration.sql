-- Pictures of steps that were kept to be published, at full quality: a run that was stopped has no other picture.
CREATE TABLE "KeptStep" (
    "renderId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "shownStep" INTEGER,
    "imageKey" TEXT,
    "imageThumbhash" TEXT,
    "imageWidth" INTEGER,
    "imageHeight" INTEGER,
    "thumbnailKey" TEXT,
    "thumbnailWidth" INTEGER,
    "thumbnailHeight" INTEGER,
    "failure" TEXT,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KeptStep_pkey" PRIMARY KEY ("renderId", "step")
);

CREATE INDEX "KeptStep_waiting" ON "KeptStep"("requestedAt") WHERE "imageKey" IS NULL AND "failure" IS NULL;

ALTER TABLE "KeptStep" ADD CONSTRAINT "KeptStep_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who may see the render may have the files, as its other pictures.
CREATE FUNCTION galatea_note_kept_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "RenderFile" (key, "renderId")
  SELECT key, NEW."renderId" FROM unnest(ARRAY[NEW."imageKey", NEW."thumbnailKey"]) AS key
  WHERE key IS NOT NULL ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "KeptStep_files" AFTER INSERT OR UPDATE OF "imageKey" ON "KeptStep"
  FOR EACH ROW WHEN (NEW."imageKey" IS NOT NULL) EXECUTE FUNCTION galatea_note_kept_files();

-- On the channel of the steps that are only looked at: empty for workers, a key of its own for who waits.
CREATE FUNCTION galatea_ring_kept_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."imageKey" IS NULL AND NEW.failure IS NULL THEN
    PERFORM pg_notify('galatea_step_picture', '');
  ELSE
    PERFORM pg_notify('galatea_step_picture', NEW."renderId" || ':' || NEW.step || ':kept');
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "KeptStep_ring" AFTER INSERT OR UPDATE OF "imageKey", failure ON "KeptStep"
  FOR EACH ROW EXECUTE FUNCTION galatea_ring_kept_step();

-- The step whose picture an artwork is; until now always the last one.
ALTER TABLE "Artwork" ADD COLUMN "step" INTEGER;
UPDATE "Artwork" SET step = render.steps FROM "Render" AS render WHERE render.id = "renderId";
ALTER TABLE "Artwork" ALTER COLUMN "step" SET NOT NULL;

-- Whose picture a file is that somebody begins from.
CREATE INDEX "KeptStep_imageKey_idx" ON "KeptStep"("imageKey");
CREATE INDEX "KeptStep_thumbnailKey_idx" ON "KeptStep"("thumbnailKey");
CREATE INDEX "Render_imageKey_idx" ON "Render"("imageKey");
CREATE INDEX "Render_thumbnailKey_idx" ON "Render"("thumbnailKey");
