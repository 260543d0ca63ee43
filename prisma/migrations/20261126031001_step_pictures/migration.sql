-- Pictures of single steps that somebody asked for on a slider: decoded from the film of the render, and kept a while.
CREATE TABLE "StepPicture" (
    "renderId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "shownStep" INTEGER,
    "previewKey" TEXT,
    "thumbhash" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "failure" TEXT,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StepPicture_pkey" PRIMARY KEY ("renderId", "step")
);

CREATE INDEX "StepPicture_askedAt_idx" ON "StepPicture"("askedAt");
CREATE INDEX "StepPicture_waiting" ON "StepPicture"("requestedAt") WHERE "previewKey" IS NULL AND "failure" IS NULL;

ALTER TABLE "StepPicture" ADD CONSTRAINT "StepPicture_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who may see the render may have the file, as its other pictures.
CREATE TRIGGER "StepPicture_file" AFTER INSERT OR UPDATE OF "previewKey" ON "StepPicture"
  FOR EACH ROW WHEN (NEW."previewKey" IS NOT NULL) EXECUTE FUNCTION galatea_note_frame_file();

-- Empty for workers when a step waits; its render and step for who waits when there is something to know.
CREATE FUNCTION galatea_ring_step_picture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."previewKey" IS NULL AND NEW.failure IS NULL THEN
    PERFORM pg_notify('galatea_step_picture', '');
  ELSE
    PERFORM pg_notify('galatea_step_picture', NEW."renderId" || ':' || NEW.step);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "StepPicture_ring" AFTER INSERT OR UPDATE OF "previewKey", failure ON "StepPicture"
  FOR EACH ROW EXECUTE FUNCTION galatea_ring_step_picture();
