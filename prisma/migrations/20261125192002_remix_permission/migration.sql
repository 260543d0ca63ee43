-- Who may make something from an artwork, besides its person.
CREATE TYPE "RemixPolicy" AS ENUM ('EVERYONE', 'FOLLOWERS', 'NOBODY');

ALTER TABLE "Artwork" ADD COLUMN "remixPolicy" "RemixPolicy" NOT NULL DEFAULT 'EVERYONE';
