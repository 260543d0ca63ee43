-- CreateEnum
CREATE TYPE "CollectPolicy" AS ENUM ('EVERYONE', 'FOLLOWERS', 'NOBODY');

-- CreateEnum
CREATE TYPE "CollectionRole" AS ENUM ('EDITOR', 'CONTRIBUTOR', 'VIEWER');

-- CreateEnum
CREATE TYPE "CollectionOrder" AS ENUM ('MANUAL', 'NEWEST');

-- CreateEnum
CREATE TYPE "CollectionAddPolicy" AS ENUM ('EDITORS', 'CONTRIBUTORS', 'MEMBERS');

-- AlterEnum
ALTER TYPE "AccessScope" ADD VALUE 'COLLECT';

-- AlterEnum
ALTER TYPE "SubjectKind" ADD VALUE 'COLLECTION';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "NotificationKind" ADD VALUE 'COLLECTED';
ALTER TYPE "NotificationKind" ADD VALUE 'CURATOR';

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "collectPolicy" "CollectPolicy" NOT NULL DEFAULT 'EVERYONE';

-- CreateTable
CREATE TABLE "Collection" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "statement" TEXT NOT NULL DEFAULT '',
    "visibility" "Visibility" NOT NULL DEFAULT 'PUBLIC',
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "contentLevel" "ContentLevel" NOT NULL DEFAULT 'EVERYONE',
    "itemOrder" "CollectionOrder" NOT NULL DEFAULT 'MANUAL',
    "addPolicy" "CollectionAddPolicy" NOT NULL DEFAULT 'CONTRIBUTORS',
    "coverItemId" TEXT,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tendedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FormerCollectionSlug" (
    "ownerId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "collectionId" TEXT NOT NULL,

    CONSTRAINT "FormerCollectionSlug_pkey" PRIMARY KEY ("ownerId","slug")
);

-- CreateTable
CREATE TABLE "CollectionCurator" (
    "collectionId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" "CollectionRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CollectionCurator_pkey" PRIMARY KEY ("collectionId","userId")
);

