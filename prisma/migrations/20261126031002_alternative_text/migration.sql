-- What a picture shows, in words of its person; null where the title and the prompt stand for it.
ALTER TABLE "Artwork" ADD COLUMN "alternativeText" TEXT;
