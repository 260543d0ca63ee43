-- What admins say of their gallery, and who may sign up. One row, or none while nothing was said.
CREATE TYPE "SignUpMode" AS ENUM ('OPEN', 'INVITED', 'CLOSED');

CREATE TABLE "GallerySettings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL DEFAULT '',
    "about" TEXT NOT NULL DEFAULT '',
    "rules" TEXT NOT NULL DEFAULT '',
    "announcement" TEXT NOT NULL DEFAULT '',
    "signUp" "SignUpMode" NOT NULL DEFAULT 'OPEN',

    CONSTRAINT "GallerySettings_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "GallerySettings_is_one" CHECK ("id" = 1)
);

-- Links by which people may sign up where not everybody may.
CREATE TABLE "SignUpInvitation" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "usesLeft" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignUpInvitation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "SignUpInvitation_usesLeft_check" CHECK ("usesLeft" >= 0)
);

CREATE UNIQUE INDEX "SignUpInvitation_tokenHash_key" ON "SignUpInvitation"("tokenHash");
CREATE INDEX "SignUpInvitation_createdById_idx" ON "SignUpInvitation"("createdById");

ALTER TABLE "SignUpInvitation" ADD CONSTRAINT "SignUpInvitation_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
