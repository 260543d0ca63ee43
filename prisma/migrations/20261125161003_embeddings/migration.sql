-- What pictures and texts mean to a perceptor, for search by meaning (docs/decisions/0030).

CREATE TABLE "EmbeddingSpace" (
  id SERIAL NOT NULL,
  perceptor TEXT NOT NULL,
  hash TEXT NOT NULL,
  version INTEGER NOT NULL,
  dimension INTEGER NOT NULL,
  "profileLength" INTEGER NOT NULL,
  "usedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT "EmbeddingSpace_pkey" PRIMARY KEY (id)
);

CREATE UNIQUE INDEX "EmbeddingSpace_hash_version_key" ON "EmbeddingSpace" (hash, version);

CREATE TABLE "PictureEmbedding" (
  "spaceId" INTEGER NOT NULL,
  "imageKey" TEXT NOT NULL,
  seq BIGSERIAL NOT NULL,
  vector BYTEA NOT NULL,
  profile BYTEA NOT NULL,
  mean DOUBLE PRECISION NOT NULL,
  deviation DOUBLE PRECISION NOT NULL,

  CONSTRAINT "PictureEmbedding_pkey" PRIMARY KEY ("spaceId", "imageKey")
);

CREATE UNIQUE INDEX "PictureEmbedding_spaceId_seq_key" ON "PictureEmbedding" ("spaceId", seq);

CREATE TABLE "EmbeddingRequest" (
  "spaceId" INTEGER NOT NULL,
  key TEXT NOT NULL,
  text TEXT,
  picture BYTEA,
  vector BYTEA,
  problem TEXT,
  "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT "EmbeddingRequest_pkey" PRIMARY KEY ("spaceId", key)
);

CREATE INDEX "EmbeddingRequest_requestedAt_idx" ON "EmbeddingRequest" ("requestedAt");

ALTER TABLE "PictureEmbedding" ADD CONSTRAINT "PictureEmbedding_spaceId_fkey"
  FOREIGN KEY ("spaceId") REFERENCES "EmbeddingSpace" (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "EmbeddingRequest" ADD CONSTRAINT "EmbeddingRequest_spaceId_fkey"
  FOREIGN KEY ("spaceId") REFERENCES "EmbeddingSpace" (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "EmbeddingRequest"
  ADD CONSTRAINT "EmbeddingRequest_one" CHECK ((text IS NULL) <> (picture IS NULL));

CREATE INDEX "Artwork_imageKey_idx" ON "Artwork" ("imageKey");

-- Workers hear of what they should look at, and who asked of what has been found.
CREATE FUNCTION galatea_ring_embedding_wanted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('galatea_embedding', '');
  RETURN NULL;
END $$;

CREATE TRIGGER "EmbeddingRequest_wanted" AFTER INSERT ON "EmbeddingRequest"
  FOR EACH ROW EXECUTE FUNCTION galatea_ring_embedding_wanted();
CREATE TRIGGER "Artwork_embedding_wanted" AFTER INSERT ON "Artwork"
  FOR EACH ROW EXECUTE FUNCTION galatea_ring_embedding_wanted();

CREATE FUNCTION galatea_ring_embedding_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('galatea_embedding', NEW.key);
  RETURN NULL;
END $$;

CREATE TRIGGER "EmbeddingRequest_answered" AFTER UPDATE ON "EmbeddingRequest"
  FOR EACH ROW WHEN (NEW.vector IS NOT NULL OR NEW.problem IS NOT NULL)
  EXECUTE FUNCTION galatea_ring_embedding_answered();
