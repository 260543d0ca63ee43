-- CreateEnum
CREATE TYPE "UserKind" AS ENUM ('GUEST');

-- CreateEnum
CREATE TYPE "RenderState" AS ENUM ('QUEUED', 'WARMING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "LineageKind" AS ENUM ('REMIX');

-- CreateEnum
CREATE TYPE "LineageAuthor" AS ENUM ('SERVER', 'USER');

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "kind" "UserKind" NOT NULL DEFAULT 'GUEST',
    "tokenHash" TEXT NOT NULL,
    "displayName" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Recipe" (
    "hash" TEXT NOT NULL,
    "json" JSONB NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "steps" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "cutouts" INTEGER NOT NULL,
    "packId" TEXT NOT NULL,
    "packHash" TEXT NOT NULL,
    "engineVersion" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Recipe_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "PromptTerm" (
    "recipeHash" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "normalisedText" TEXT NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL,
    "stop" DOUBLE PRECISION,

    CONSTRAINT "PromptTerm_pkey" PRIMARY KEY ("recipeHash","index")
);

-- CreateTable
CREATE TABLE "Render" (
    "id" TEXT NOT NULL,
    "state" "RenderState" NOT NULL DEFAULT 'QUEUED',
    "recipeHash" TEXT NOT NULL,
    "requestedById" TEXT NOT NULL,
    "remixOfId" TEXT,
    "idempotencyKey" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "attemptsWithoutProgress" INTEGER NOT NULL DEFAULT 0,
    "fromStep" INTEGER NOT NULL DEFAULT 0,
    "workerName" TEXT,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "cancelRequestedAt" TIMESTAMPTZ(3),
    "step" INTEGER NOT NULL DEFAULT 0,
    "steps" INTEGER NOT NULL,
    "loss" DOUBLE PRECISION,
    "termLosses" JSONB NOT NULL DEFAULT '[]',
    "previewKey" TEXT,
    "previewThumbhash" TEXT,
    "previewWidth" INTEGER,
    "previewHeight" INTEGER,
    "previewStep" INTEGER,
    "imageKey" TEXT,
    "imageThumbhash" TEXT,
    "imageWidth" INTEGER,
    "imageHeight" INTEGER,
    "thumbnailKey" TEXT,
    "thumbnailWidth" INTEGER,
    "thumbnailHeight" INTEGER,
    "failureCode" TEXT,
    "failureMessage" TEXT,
    "failureRetryable" BOOLEAN,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimedAt" TIMESTAMPTZ(3),
    "attemptStartedAt" TIMESTAMPTZ(3),
    "progressAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Render_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RenderEvent" (
    "renderId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RenderEvent_pkey" PRIMARY KEY ("renderId","seq")
);

-- CreateTable
CREATE TABLE "LossChunk" (
    "renderId" TEXT NOT NULL,
    "chunk" INTEGER NOT NULL,
    "losses" REAL[],

    CONSTRAINT "LossChunk_pkey" PRIMARY KEY ("renderId","chunk")
);

-- CreateTable
CREATE TABLE "Frame" (
    "id" TEXT NOT NULL,
    "renderId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "loss" DOUBLE PRECISION NOT NULL,
    "previewKey" TEXT NOT NULL,
    "thumbhash" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Frame_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Checkpoint" (
    "id" TEXT NOT NULL,
    "renderId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "blobKey" TEXT NOT NULL,
    "byteCount" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Artwork" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "renderId" TEXT NOT NULL,
    "recipeHash" TEXT NOT NULL,
    "publishedById" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "sortKey" BIGINT NOT NULL,
    "imageKey" TEXT NOT NULL,
    "imageThumbhash" TEXT NOT NULL,
    "imageWidth" INTEGER NOT NULL,
    "imageHeight" INTEGER NOT NULL,
    "thumbnailKey" TEXT NOT NULL,
    "thumbnailWidth" INTEGER NOT NULL,
    "thumbnailHeight" INTEGER NOT NULL,

    CONSTRAINT "Artwork_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lineage" (
    "id" TEXT NOT NULL,
    "childId" TEXT NOT NULL,
    "parentId" TEXT,
    "parentTitle" TEXT NOT NULL,
    "parentThumbhash" TEXT NOT NULL,
    "kind" "LineageKind" NOT NULL,
    "parentStep" INTEGER,
    "createdBy" "LineageAuthor" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Lineage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Worker" (
    "name" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "engineVersion" INTEGER NOT NULL,
    "packIds" TEXT[],
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "StepSpeed" (
    "engineVersion" INTEGER NOT NULL,
    "packId" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "cutouts" INTEGER NOT NULL,
    "device" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "logMean" DOUBLE PRECISION NOT NULL,
    "logVariance" DOUBLE PRECISION NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StepSpeed_pkey" PRIMARY KEY ("engineVersion","packId","width","height","cutouts","device")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_tokenHash_key" ON "User"("tokenHash");

-- CreateIndex
CREATE INDEX "PromptTerm_normalisedText_idx" ON "PromptTerm" USING HASH ("normalisedText");

-- CreateIndex
CREATE INDEX "Render_state_createdAt_id_idx" ON "Render"("state", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Render_recipeHash_idx" ON "Render"("recipeHash");

-- CreateIndex
CREATE INDEX "Render_remixOfId_idx" ON "Render"("remixOfId");

-- CreateIndex
CREATE UNIQUE INDEX "Render_requestedById_idempotencyKey_key" ON "Render"("requestedById", "idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "Frame_renderId_step_key" ON "Frame"("renderId", "step");

-- CreateIndex
CREATE INDEX "Checkpoint_blobKey_idx" ON "Checkpoint"("blobKey");

-- CreateIndex
CREATE UNIQUE INDEX "Checkpoint_renderId_step_key" ON "Checkpoint"("renderId", "step");

-- CreateIndex
CREATE UNIQUE INDEX "Artwork_renderId_key" ON "Artwork"("renderId");

-- CreateIndex
CREATE INDEX "Artwork_sortKey_id_idx" ON "Artwork"("sortKey" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Artwork_publishedById_sortKey_id_idx" ON "Artwork"("publishedById", "sortKey" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Lineage_parentId_idx" ON "Lineage"("parentId");

-- CreateIndex
CREATE UNIQUE INDEX "Lineage_childId_parentId_key" ON "Lineage"("childId", "parentId");

-- AddForeignKey
ALTER TABLE "PromptTerm" ADD CONSTRAINT "PromptTerm_recipeHash_fkey" FOREIGN KEY ("recipeHash") REFERENCES "Recipe"("hash") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Render" ADD CONSTRAINT "Render_recipeHash_fkey" FOREIGN KEY ("recipeHash") REFERENCES "Recipe"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Render" ADD CONSTRAINT "Render_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Render" ADD CONSTRAINT "Render_remixOfId_fkey" FOREIGN KEY ("remixOfId") REFERENCES "Artwork"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RenderEvent" ADD CONSTRAINT "RenderEvent_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LossChunk" ADD CONSTRAINT "LossChunk_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Frame" ADD CONSTRAINT "Frame_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Checkpoint" ADD CONSTRAINT "Checkpoint_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artwork" ADD CONSTRAINT "Artwork_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artwork" ADD CONSTRAINT "Artwork_recipeHash_fkey" FOREIGN KEY ("recipeHash") REFERENCES "Recipe"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artwork" ADD CONSTRAINT "Artwork_publishedById_fkey" FOREIGN KEY ("publishedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lineage" ADD CONSTRAINT "Lineage_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Artwork"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lineage" ADD CONSTRAINT "Lineage_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Artwork"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What the schema language cannot say. The messages name the rule, for whoever meets them in a log.

-- A recipe is named by its content: a changed one would be a wrong name.
CREATE FUNCTION galatea_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are immutable', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER "Recipe_immutable" BEFORE UPDATE ON "Recipe" FOR EACH ROW EXECUTE FUNCTION galatea_refuse_change();
CREATE TRIGGER "PromptTerm_immutable" BEFORE UPDATE ON "PromptTerm" FOR EACH ROW EXECUTE FUNCTION galatea_refuse_change();
CREATE TRIGGER "RenderEvent_immutable" BEFORE UPDATE ON "RenderEvent" FOR EACH ROW EXECUTE FUNCTION galatea_refuse_change();

-- The moves of packages/render's nextStates; a test compares the two. Numbers only rise: seq is what viewers resume
-- from, attempt is what fences off a worker that was given up.
CREATE FUNCTION galatea_check_render() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND NOT (
    (OLD.state = 'QUEUED' AND NEW.state IN ('WARMING', 'FAILED', 'CANCELLED')) OR
    (OLD.state = 'WARMING' AND NEW.state IN ('RUNNING', 'FAILED', 'CANCELLED')) OR
    (OLD.state = 'RUNNING' AND NEW.state IN ('WARMING', 'DONE', 'FAILED', 'CANCELLED'))
  ) THEN
    RAISE EXCEPTION 'render % cannot go from % to %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.seq < OLD.seq OR NEW.attempt < OLD.attempt THEN
    RAISE EXCEPTION 'render %: seq and attempt only rise', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW."recipeHash" <> OLD."recipeHash" OR NEW."requestedById" <> OLD."requestedById" THEN
    RAISE EXCEPTION 'render %: its recipe and its person never change', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "Render_moves" BEFORE UPDATE ON "Render" FOR EACH ROW EXECUTE FUNCTION galatea_check_render();

-- A child comes after its parent in one strict order, so lineage has no cycles.
CREATE FUNCTION galatea_check_lineage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."parentId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "Artwork" child, "Artwork" parent
    WHERE child.id = NEW."childId" AND parent.id = NEW."parentId" AND child."sortKey" > parent."sortKey"
  ) THEN
    RAISE EXCEPTION 'artwork % is not newer than its parent %', NEW."childId", NEW."parentId"
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "Lineage_acyclic" BEFORE INSERT OR UPDATE ON "Lineage"
  FOR EACH ROW EXECUTE FUNCTION galatea_check_lineage();

-- Lists are read in this order; a changed key would move an artwork under the reader's cursor.
CREATE FUNCTION galatea_check_artwork() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."sortKey" <> OLD."sortKey" OR NEW."renderId" <> OLD."renderId" OR NEW."recipeHash" <> OLD."recipeHash" THEN
    RAISE EXCEPTION 'artwork %: its place, render and recipe never change', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "Artwork_fixed" BEFORE UPDATE ON "Artwork" FOR EACH ROW EXECUTE FUNCTION galatea_check_artwork();

ALTER TABLE "Recipe"
  ADD CONSTRAINT "Recipe_hash_form" CHECK (hash ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "Recipe_seed_form" CHECK (seed ~ '^(0|[1-9][0-9]{0,19})$');
ALTER TABLE "Render"
  ADD CONSTRAINT "Render_step_range" CHECK (step BETWEEN 0 AND steps),
  ADD CONSTRAINT "Render_done_has_image" CHECK (state <> 'DONE' OR "imageKey" IS NOT NULL),
  ADD CONSTRAINT "Render_failed_has_reason" CHECK ((state = 'FAILED') = ("failureCode" IS NOT NULL));
