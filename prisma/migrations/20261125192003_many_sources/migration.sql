-- What a render is made from, as it was when the render was asked for: its credits when it is published, and the terms
-- that it must meet then. A render has many sources, each with what was taken from it.

ALTER TYPE "LineageKind" RENAME TO "LineageKindBefore";
CREATE TYPE "LineageKind" AS ENUM ('REMIX', 'FORK', 'MIX', 'IMAGE_PROMPT', 'INITIAL_IMAGE', 'IMPORT');
ALTER TABLE "Lineage" ALTER COLUMN kind TYPE "LineageKind" USING kind::text::"LineageKind";
DROP TYPE "LineageKindBefore";

ALTER TABLE "Lineage" ADD COLUMN share DOUBLE PRECISION;
UPDATE "Lineage" SET kind = 'FORK' WHERE "parentStep" IS NOT NULL;

CREATE TABLE "RenderSource" (
  "renderId" TEXT NOT NULL,
  place INTEGER NOT NULL,
  "artworkId" TEXT,
  title TEXT NOT NULL,
  thumbhash TEXT NOT NULL,
  kind "LineageKind" NOT NULL,
  step INTEGER,
  share DOUBLE PRECISION,
  licence "Licence",

  CONSTRAINT "RenderSource_pkey" PRIMARY KEY ("renderId", place)
);

CREATE UNIQUE INDEX "RenderSource_renderId_artworkId_key" ON "RenderSource" ("renderId", "artworkId");
CREATE INDEX "RenderSource_artworkId_idx" ON "RenderSource" ("artworkId");

ALTER TABLE "RenderSource" ADD CONSTRAINT "RenderSource_renderId_fkey"
  FOREIGN KEY ("renderId") REFERENCES "Render" (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "RenderSource" ADD CONSTRAINT "RenderSource_artworkId_fkey"
  FOREIGN KEY ("artworkId") REFERENCES "Artwork" (id) ON DELETE SET NULL ON UPDATE CASCADE;

INSERT INTO "RenderSource" ("renderId", place, "artworkId", title, thumbhash, kind, step, licence)
SELECT "Render".id, 0, source.id, source.title, source."imageThumbhash",
  (CASE WHEN json #>> '{initial,kind}' = 'fork' THEN 'FORK' ELSE 'REMIX' END)::"LineageKind",
  CASE WHEN json #>> '{initial,kind}' = 'fork' THEN (json #>> '{initial,step}')::int END, NULL
FROM "Render" JOIN "Artwork" AS source ON source.id = "remixOfId" JOIN "Recipe" ON hash = "Render"."recipeHash";

-- What the schema language cannot say.

ALTER TABLE "RenderSource"
  ADD CONSTRAINT "RenderSource_share_range" CHECK (share > 0 AND share <= 1),
  ADD CONSTRAINT "RenderSource_step_range" CHECK (step > 0);
ALTER TABLE "Lineage" ADD CONSTRAINT "Lineage_share_range" CHECK (share > 0 AND share <= 1);

-- A credit stays what it was; only what it points at may go.
CREATE FUNCTION galatea_check_render_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."renderId", NEW.place, NEW.kind) <> (OLD."renderId", OLD.place, OLD.kind)
    OR (NEW.step, NEW.share, NEW.licence) IS DISTINCT FROM (OLD.step, OLD.share, OLD.licence)
    OR NEW."artworkId" IS NOT NULL AND NEW."artworkId" IS DISTINCT FROM OLD."artworkId" THEN
    RAISE EXCEPTION 'render %: what it was made from never changes', OLD."renderId"
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "RenderSource_fixed" BEFORE UPDATE ON "RenderSource"
  FOR EACH ROW EXECUTE FUNCTION galatea_check_render_source();
