-- CreateTable
CREATE TABLE "CollectionInvitation" (
    "id" TEXT NOT NULL,
    "collectionId" TEXT NOT NULL,
    "role" "CollectionRole" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "maximumUses" INTEGER NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CollectionInvitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CollectionInvitation_tokenHash_key" ON "CollectionInvitation"("tokenHash");

-- CreateIndex
CREATE INDEX "CollectionInvitation_collectionId_createdAt_idx" ON "CollectionInvitation"("collectionId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "CollectionInvitation_createdById_idx" ON "CollectionInvitation"("createdById");

-- AddForeignKey
ALTER TABLE "CollectionInvitation" ADD CONSTRAINT "CollectionInvitation_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionInvitation" ADD CONSTRAINT "CollectionInvitation_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
