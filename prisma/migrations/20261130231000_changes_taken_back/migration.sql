-- AlterTable
ALTER TABLE "CollectionRevision" ADD COLUMN     "undoneBySeq" INTEGER;

-- Until now, what was taken back could not be done again: whatever takes a change back still holds.
UPDATE "CollectionRevision" AS taken SET "undoneBySeq" = taking.seq
FROM "CollectionRevision" AS taking
WHERE taking."collectionId" = taken."collectionId" AND taking."undoesSeq" = taken.seq;
