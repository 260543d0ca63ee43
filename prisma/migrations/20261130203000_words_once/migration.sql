-- Text is brought into its plain form once for both languages: that is most of the work of text that is not ASCII.
CREATE OR REPLACE FUNCTION galatea_words(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('english'::regconfig, plain) || to_tsvector('spanish'::regconfig, plain)
  FROM (SELECT galatea_plain(given) AS plain OFFSET 0) AS once
$$;

CREATE OR REPLACE FUNCTION galatea_either(given text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT websearch_to_tsquery('english'::regconfig, plain) || websearch_to_tsquery('spanish'::regconfig, plain)
  FROM (SELECT galatea_plain(given) AS plain OFFSET 0) AS once
$$;
