-- Renders that were asked for together: one recipe with several seeds. A batch is what its renders are, and is gone with the last.
ALTER TABLE "Render" ADD COLUMN "batchId" TEXT, ADD COLUMN "batchPlace" INTEGER,
  ADD CONSTRAINT "Render_batch_has_place" CHECK (("batchId" IS NULL) = ("batchPlace" IS NULL));

CREATE UNIQUE INDEX "Render_batchId_batchPlace_key" ON "Render"("batchId", "batchPlace");
