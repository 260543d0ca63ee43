-- CreateTable
CREATE TABLE "CollectionSection" (
    "id" TEXT NOT NULL,
    "collectionId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" TEXT NOT NULL,

    CONSTRAINT "CollectionSection_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "CollectionItem" ADD COLUMN     "sectionId" TEXT;

-- CreateIndex
CREATE INDEX "CollectionSection_collectionId_position_id_idx" ON "CollectionSection"("collectionId", "position", "id");

-- CreateIndex
CREATE INDEX "CollectionItem_sectionId_position_id_idx" ON "CollectionItem"("sectionId", "position", "id");

-- AddForeignKey
ALTER TABLE "CollectionSection" ADD CONSTRAINT "CollectionSection_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionItem" ADD CONSTRAINT "CollectionItem_sectionId_fkey" FOREIGN KEY ("sectionId") REFERENCES "CollectionSection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Fractional keys are compared byte by byte.
ALTER TABLE "CollectionSection" ALTER COLUMN "position" TYPE TEXT COLLATE "C";
