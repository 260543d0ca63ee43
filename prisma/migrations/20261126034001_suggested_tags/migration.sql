-- Tags that a perceptor suggests, and what people think of them (docs/decisions/0058).

-- Which list of words a picture was last compared with; 0 for none.
ALTER TABLE "PictureEmbedding" ADD COLUMN "tagsVersion" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "PictureEmbedding_spaceId_tagsVersion_idx" ON "PictureEmbedding" ("spaceId", "tagsVersion");

CREATE TABLE "SuggestedTag" (
  "spaceId" INTEGER NOT NULL,
  "imageKey" TEXT NOT NULL,
  tag TEXT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  version INTEGER NOT NULL,

  CONSTRAINT "SuggestedTag_pkey" PRIMARY KEY ("imageKey", "spaceId", tag)
);
ALTER TABLE "SuggestedTag" ADD CONSTRAINT "SuggestedTag_spaceId_imageKey_fkey"
  FOREIGN KEY ("spaceId", "imageKey") REFERENCES "PictureEmbedding" ("spaceId", "imageKey") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "TagVote" (
  "artworkId" TEXT NOT NULL,
  tag TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "isFor" BOOLEAN NOT NULL,

  CONSTRAINT "TagVote_pkey" PRIMARY KEY ("artworkId", tag, "userId")
);
CREATE INDEX "TagVote_userId_idx" ON "TagVote" ("userId");
ALTER TABLE "TagVote" ADD CONSTRAINT "TagVote_artworkId_fkey"
  FOREIGN KEY ("artworkId") REFERENCES "Artwork" (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "TagVote" ADD CONSTRAINT "TagVote_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User" (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "RemovedTag" (
  "artworkId" TEXT NOT NULL,
  tag TEXT NOT NULL,
  "removedById" TEXT,
  "removedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT "RemovedTag_pkey" PRIMARY KEY ("artworkId", tag)
);
ALTER TABLE "RemovedTag" ADD CONSTRAINT "RemovedTag_artworkId_fkey"
  FOREIGN KEY ("artworkId") REFERENCES "Artwork" (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "RemovedTag" ADD CONSTRAINT "RemovedTag_removedById_fkey"
  FOREIGN KEY ("removedById") REFERENCES "User" (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "RemovedTag_removedById_idx" ON "RemovedTag" ("removedById");

-- A tag of its person is theirs alone to take away; one that was voted for goes with the votes.
ALTER TABLE "ArtworkTag" ADD COLUMN "isVoted" BOOLEAN NOT NULL DEFAULT false;

-- What became of a suggestion: 1 for a tag like any other, −1 for none, 0 for a suggestion still. The artwork's person
-- decides alone; otherwise two more votes for than against, or two more against than for. Whom the person has blocked
-- has no vote.
CREATE FUNCTION galatea_tag_standing(artwork TEXT, voted TEXT) RETURNS INTEGER LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT FROM "RemovedTag" WHERE "artworkId" = artwork AND tag = voted) THEN -1
    WHEN bool_or("userId" = "publishedById") THEN CASE WHEN bool_or("isFor" AND "userId" = "publishedById") THEN 1 ELSE -1 END
    WHEN sum(CASE WHEN "isFor" THEN 1 ELSE -1 END) >= 2 THEN 1
    WHEN sum(CASE WHEN "isFor" THEN 1 ELSE -1 END) <= -2 THEN -1
    ELSE 0
  END
  FROM "TagVote" JOIN "Artwork" ON id = "artworkId"
  WHERE "artworkId" = artwork AND tag = voted
    AND NOT EXISTS (SELECT FROM "Block" WHERE "blockerId" = "publishedById" AND "blockedId" = "userId")
$$;

-- Makes the tags of an artwork what the votes have come to. Settlings of one artwork come one after the other, so that the
-- last sees all votes; what an artwork's person has given it themselves stays theirs.
CREATE FUNCTION galatea_settle_tag(artwork TEXT, voted TEXT) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "Artwork" WHERE id = artwork FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  IF galatea_tag_standing(artwork, voted) = 1 THEN
    INSERT INTO "ArtworkTag" ("artworkId", tag, "isVoted") VALUES (artwork, voted, true) ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM "ArtworkTag" WHERE "artworkId" = artwork AND tag = voted AND "isVoted";
  END IF;
END $$;

CREATE FUNCTION galatea_settle_changed_tag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM galatea_settle_tag(OLD."artworkId", OLD.tag);
  ELSE
    PERFORM galatea_settle_tag(NEW."artworkId", NEW.tag);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "TagVote_settles" AFTER INSERT OR UPDATE OR DELETE ON "TagVote"
  FOR EACH ROW EXECUTE FUNCTION galatea_settle_changed_tag();
CREATE TRIGGER "RemovedTag_settles" AFTER INSERT OR DELETE ON "RemovedTag"
  FOR EACH ROW EXECUTE FUNCTION galatea_settle_changed_tag();

CREATE FUNCTION galatea_settle_blocked_votes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bond "Block" := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM galatea_settle_tag("artworkId", tag) FROM "TagVote" JOIN "Artwork" ON id = "artworkId"
    WHERE "userId" = bond."blockedId" AND "publishedById" = bond."blockerId" ORDER BY "artworkId", tag;
  RETURN NULL;
END $$;

CREATE TRIGGER "Block_settles_votes" AFTER INSERT OR DELETE ON "Block"
  FOR EACH ROW EXECUTE FUNCTION galatea_settle_blocked_votes();
