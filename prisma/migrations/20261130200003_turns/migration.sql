-- Renders are taken by turns (docs/decisions/0084).

-- When who takes turns had the last one. Who has no row comes first.
CREATE TABLE "Turn" (
  key TEXT NOT NULL,
  "servedAt" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "Turn_pkey" PRIMARY KEY (key)
);

ALTER TABLE "Render"
  ADD COLUMN "pausedAt" TIMESTAMPTZ(3),
  ADD COLUMN "ownPlace" INTEGER,
  ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
