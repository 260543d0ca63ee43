-- Nor does the step that an artwork shows: its files say it.
CREATE OR REPLACE FUNCTION galatea_check_artwork() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."sortKey" <> OLD."sortKey" OR NEW."renderId" <> OLD."renderId" OR NEW."recipeHash" <> OLD."recipeHash"
    OR NEW.step <> OLD.step THEN
    RAISE EXCEPTION 'artwork %: its place, render, step and recipe never change', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
