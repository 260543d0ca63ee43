-- Who looks at a picture is told that something was said of it, changed or taken back; what, they read in their own eyes.
CREATE FUNCTION galatea_ring_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('galatea_comment', CASE WHEN TG_OP = 'DELETE' THEN OLD."subjectId" ELSE NEW."subjectId" END);
  RETURN NULL;
END $$;

CREATE TRIGGER "Comment_ring" AFTER INSERT OR DELETE OR UPDATE ON "Comment"
  FOR EACH ROW EXECUTE FUNCTION galatea_ring_comment();
