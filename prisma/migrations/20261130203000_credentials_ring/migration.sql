-- Whose session or access token ends, or who has another role, may watch less from now on: all that watch are asked
-- again. A statement that ends many rings once, and one that ends none does not ring.
CREATE FUNCTION galatea_ring_credentials() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM gone) THEN
    PERFORM pg_notify('galatea_access', '');
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "Session_ring" AFTER DELETE ON "Session"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION galatea_ring_credentials();

CREATE TRIGGER "AccessToken_ring" AFTER DELETE ON "AccessToken"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION galatea_ring_credentials();

CREATE FUNCTION galatea_ring_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('galatea_access', '');
  RETURN NULL;
END $$;

CREATE TRIGGER "User_role_ring" AFTER UPDATE OF role ON "User"
  FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role) EXECUTE FUNCTION galatea_ring_role();
