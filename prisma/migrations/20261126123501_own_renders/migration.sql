-- A person's own renders, the newest first.
CREATE INDEX "Render_requestedById_createdAt_id_idx" ON "Render" ("requestedById", "createdAt" DESC, id DESC);
