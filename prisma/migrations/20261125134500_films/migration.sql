-- The codes of a finished render's steps, from which its pictures are decoded again.
ALTER TABLE "Render" ADD COLUMN "filmKey" TEXT;
