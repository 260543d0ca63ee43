-- How many follow a collection, kept beside it: lists of collections are ordered by it.
ALTER TABLE "Collection" ADD COLUMN "followerCount" INTEGER NOT NULL DEFAULT 0;
UPDATE "Collection" SET "followerCount" = (SELECT count(*) FROM "CollectionFollow" WHERE "collectionId" = "Collection".id);

CREATE INDEX "Collection_followerCount_id_idx" ON "Collection"("followerCount" DESC, "id" DESC);

-- Whoever adds or removes a row, an account that is deleted among them, keeps the number right.
CREATE FUNCTION galatea_count_collection_followers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Collection" SET "followerCount" = "followerCount" + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
  WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW."collectionId" ELSE OLD."collectionId" END;
  RETURN NULL;
END $$;
CREATE TRIGGER "Counted_followers" AFTER INSERT OR DELETE ON "CollectionFollow"
  FOR EACH ROW EXECUTE FUNCTION galatea_count_collection_followers();
