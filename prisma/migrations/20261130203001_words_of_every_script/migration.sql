-- Words are found in every case and accent of every script, and the same on every database: lower case is ICU's, and
-- what the parser of full-text search is given is ASCII, because what it takes for a letter depends on the host.

-- Folding: compatibility forms and case, accents and optional vowel points left out, letters that only look alike on two
-- keyboards made one. ñ is a letter of its own and stays. Marks that are vowels, as in Hindi and Thai, stay.
CREATE FUNCTION galatea_fold(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT normalize(replace(replace(translate(
    regexp_replace(
      replace(normalize(lower(normalize(given, NFKC) COLLATE "und-x-icu"), NFKD), U&'n\0303', 'nq'),
      '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]',
      '', 'g'),
    U&'\0111\0142\00f8\0131\0127\0167\03c2\0643\0649\064a\0629', U&'dloiht\03c3\06a9\06cc\06cc\0647'),
    U&'\00df', 'ss'), U&'\00e6', 'ae'), NFKC)
$$;

-- Signs that part words, as spaces; Han, Kana, Thai, Lao, Khmer and Burmese, which are written without spaces, sign by
-- sign, and each emoji by itself.
CREATE FUNCTION galatea_spaced(folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(
    regexp_replace(replace(folded, U&'\0153', 'oe'),
      '[\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u037e\u0387\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u0e4f\u0e5a\u0e5b\u2000-\u200a\u2010-\u2029\u202f-\u205f\u20a0-\u20bf\u2190-\u25ff\u2e00-\u2e7f\u3000-\u3004\u3007-\u3020\u3030\u30fb\ufe10-\ufe6f]',
      ' ', 'g'),
    '([\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2600-\u27bf\u2e80-\u2fdf\u3005-\u30fa\u30fc-\u30ff\u3105-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\U0001f000-\U0003ffff])',
    ' \1 ', 'g')
$$;

-- One ASCII word for a word of any script: the bytes of what is not ASCII, in consonants that no ending of English or
-- Spanish is made of, so that stemming leaves them alone.
CREATE FUNCTION galatea_ascii(spaced text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(
    CASE WHEN part[1] ~ '^[\x01-\x7f]' THEN part[1]
      ELSE 'w' || translate(encode(convert_to(part[1], 'UTF8'), 'hex'), '0123456789abcdef', 'bcdfghjkmpqrvwxz') END,
    '' ORDER BY place)
  FROM regexp_matches(spaced, '[\x01-\x7f]+|[^\x01-\x7f]+', 'g') WITH ORDINALITY AS parts (part, place)
$$;

-- One form for a word however it was typed. Text in ASCII, which most is, needs no more than its case.
CREATE OR REPLACE FUNCTION galatea_plain(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN given ~ '^[\x01-\x7f]*$' THEN lower(given COLLATE "C")
    ELSE coalesce(galatea_ascii(galatea_spaced(galatea_fold(given))), '') END
$$;

-- What is left out is looked for by the same rules: a word that becomes several is one phrase of them.
CREATE OR REPLACE FUNCTION galatea_query(given text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT galatea_either(regexp_replace(given, '(^|\s)-("[^"]*"|\S+)', ' ', 'g'))
    && coalesce((SELECT !!galatea_either(string_agg(CASE WHEN found[1] LIKE '"%' THEN found[1] ELSE '"' || replace(found[1], '"', '') || '"' END, ' or '))
         FROM regexp_matches(given, '(?:^|\s)-("[^"]*"|\S+)', 'g') AS found), ''::tsquery)
$$;

-- The tag of Turkish İ was i with a dot upon its dot.
INSERT INTO "ArtworkTag" ("artworkId", tag, "isVoted")
  SELECT "artworkId", replace(tag, U&'i\0307', 'i'), "isVoted" FROM "ArtworkTag" WHERE tag LIKE U&'%i\0307%'
  ON CONFLICT DO NOTHING;
DELETE FROM "ArtworkTag" WHERE tag LIKE U&'%i\0307%';

-- Words in ASCII are as they were.
SELECT count(galatea_index_artwork(id)) FROM "Artwork"
WHERE title ~ '[^\x01-\x7f]'
  OR EXISTS (SELECT FROM "ArtworkTag" WHERE "artworkId" = id AND tag ~ '[^\x01-\x7f]')
  OR EXISTS (SELECT FROM "PromptTerm" WHERE "PromptTerm"."recipeHash" = "Artwork"."recipeHash" AND text ~ '[^\x01-\x7f]');
