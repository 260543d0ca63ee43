-- The words of a collection for full-text search: what it is called and what its curators say of it. A trigger writes them, so that every
-- way of changing a collection keeps them. As a column they are read from the row; the planner knows nothing of an index on an expression
-- until it is analysed, and would compute the words of every row that it compares.

-- AlterTable
ALTER TABLE "Collection" ADD COLUMN     "words" tsvector NOT NULL DEFAULT ''::tsvector;

CREATE FUNCTION galatea_collection_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words := setweight(galatea_words(NEW.title), 'A') || setweight(galatea_words(NEW.statement), 'B');
  RETURN NEW;
END
$$;

CREATE TRIGGER "Collection_words" BEFORE INSERT OR UPDATE OF title, statement ON "Collection"
  FOR EACH ROW EXECUTE FUNCTION galatea_collection_words();

UPDATE "Collection" SET title = title;

-- CreateIndex
CREATE INDEX "Collection_words_idx" ON "Collection" USING GIN ("words");
