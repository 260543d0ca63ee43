-- What an admin wants a worker to do with a pack.
CREATE TYPE "PackTaskKind" AS ENUM ('INSTALL', 'VERIFY', 'REMOVE');

CREATE TYPE "PackTaskState" AS ENUM ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED');

CREATE TABLE "PackTask" (
    "id" TEXT NOT NULL,
    "packId" TEXT NOT NULL,
    "workerName" TEXT NOT NULL,
    "kind" "PackTaskKind" NOT NULL,
    "state" "PackTaskState" NOT NULL DEFAULT 'WAITING',
    "requestedById" TEXT NOT NULL,
    "file" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "totalBytes" BIGINT,
    "bytesPerSecond" DOUBLE PRECISION,
    "cancelRequestedAt" TIMESTAMPTZ(3),
    "message" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PackTask_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PackTask_createdAt_idx" ON "PackTask"("createdAt");

-- Workers may share a folder: of one pack there is one task at a time.
CREATE UNIQUE INDEX "PackTask_open" ON "PackTask"("packId") WHERE "state" IN ('WAITING', 'RUNNING');

-- AddForeignKey
ALTER TABLE "PackTask" ADD CONSTRAINT "PackTask_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION galatea_ring_pack_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('galatea_pack_task', NEW."workerName");
  RETURN NULL;
END $$;
CREATE TRIGGER "PackTask_wanted" AFTER INSERT OR UPDATE OF "cancelRequestedAt" ON "PackTask"
  FOR EACH ROW EXECUTE FUNCTION galatea_ring_pack_task();
