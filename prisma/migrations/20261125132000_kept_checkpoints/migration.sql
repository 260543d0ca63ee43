-- States that stay when newer ones come, so that a run can be forked from them.
ALTER TABLE "Checkpoint" ADD COLUMN "kept" BOOLEAN NOT NULL DEFAULT false;