-- CreateTable
CREATE TABLE "CollectionItem" (
    "id" TEXT NOT NULL,
    "collectionId" TEXT NOT NULL,
    "artworkId" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "addedById" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "position" TEXT NOT NULL,
    "goneTitle" TEXT,
    "goneArtist" TEXT,

    CONSTRAINT "CollectionItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CollectionWithdrawal" (
    "collectionId" TEXT NOT NULL,
    "artworkId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CollectionWithdrawal_pkey" PRIMARY KEY ("collectionId","artworkId")
);

-- CreateTable
CREATE TABLE "CollectionFollow" (
    "collectionId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CollectionFollow_pkey" PRIMARY KEY ("collectionId","userId")
);

-- CreateTable
CREATE TABLE "CollectionRevision" (
    "collectionId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "actorId" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "undoesSeq" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CollectionRevision_pkey" PRIMARY KEY ("collectionId","seq")
);

-- CreateIndex
CREATE INDEX "Collection_ownerId_tendedAt_id_idx" ON "Collection"("ownerId", "tendedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Collection_tendedAt_id_idx" ON "Collection"("tendedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Collection_createdAt_id_idx" ON "Collection"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Collection_deletedAt_idx" ON "Collection"("deletedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Collection_ownerId_slug_key" ON "Collection"("ownerId", "slug");

-- CreateIndex
CREATE INDEX "FormerCollectionSlug_collectionId_idx" ON "FormerCollectionSlug"("collectionId");

-- CreateIndex
CREATE INDEX "CollectionCurator_userId_idx" ON "CollectionCurator"("userId");

-- CreateIndex
CREATE INDEX "CollectionItem_collectionId_position_id_idx" ON "CollectionItem"("collectionId", "position", "id");

-- CreateIndex
CREATE INDEX "CollectionItem_collectionId_addedAt_id_idx" ON "CollectionItem"("collectionId", "addedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "CollectionItem_artworkId_idx" ON "CollectionItem"("artworkId");

-- CreateIndex
CREATE INDEX "CollectionItem_addedById_idx" ON "CollectionItem"("addedById");

-- CreateIndex
CREATE UNIQUE INDEX "CollectionItem_collectionId_artworkId_key" ON "CollectionItem"("collectionId", "artworkId");

-- CreateIndex
CREATE INDEX "CollectionWithdrawal_artworkId_idx" ON "CollectionWithdrawal"("artworkId");

-- CreateIndex
CREATE INDEX "CollectionFollow_userId_createdAt_idx" ON "CollectionFollow"("userId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "CollectionRevision_actorId_idx" ON "CollectionRevision"("actorId");

-- AddForeignKey
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_id_fkey" FOREIGN KEY ("id") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormerCollectionSlug" ADD CONSTRAINT "FormerCollectionSlug_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormerCollectionSlug" ADD CONSTRAINT "FormerCollectionSlug_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionCurator" ADD CONSTRAINT "CollectionCurator_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionCurator" ADD CONSTRAINT "CollectionCurator_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionItem" ADD CONSTRAINT "CollectionItem_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionItem" ADD CONSTRAINT "CollectionItem_artworkId_fkey" FOREIGN KEY ("artworkId") REFERENCES "Artwork"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionItem" ADD CONSTRAINT "CollectionItem_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionWithdrawal" ADD CONSTRAINT "CollectionWithdrawal_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionWithdrawal" ADD CONSTRAINT "CollectionWithdrawal_artworkId_fkey" FOREIGN KEY ("artworkId") REFERENCES "Artwork"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionFollow" ADD CONSTRAINT "CollectionFollow_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionFollow" ADD CONSTRAINT "CollectionFollow_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionRevision" ADD CONSTRAINT "CollectionRevision_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionRevision" ADD CONSTRAINT "CollectionRevision_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What the schema language cannot say.

-- Fractional keys are compared byte by byte, whatever the locale of the database.
ALTER TABLE "CollectionItem" ALTER COLUMN "position" TYPE TEXT COLLATE "C";

-- A collection is a subject, as an artwork is.
ALTER TABLE "Subject" DROP CONSTRAINT "Subject_kind_by_id";
ALTER TABLE "Subject" ADD CONSTRAINT "Subject_kind_by_id" CHECK (
  kind = CASE left(id, 4) WHEN 'art_' THEN 'ARTWORK' WHEN 'rnd_' THEN 'RENDER' WHEN 'usr_' THEN 'USER' WHEN 'com_' THEN 'COMMENT'
    WHEN 'col_' THEN 'COLLECTION' END::"SubjectKind");
CREATE TRIGGER "Added_subject" AFTER INSERT ON "Collection" FOR EACH ROW EXECUTE FUNCTION galatea_add_subject('COLLECTION');
CREATE TRIGGER "Removed_subject" AFTER DELETE ON "Collection" FOR EACH ROW EXECUTE FUNCTION galatea_remove_subject();

-- A deleted artwork leaves its place. What everybody could see of it stays as words: title and artist.
CREATE FUNCTION galatea_keep_collected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "CollectionItem" SET
    "goneTitle" = CASE WHEN OLD.visibility = 'PUBLIC' AND NOT OLD.hidden AND OLD."contentLevel" <> 'ADULTS' THEN OLD.title ELSE '' END,
    "goneArtist" = CASE WHEN OLD.visibility = 'PUBLIC' AND NOT OLD.hidden AND OLD."contentLevel" <> 'ADULTS'
      THEN coalesce((SELECT coalesce("displayName", handle) FROM "User" WHERE id = OLD."publishedById"), '') ELSE '' END
  WHERE "artworkId" = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER "Kept_collected" BEFORE DELETE ON "Artwork" FOR EACH ROW EXECUTE FUNCTION galatea_keep_collected();
