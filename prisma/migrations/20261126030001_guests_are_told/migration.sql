-- Guests are told of decisions, so an entry of the log may concern one; signing up they take it along. Nothing else of an
-- entry ever changes, and of one that concerns a member, or somebody who has left, not that either.
CREATE FUNCTION galatea_keep_moderation_action() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."personId" IS NOT NULL
    AND EXISTS (SELECT FROM "User" WHERE id = OLD."personId" AND role = 'GUEST' AND "leftAt" IS NULL)
  THEN
    OLD."personId" := NEW."personId";
    IF OLD IS NOT DISTINCT FROM NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'ModerationAction rows are immutable' USING ERRCODE = 'integrity_constraint_violation';
END $$;

DROP TRIGGER "ModerationAction_immutable" ON "ModerationAction";
CREATE TRIGGER "ModerationAction_immutable" BEFORE UPDATE OR DELETE ON "ModerationAction"
  FOR EACH ROW EXECUTE FUNCTION galatea_keep_moderation_action();
