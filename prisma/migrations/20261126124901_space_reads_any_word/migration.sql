-- Whether the perceptor of a space reads any word, or those of a list alone (docs/decisions/0030).
ALTER TABLE "EmbeddingSpace" ADD COLUMN "readsAnyWord" BOOLEAN NOT NULL DEFAULT false;
