-- CreateEnum
CREATE TYPE "SubmissionState" AS ENUM ('WAITING', 'ACCEPTED', 'DECLINED');

-- AlterEnum
ALTER TYPE "CollectionAddPolicy" ADD VALUE 'REVIEW' BEFORE 'MEMBERS';

-- AlterEnum
ALTER TYPE "NotificationKind" ADD VALUE 'SUBMISSION';
ALTER TYPE "NotificationKind" ADD VALUE 'SUBMISSION_ACCEPTED';
ALTER TYPE "NotificationKind" ADD VALUE 'SUBMISSION_DECLINED';

-- CreateTable
CREATE TABLE "CollectionSubmission" (
    "id" TEXT NOT NULL,
    "collectionId" TEXT NOT NULL,
    "artworkId" TEXT NOT NULL,
    "submittedById" TEXT NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "state" "SubmissionState" NOT NULL DEFAULT 'WAITING',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedById" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "CollectionSubmission_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CollectionSubmission_collectionId_state_createdAt_id_idx" ON "CollectionSubmission"("collectionId", "state", "createdAt", "id");

-- CreateIndex
CREATE INDEX "CollectionSubmission_submittedById_createdAt_idx" ON "CollectionSubmission"("submittedById", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "CollectionSubmission_artworkId_idx" ON "CollectionSubmission"("artworkId");

-- CreateIndex
CREATE INDEX "CollectionSubmission_decidedById_idx" ON "CollectionSubmission"("decidedById");

-- CreateIndex
CREATE UNIQUE INDEX "CollectionSubmission_collectionId_artworkId_key" ON "CollectionSubmission"("collectionId", "artworkId");

-- AddForeignKey
ALTER TABLE "CollectionSubmission" ADD CONSTRAINT "CollectionSubmission_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionSubmission" ADD CONSTRAINT "CollectionSubmission_artworkId_fkey" FOREIGN KEY ("artworkId") REFERENCES "Artwork"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionSubmission" ADD CONSTRAINT "CollectionSubmission_submittedById_fkey" FOREIGN KEY ("submittedById") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionSubmission" ADD CONSTRAINT "CollectionSubmission_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
