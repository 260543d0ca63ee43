-- What other sites show of a collection, made when it is first asked for (docs/decisions/0099).
CREATE TABLE "CollectionCard" (
  "collectionId" TEXT NOT NULL,
  digest TEXT NOT NULL,
  key TEXT NOT NULL,

  CONSTRAINT "CollectionCard_pkey" PRIMARY KEY ("collectionId")
);

CREATE INDEX "CollectionCard_key_idx" ON "CollectionCard" (key);

ALTER TABLE "CollectionCard" ADD CONSTRAINT "CollectionCard_collectionId_fkey"
  FOREIGN KEY ("collectionId") REFERENCES "Collection" (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER "CollectionCard_discard" AFTER DELETE ON "CollectionCard"
  FOR EACH ROW EXECUTE FUNCTION galatea_discard_file();
CREATE TRIGGER "CollectionCard_replace" AFTER UPDATE OF key ON "CollectionCard"
  FOR EACH ROW WHEN (OLD.key <> NEW.key) EXECUTE FUNCTION galatea_discard_file();

-- A picture that was taken out, or deleted, stays on no card.
CREATE FUNCTION galatea_forget_collection_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "CollectionCard" WHERE "collectionId" = OLD."collectionId";
  RETURN NULL;
END $$;

CREATE TRIGGER "CollectionItem_forget_card" AFTER DELETE ON "CollectionItem"
  FOR EACH ROW EXECUTE FUNCTION galatea_forget_collection_card();
CREATE TRIGGER "CollectionItem_forget_card_of_gone" AFTER UPDATE OF "artworkId" ON "CollectionItem"
  FOR EACH ROW WHEN (OLD."artworkId" IS DISTINCT FROM NEW."artworkId")
  EXECUTE FUNCTION galatea_forget_collection_card();
