-- What is inside single steps, computed between renders for whoever asks, and kept a while.
CREATE TABLE "StepInside" (
    "renderId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "figures" JSONB,
    "failure" TEXT,
    "doneSteps" INTEGER NOT NULL DEFAULT 0,
    "neededSteps" INTEGER NOT NULL DEFAULT 0,
    "workerName" TEXT,
    "claimedAt" TIMESTAMPTZ(3),
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StepInside_pkey" PRIMARY KEY ("renderId", "step")
);

CREATE INDEX "StepInside_askedAt_idx" ON "StepInside"("askedAt");
CREATE INDEX "StepInside_waiting" ON "StepInside"("requestedAt") WHERE "figures" IS NULL AND "failure" IS NULL;

ALTER TABLE "StepInside" ADD CONSTRAINT "StepInside_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Files that show how a picture comes about are for those who may know its recipe.
ALTER TABLE "RenderFile" ADD COLUMN "ofRecipe" BOOLEAN NOT NULL DEFAULT false;

-- On the channel of the pictures of steps, with a key of its own: for who waits, whenever there is something to know.
CREATE FUNCTION galatea_ring_step_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('galatea_step_picture', NEW."renderId" || ':' || NEW.step || ':inside');
  RETURN NULL;
END $$;

CREATE TRIGGER "StepInside_ring" AFTER UPDATE OF figures, failure, "workerName" ON "StepInside"
  FOR EACH ROW WHEN (NEW.figures IS NOT NULL OR NEW.failure IS NOT NULL) EXECUTE FUNCTION galatea_ring_step_inside();
