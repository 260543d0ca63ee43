-- CreateEnum
CREATE TYPE "SubjectKind" AS ENUM ('ARTWORK', 'RENDER', 'USER', 'COMMENT');

-- CreateEnum
CREATE TYPE "CommentPolicy" AS ENUM ('EVERYONE', 'FOLLOWERS', 'NOBODY');

-- CreateEnum
CREATE TYPE "ReactionKind" AS ENUM ('LOVE', 'WONDER', 'SMILE', 'CLEVER');

-- AlterEnum
ALTER TYPE "AccessScope" ADD VALUE 'COMMENT';

-- AlterTable
ALTER TABLE "Artwork" ADD COLUMN     "commentPolicy" "CommentPolicy" NOT NULL DEFAULT 'EVERYONE';

-- CreateTable
CREATE TABLE "Subject" (
    "id" TEXT NOT NULL,
    "kind" "SubjectKind" NOT NULL,

    CONSTRAINT "Subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "threadId" TEXT,
    "authorId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "step" INTEGER,
    "x" DOUBLE PRECISION,
    "y" DOUBLE PRECISION,
    "idempotencyKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reaction" (
    "subjectId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" "ReactionKind" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Reaction_pkey" PRIMARY KEY ("subjectId","userId","kind")
);

-- CreateIndex
CREATE INDEX "Comment_subjectId_createdAt_id_idx" ON "Comment"("subjectId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Comment_threadId_createdAt_id_idx" ON "Comment"("threadId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Comment_authorId_idempotencyKey_key" ON "Comment"("authorId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "Reaction_userId_idx" ON "Reaction"("userId");

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- The prefix of an id says what it is; a subject cannot be of another kind than its thing.
ALTER TABLE "Subject" ADD CONSTRAINT "Subject_kind_by_id" CHECK (
  kind = CASE left(id, 4) WHEN 'art_' THEN 'ARTWORK' WHEN 'rnd_' THEN 'RENDER' WHEN 'usr_' THEN 'USER' WHEN 'com_' THEN 'COMMENT'
    END::"SubjectKind");

INSERT INTO "Subject" (id, kind)
SELECT id, 'ARTWORK'::"SubjectKind" FROM "Artwork" UNION ALL SELECT id, 'RENDER' FROM "Render" UNION ALL SELECT id, 'USER' FROM "User";

-- After the insert, not before: a row that another already has the key of is not inserted, and has no subject. Triggers
-- run by name, so that this one comes before the check of the reference, whose name begins with "RI_".
CREATE FUNCTION galatea_add_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "Subject" (id, kind) VALUES (NEW.id, TG_ARGV[0]::"SubjectKind");
  RETURN NULL;
END $$;

CREATE FUNCTION galatea_remove_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "Subject" WHERE id = OLD.id;
  RETURN NULL;
END $$;

CREATE TRIGGER "Added_subject" AFTER INSERT ON "Artwork" FOR EACH ROW EXECUTE FUNCTION galatea_add_subject('ARTWORK');
CREATE TRIGGER "Added_subject" AFTER INSERT ON "Render" FOR EACH ROW EXECUTE FUNCTION galatea_add_subject('RENDER');
CREATE TRIGGER "Added_subject" AFTER INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION galatea_add_subject('USER');
CREATE TRIGGER "Added_subject" AFTER INSERT ON "Comment" FOR EACH ROW EXECUTE FUNCTION galatea_add_subject('COMMENT');
CREATE TRIGGER "Removed_subject" AFTER DELETE ON "Artwork" FOR EACH ROW EXECUTE FUNCTION galatea_remove_subject();
CREATE TRIGGER "Removed_subject" AFTER DELETE ON "Render" FOR EACH ROW EXECUTE FUNCTION galatea_remove_subject();
CREATE TRIGGER "Removed_subject" AFTER DELETE ON "User" FOR EACH ROW EXECUTE FUNCTION galatea_remove_subject();
CREATE TRIGGER "Removed_subject" AFTER DELETE ON "Comment" FOR EACH ROW EXECUTE FUNCTION galatea_remove_subject();

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_id_fkey" FOREIGN KEY ("id") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Render" ADD CONSTRAINT "Render_id_fkey" FOREIGN KEY ("id") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artwork" ADD CONSTRAINT "Artwork_id_fkey" FOREIGN KEY ("id") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_id_fkey" FOREIGN KEY ("id") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Comment"
  ADD CONSTRAINT "Comment_place" CHECK ((x IS NULL) = (y IS NULL) AND x BETWEEN 0 AND 1 AND y BETWEEN 0 AND 1),
  ADD CONSTRAINT "Comment_step" CHECK (step >= 0),
  ADD CONSTRAINT "Comment_text" CHECK (CASE WHEN "deletedAt" IS NULL THEN char_length(text) BETWEEN 1 AND 2000 ELSE text = '' END);

-- A thread has one level, and is of one subject.
CREATE FUNCTION galatea_check_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."threadId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "Comment" WHERE id = NEW."threadId" AND "threadId" IS NULL AND "subjectId" = NEW."subjectId"
  ) THEN
    RAISE EXCEPTION 'comment %: % begins no thread on its subject', NEW.id, NEW."threadId"
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "Comment_thread" BEFORE INSERT OR UPDATE OF "threadId", "subjectId" ON "Comment"
  FOR EACH ROW EXECUTE FUNCTION galatea_check_comment();
