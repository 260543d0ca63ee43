-- Whether a member is named to others while they watch a render.
ALTER TABLE "User" ADD COLUMN "namedAsWatcher" BOOLEAN NOT NULL DEFAULT false;

-- Who watches a render now: a row for each browser in each API process. It is worth nothing after a crash, so it is not logged.
CREATE UNLOGGED TABLE "RenderWatcher" (
  "renderId"  TEXT NOT NULL,
  "processId" TEXT NOT NULL,
  "browser"   TEXT NOT NULL,
  "network"   TEXT NOT NULL,
  "userId"    TEXT,
  "since"     TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "seenAt"    TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "RenderWatcher_pkey" PRIMARY KEY ("renderId", "processId", "browser"),
  CONSTRAINT "RenderWatcher_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "RenderWatcher_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "RenderWatcher_processId_idx" ON "RenderWatcher"("processId");
CREATE INDEX "RenderWatcher_seenAt_idx" ON "RenderWatcher"("seenAt");
CREATE INDEX "RenderWatcher_userId_idx" ON "RenderWatcher"("userId");

CREATE FUNCTION galatea_ring_watcher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('galatea_watcher', CASE WHEN TG_OP = 'DELETE' THEN OLD."renderId" ELSE NEW."renderId" END);
  RETURN NULL;
END $$;

CREATE TRIGGER "RenderWatcher_ring" AFTER INSERT OR DELETE ON "RenderWatcher"
  FOR EACH ROW EXECUTE FUNCTION galatea_ring_watcher();
-- Being seen again is no news; who it is, is.
CREATE TRIGGER "RenderWatcher_ring_person" AFTER UPDATE ON "RenderWatcher"
  FOR EACH ROW WHEN (OLD."userId" IS DISTINCT FROM NEW."userId") EXECUTE FUNCTION galatea_ring_watcher();
