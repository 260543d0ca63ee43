-- CreateEnum
CREATE TYPE "Role" AS ENUM ('GUEST', 'MEMBER', 'MODERATOR', 'ADMIN');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'PRIVATE');

-- CreateEnum
CREATE TYPE "Licence" AS ENUM ('CC0', 'CC_BY', 'CC_BY_SA', 'CC_BY_NC', 'CC_BY_NC_SA', 'CC_BY_ND', 'CC_BY_NC_ND', 'ALL_RIGHTS_RESERVED');

-- AlterTable
ALTER TABLE "Artwork" ADD COLUMN     "licence" "Licence",
ADD COLUMN     "visibility" "Visibility" NOT NULL DEFAULT 'PUBLIC';

-- AlterTable
ALTER TABLE "Render" ADD COLUMN     "visibility" "Visibility" NOT NULL DEFAULT 'PUBLIC';

-- AlterTable
ALTER TABLE "User" DROP COLUMN "kind",
ADD COLUMN     "avatarKey" TEXT,
ADD COLUMN     "bio" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "defaultLicence" "Licence",
ADD COLUMN     "defaultVisibility" "Visibility" NOT NULL DEFAULT 'PUBLIC',
ADD COLUMN     "email" TEXT,
ADD COLUMN     "emailVerified" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "handle" TEXT,
ADD COLUMN     "links" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "role" "Role" NOT NULL DEFAULT 'GUEST',
ADD COLUMN     "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ALTER COLUMN "tokenHash" DROP NOT NULL;

-- DropEnum
DROP TYPE "UserKind";

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Credential" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "password" TEXT,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AdminClaim" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AdminClaim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "resetAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Follow" (
    "followerId" TEXT NOT NULL,
    "followedId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Follow_pkey" PRIMARY KEY ("followerId","followedId")
);

-- CreateTable
CREATE TABLE "RenderFile" (
    "key" TEXT NOT NULL,
    "renderId" TEXT NOT NULL,

    CONSTRAINT "RenderFile_pkey" PRIMARY KEY ("key","renderId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Credential_userId_idx" ON "Credential"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Credential_providerId_accountId_key" ON "Credential"("providerId", "accountId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE INDEX "Follow_followedId_idx" ON "Follow"("followedId");

-- CreateIndex
CREATE INDEX "RenderFile_renderId_idx" ON "RenderFile"("renderId");

-- CreateIndex
CREATE UNIQUE INDEX "User_handle_key" ON "User"("handle");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "User_avatarKey_idx" ON "User"("avatarKey");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Follow" ADD CONSTRAINT "Follow_followerId_fkey" FOREIGN KEY ("followerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Follow" ADD CONSTRAINT "Follow_followedId_fkey" FOREIGN KEY ("followedId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RenderFile" ADD CONSTRAINT "RenderFile_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- A render's person changes once at most: when a guest has signed up or in, and keeps the work.
CREATE OR REPLACE FUNCTION galatea_check_render() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW."recipeHash" <> OLD."recipeHash" THEN
    RAISE EXCEPTION 'render %: its recipe never changes', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW."requestedById" <> OLD."requestedById" AND NOT EXISTS (
    SELECT FROM "User" guest, "User" member WHERE guest.id = OLD."requestedById" AND guest.role = 'GUEST'
      AND member.id = NEW."requestedById" AND member.role <> 'GUEST'
  ) THEN
    RAISE EXCEPTION 'render %: its person changes only from a guest to a member', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- Who may see an artwork may see its render: the artwork decides.
CREATE FUNCTION galatea_share_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Render" SET visibility = NEW.visibility WHERE id = NEW."renderId" AND visibility <> NEW.visibility;
  RETURN NULL;
END $$;

CREATE TRIGGER "Artwork_visibility" AFTER INSERT OR UPDATE OF visibility ON "Artwork"
  FOR EACH ROW EXECUTE FUNCTION galatea_share_visibility();

-- Who watches a render is asked again whether they may.
CREATE FUNCTION galatea_ring_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('galatea_access', NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER "Render_access" AFTER UPDATE OF visibility ON "Render"
  FOR EACH ROW WHEN (OLD.visibility <> NEW.visibility) EXECUTE FUNCTION galatea_ring_access();

-- Every file that a render ever showed is known to be its own, so that an address can be refused.
CREATE FUNCTION galatea_note_render_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "RenderFile" (key, "renderId")
  SELECT key, NEW.id FROM unnest(ARRAY[NEW."previewKey", NEW."imageKey", NEW."thumbnailKey"]) AS key
  WHERE key IS NOT NULL ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "Render_files" AFTER INSERT OR UPDATE OF "previewKey", "imageKey", "thumbnailKey" ON "Render"
  FOR EACH ROW EXECUTE FUNCTION galatea_note_render_files();

CREATE FUNCTION galatea_note_frame_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "RenderFile" (key, "renderId") VALUES (NEW."previewKey", NEW."renderId") ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "Frame_file" AFTER INSERT OR UPDATE OF "previewKey" ON "Frame"
  FOR EACH ROW EXECUTE FUNCTION galatea_note_frame_file();

CREATE FUNCTION galatea_note_video_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "RenderFile" (key, "renderId")
  SELECT key, NEW."renderId" FROM unnest(ARRAY[NEW."webpKey", NEW."mp4Key"]) AS key
  WHERE key IS NOT NULL ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "Video_files" AFTER INSERT OR UPDATE OF "webpKey", "mp4Key" ON "Video"
  FOR EACH ROW EXECUTE FUNCTION galatea_note_video_files();

INSERT INTO "RenderFile" (key, "renderId")
SELECT key, id FROM "Render", unnest(ARRAY["previewKey", "imageKey", "thumbnailKey"]) AS key WHERE key IS NOT NULL
UNION SELECT "previewKey", "renderId" FROM "Frame"
UNION SELECT key, "renderId" FROM "Video", unnest(ARRAY["webpKey", "mp4Key"]) AS key WHERE key IS NOT NULL
UNION SELECT body -> 'preview' ->> 'key', "renderId" FROM "RenderEvent" WHERE body -> 'preview' ->> 'key' IS NOT NULL;

ALTER TABLE "User"
  ADD CONSTRAINT "User_handle_form" CHECK (handle ~ '^[a-z0-9_]{3,30}$'),
  ADD CONSTRAINT "User_guest_or_account" CHECK (
    CASE WHEN role = 'GUEST' THEN "tokenHash" IS NOT NULL AND email IS NULL AND handle IS NULL
    ELSE "tokenHash" IS NULL AND email IS NOT NULL AND handle IS NOT NULL END),
  ADD CONSTRAINT "User_links_number" CHECK (cardinality(links) <= 5);
ALTER TABLE "AdminClaim" ADD CONSTRAINT "AdminClaim_single" CHECK (id = 1);
ALTER TABLE "Follow" ADD CONSTRAINT "Follow_others" CHECK ("followerId" <> "followedId");
