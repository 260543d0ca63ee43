-- A smaller avatar for lists, besides the one for a person's page.
ALTER TABLE "User" ADD COLUMN "avatarSmallKey" TEXT;
ALTER TABLE "User" ADD CONSTRAINT "User_avatar_sizes" CHECK ("avatarSmallKey" IS NULL OR "avatarKey" IS NOT NULL);

CREATE INDEX "User_avatarSmallKey_idx" ON "User" ("avatarSmallKey");
