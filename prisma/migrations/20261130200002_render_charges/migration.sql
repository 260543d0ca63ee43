-- For what renders count (docs/decisions/0083).

-- A render's share of its person's hour and place in the line. It outlives the render, so that deleting one gives nothing back,
-- and goes an hour after it has ended. Of an address it has hashes under the gallery's secret alone.
CREATE TABLE "RenderCharge" (
  "renderId" TEXT NOT NULL,
  "turnKey" TEXT NOT NULL,
  keys TEXT[] NOT NULL,
  work DOUBLE PRECISION NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

  CONSTRAINT "RenderCharge_pkey" PRIMARY KEY ("renderId")
);

CREATE INDEX "RenderCharge_keys_idx" ON "RenderCharge" USING gin (keys);
CREATE INDEX "RenderCharge_createdAt_idx" ON "RenderCharge" ("createdAt");

-- What waits already counts for its person alone.
INSERT INTO "RenderCharge" ("renderId", "turnKey", keys, work, "createdAt")
  SELECT id, "requestedById", ARRAY["requestedById"], recipe.width::float8 * recipe.height * recipe.steps * recipe.cutouts, render."createdAt"
  FROM "Render" AS render JOIN "Recipe" AS recipe ON hash = "recipeHash" WHERE state IN ('QUEUED', 'WARMING', 'RUNNING');
