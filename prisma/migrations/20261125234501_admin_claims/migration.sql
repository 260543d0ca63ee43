-- One row for each link by which somebody may become the first admin: a start of the gallery no longer voids those that
-- other starts have printed (packages/store/src/first-admin.ts).
ALTER TABLE "AdminClaim" DROP CONSTRAINT "AdminClaim_single";
ALTER TABLE "AdminClaim" DROP CONSTRAINT "AdminClaim_pkey";
ALTER TABLE "AdminClaim" DROP COLUMN "id";
ALTER TABLE "AdminClaim" ADD CONSTRAINT "AdminClaim_pkey" PRIMARY KEY ("tokenHash");
