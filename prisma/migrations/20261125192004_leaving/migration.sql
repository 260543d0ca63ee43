-- What somebody is called may change, and they may leave. What they were called before stays theirs, so that links lead to them
-- and to nobody else.

CREATE TYPE "Leaving" AS ENUM ('KEEP', 'DELETE');

ALTER TABLE "User" ADD COLUMN leaving "Leaving", ADD COLUMN "leavesAt" TIMESTAMPTZ(3), ADD COLUMN "leftAt" TIMESTAMPTZ(3);
ALTER TABLE "User" ADD CONSTRAINT "User_leaving_day" CHECK ((leaving IS NULL) = ("leavesAt" IS NULL));

CREATE INDEX "User_leavesAt_idx" ON "User" ("leavesAt");

CREATE TABLE "FormerHandle" (
  handle TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT "FormerHandle_pkey" PRIMARY KEY (handle)
);

CREATE INDEX "FormerHandle_userId_idx" ON "FormerHandle" ("userId");

ALTER TABLE "FormerHandle" ADD CONSTRAINT "FormerHandle_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User" (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "FormerHandle" ADD CONSTRAINT "FormerHandle_handle_form" CHECK (handle ~ '^[a-z0-9_]{3,30}$');

-- Nobody signs up under what somebody else was called, by whatever way accounts are made.
CREATE FUNCTION galatea_check_handle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "FormerHandle" WHERE handle = NEW.handle AND "userId" <> NEW.id) THEN
    RAISE EXCEPTION 'the handle % was somebody else''s', NEW.handle USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "User_handle_free" BEFORE INSERT OR UPDATE OF handle ON "User"
  FOR EACH ROW WHEN (NEW.handle IS NOT NULL) EXECUTE FUNCTION galatea_check_handle();
