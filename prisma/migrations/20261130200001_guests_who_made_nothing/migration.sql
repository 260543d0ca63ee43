-- Guests in the order in which they came, so that those who made nothing are found (docs/decisions/0082).
CREATE INDEX "User_guest_createdAt_idx" ON "User" ("createdAt") WHERE role = 'GUEST';
