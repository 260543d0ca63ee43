-- What admins do with the gallery and its members' accounts. Only added to, as the log of moderation.
CREATE TYPE "HostActKind" AS ENUM ('FILES_CLEARED', 'ROLE_GIVEN', 'PASSWORD_LINK_MADE', 'SETTINGS_CHANGED', 'INVITATION_MADE', 'INVITATION_REVOKED');

CREATE TABLE "HostAct" (
    "id" TEXT NOT NULL,
    "adminId" TEXT NOT NULL,
    "kind" "HostActKind" NOT NULL,
    "personId" TEXT,
    "detail" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HostAct_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "HostAct_createdAt_id_idx" ON "HostAct"("createdAt" DESC, "id" DESC);
CREATE INDEX "HostAct_adminId_idx" ON "HostAct"("adminId");
CREATE INDEX "HostAct_personId_idx" ON "HostAct"("personId");

ALTER TABLE "HostAct" ADD CONSTRAINT "HostAct_adminId_fkey" FOREIGN KEY ("adminId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "HostAct" ADD CONSTRAINT "HostAct_personId_fkey" FOREIGN KEY ("personId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
