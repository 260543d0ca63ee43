-- CreateEnum
CREATE TYPE "ContentLevel" AS ENUM ('EVERYONE', 'SENSITIVE', 'ADULTS');

-- CreateEnum
CREATE TYPE "ReportReason" AS ENUM ('SPAM', 'HARASSMENT', 'HATE', 'SEXUAL', 'VIOLENCE', 'WRONG_LEVEL', 'COPYRIGHT', 'OTHER');

-- CreateEnum
CREATE TYPE "ModerationKind" AS ENUM ('DISMISS', 'HIDE', 'SHOW', 'SET_LEVEL', 'SUSPEND', 'LIFT');

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "shownContentLevel" "ContentLevel" NOT NULL DEFAULT 'EVERYONE',
ADD COLUMN     "suspendedUntil" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Render" ADD COLUMN     "contentLevel" "ContentLevel" NOT NULL DEFAULT 'EVERYONE',
ADD COLUMN     "hidden" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Artwork" ADD COLUMN     "contentLevel" "ContentLevel" NOT NULL DEFAULT 'EVERYONE',
ADD COLUMN     "hidden" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "leastContentLevel" "ContentLevel" NOT NULL DEFAULT 'EVERYONE',
ADD COLUMN     "ownContentLevel" "ContentLevel" NOT NULL DEFAULT 'EVERYONE';

-- AlterTable
ALTER TABLE "Comment" ADD COLUMN     "hidden" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Report" (
    "id" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "reporterId" TEXT NOT NULL,
    "reason" "ReportReason" NOT NULL,
    "words" TEXT NOT NULL,
    "openKey" TEXT,
    "actionId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ModerationAction" (
    "id" TEXT NOT NULL,
    "kind" "ModerationKind" NOT NULL,
    "subjectId" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "moderatorId" TEXT NOT NULL,
    "personId" TEXT,
    "reason" TEXT NOT NULL,
    "level" "ContentLevel",
    "until" TIMESTAMPTZ(3),
    "undoesId" TEXT,
    "idempotencyKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ModerationAction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Appeal" (
    "id" TEXT NOT NULL,
    "actionId" TEXT NOT NULL,
    "appellantId" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "granted" BOOLEAN,
    "answer" TEXT NOT NULL DEFAULT '',
    "decidedById" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Appeal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Report_openKey_key" ON "Report"("openKey");

-- CreateIndex
CREATE INDEX "Report_subjectId_actionId_idx" ON "Report"("subjectId", "actionId");

-- CreateIndex
CREATE INDEX "Report_actionId_createdAt_idx" ON "Report"("actionId", "createdAt");

-- CreateIndex
CREATE INDEX "Report_reporterId_idx" ON "Report"("reporterId");

-- CreateIndex
CREATE UNIQUE INDEX "ModerationAction_undoesId_key" ON "ModerationAction"("undoesId");

-- CreateIndex
CREATE INDEX "ModerationAction_subjectId_createdAt_idx" ON "ModerationAction"("subjectId", "createdAt");

-- CreateIndex
CREATE INDEX "ModerationAction_personId_createdAt_idx" ON "ModerationAction"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "ModerationAction_createdAt_id_idx" ON "ModerationAction"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ModerationAction_moderatorId_idempotencyKey_key" ON "ModerationAction"("moderatorId", "idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "Appeal_actionId_key" ON "Appeal"("actionId");

-- CreateIndex
CREATE INDEX "Appeal_granted_createdAt_idx" ON "Appeal"("granted", "createdAt");

-- CreateIndex
CREATE INDEX "Appeal_appellantId_idx" ON "Appeal"("appellantId");

-- CreateIndex
CREATE INDEX "Appeal_decidedById_idx" ON "Appeal"("decidedById");

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_reporterId_fkey" FOREIGN KEY ("reporterId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_actionId_fkey" FOREIGN KEY ("actionId") REFERENCES "ModerationAction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ModerationAction" ADD CONSTRAINT "ModerationAction_moderatorId_fkey" FOREIGN KEY ("moderatorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ModerationAction" ADD CONSTRAINT "ModerationAction_personId_fkey" FOREIGN KEY ("personId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ModerationAction" ADD CONSTRAINT "ModerationAction_undoesId_fkey" FOREIGN KEY ("undoesId") REFERENCES "ModerationAction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_actionId_fkey" FOREIGN KEY ("actionId") REFERENCES "ModerationAction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_appellantId_fkey" FOREIGN KEY ("appellantId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What the schema language cannot say.

-- The level of a picture is the higher of what its person and what the moderators say; a render that is hidden stays so
-- when it is published.
CREATE FUNCTION galatea_rate_artwork() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."contentLevel" := greatest(NEW."ownContentLevel", NEW."leastContentLevel");
  IF TG_OP = 'INSERT' THEN
    NEW.hidden := NEW.hidden OR coalesce((SELECT hidden FROM "Render" WHERE id = NEW."renderId"), false);
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "Artwork_rate" BEFORE INSERT OR UPDATE ON "Artwork" FOR EACH ROW EXECUTE FUNCTION galatea_rate_artwork();

-- Who may see an artwork may see its render: the artwork decides.
CREATE OR REPLACE FUNCTION galatea_share_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Render" SET visibility = NEW.visibility, hidden = NEW.hidden, "contentLevel" = NEW."contentLevel"
  WHERE id = NEW."renderId" AND (visibility, hidden, "contentLevel") <> (NEW.visibility, NEW.hidden, NEW."contentLevel");
  RETURN NULL;
END $$;

DROP TRIGGER "Artwork_visibility" ON "Artwork";
CREATE TRIGGER "Artwork_visibility" AFTER INSERT OR UPDATE ON "Artwork"
  FOR EACH ROW EXECUTE FUNCTION galatea_share_visibility();

DROP TRIGGER "Render_access" ON "Render";
CREATE TRIGGER "Render_access" AFTER UPDATE OF visibility, hidden, "contentLevel" ON "Render" FOR EACH ROW
  WHEN ((OLD.visibility, OLD.hidden, OLD."contentLevel") IS DISTINCT FROM (NEW.visibility, NEW.hidden, NEW."contentLevel"))
  EXECUTE FUNCTION galatea_ring_access();

-- The log is only ever added to.
CREATE TRIGGER "ModerationAction_immutable" BEFORE UPDATE OR DELETE ON "ModerationAction"
  FOR EACH ROW EXECUTE FUNCTION galatea_refuse_change();
CREATE TRIGGER "ModerationAction_kept" BEFORE TRUNCATE ON "ModerationAction"
  FOR EACH STATEMENT EXECUTE FUNCTION galatea_refuse_change();

ALTER TABLE "Report" ADD CONSTRAINT "Report_open" CHECK (("openKey" IS NULL) = ("actionId" IS NOT NULL));
ALTER TABLE "ModerationAction"
  ADD CONSTRAINT "ModerationAction_level" CHECK ((level IS NOT NULL) = (kind = 'SET_LEVEL')),
  ADD CONSTRAINT "ModerationAction_until" CHECK ((until IS NOT NULL) = (kind = 'SUSPEND'));
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_decided" CHECK (
  (granted IS NULL) = ("decidedAt" IS NULL) AND (granted IS NULL) = ("decidedById" IS NULL));
