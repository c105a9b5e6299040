"""What a text is found by: its words, folded and stemmed as SQLite's index does it (`kernel/fulltext.py`).

Not alike are ǡ, of which only PostgreSQL takes the marks away, letters that got their capitals after Unicode 6.1, and
what is between words in other scripts than Latin, Greek and Cyrillic, or beyond U+FFFF.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emulator.kernel.fulltext import FullText

# What SQLite takes for no part of a word, in the blocks of Latin, Greek and Cyrillic, of signs and of punctuation.
# Character classes depend on the collation, and one that knows more than ASCII may not be there.
_BETWEEN = (
    r"(?:\ufdd0\ufdd1|[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf"
    r"\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df\u02e5-\u02eb\u02ed\u02ef-\u02ff\u0305\u030d\u030e\u0310\u0312-\u031a"
    r"\u031c-\u0322\u0329-\u032c\u032f\u0332-\u036f\u0375\u037e\u0384\u0385\u0387\u03f6\u0482-\u0489\u1dc0-\u1de6"
    r"\u1dfc-\u1dff\u1fbd\u1fbf-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed-\u1fef\u1ffd-\u2064\u206a-\u206f\u207a-\u207e"
    r"\u208a-\u208e\u20a0-\u20b9\u20d0-\u2101\u2103-\u2106\u2108\u2109\u2114\u2116-\u2118\u211e-\u2123\u2125\u2127"
    r"\u2129\u212e\u213a\u213b\u2140-\u2144\u214a-\u214d\u214f\u2190-\u23f3\u2400-\u244a\u249c-\u24e9\u2500-\u26ff"
    r"\u2701-\u2775\u2794-\u2b4c\u2b50-\u2b59\u2de0-\u2e2e\u2e30-\u2e3b\u2e80-\u2ffb\u3000-\u3004\u3008-\u3020"
    r"\u302a-\u3030\u3036\u3037\u303d-\u303f\ua66f-\ua67e\ua69f\ua6f0-\ua716\ua720\ua721\ua789\ua78a\ufe00-\ufe26"
    r"\ufe30-\ufe6b\ufeff-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff])+"
)
_MARKS = r"[\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]+"
"""What it drops from a word, whatever letter they stand behind."""
_LOWERED = (
    f"translate(regexp_replace(emulator.lower($1), '{_MARKS}', '', 'g'),"
    " '\u00b5\u017f\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5\u1e9b\u1fbe',"
    " '\u03bcs\u03c3\u03b2\u03b8\u03c6\u03c0\u03ba\u03c1\u03b5s\u03b9')"
)

# SQLite's stemmer knows some endings that the engine's does not: -logy, -bly and, before these two, every double
# consonant. It takes words of one or two bytes, and of more than 64, as they are.
_VERBAL = "(?:ed|ing)s?$"
_ENDINGS = "(?:[iy](?:ed|ing)?s?|ies)$"
_STEM = "(?:.*(?:[aeiou][^aeiou]|[^aeiou]y[^aeiou]).*)"
"""What -logy and -bly must leave: somewhere a vowel before a consonant."""

FUNCTIONS = f"""
CREATE TEXT SEARCH DICTIONARY emulator.porter (TEMPLATE = pg_catalog.snowball, Language = porter);
CREATE FUNCTION emulator.folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT CASE
        WHEN octet_length($1) = length($1) THEN pg_catalog.lower($1 COLLATE "C")
        WHEN $1 ~ '[\\u00c0-\\u024f\\u1e00-\\u1eff\\u212b]' THEN
            normalize(regexp_replace(normalize({_LOWERED}, NFD), '([a-z]){_MARKS}', '\\1', 'g'), NFC)
        ELSE {_LOWERED}
    END
$$;
CREATE FUNCTION emulator.words(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg(DISTINCT left(word, 400)), ARRAY[]::text[])
    FROM regexp_split_to_table(emulator.folded($1), '{_BETWEEN}') AS word WHERE word <> ''
$$;
CREATE FUNCTION emulator.stem(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT CASE
        WHEN octet_length($1) NOT BETWEEN 3 AND 64 THEN left($1, 400)
        WHEN $1 IN ('ies', 'sses') THEN left($1, -1)
        WHEN $1 IN ('eed', 'eeds') THEN 'e'
        WHEN $1 ~ '(?:log|bl){_ENDINGS}|[chjkqvwxy0-9]{{2}}{_VERBAL}' THEN (ts_lexize(
            'emulator.porter'::regdictionary,
            regexp_replace(regexp_replace(regexp_replace($1,
                '^({_STEM}log){_ENDINGS}', '\\1'),
                '^({_STEM}bl){_ENDINGS}', '\\1e'),
                '^(?=.*(?:[aeiou]|.y).*{_VERBAL})(.*([chjkqvwxy0-9]))\\2{_VERBAL}', '\\1')
        ))[1]
        ELSE (ts_lexize('emulator.porter'::regdictionary, $1))[1]
    END
$$;
CREATE FUNCTION emulator.forms(names text[], texts text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(coalesce(array_agg(DISTINCT lexeme), ARRAY[]::text[]))
    FROM (
        SELECT unnest(ARRAY[stem, name || '/' || stem]) AS lexeme
        FROM unnest(names, texts) AS given(name, said), unnest(emulator.words(said)) AS word,
            emulator.stem(word) AS stem
    ) AS found
$$;
CREATE FUNCTION emulator.vocabulary(texts text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(coalesce(array_agg(DISTINCT word), ARRAY[]::text[]))
    FROM unnest(texts) AS said, unnest(emulator.words(said)) AS word
$$;
CREATE FUNCTION emulator.asked(search text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg(
        '(' || alternatives || ')', CASE WHEN search::json ->> 'any' = 'true' THEN ' | ' ELSE ' & ' END
    )::tsquery
    FROM (
        SELECT (
            SELECT string_agg('''' || place || emulator.stem(emulator.folded(word)) || '''', ' | ')
            FROM json_array_elements_text(words) AS word,
                json_array_elements_text(search::json -> 'places') AS place
        ) AS alternatives
        FROM json_array_elements(search::json -> 'groups') AS words
    ) AS groups
$$;
CREATE FUNCTION emulator.those(texts jsonb, names text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(texts ->> name ORDER BY place) FROM unnest(names) WITH ORDINALITY AS given(name, place)
$$;
CREATE FUNCTION emulator.find_by() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    texts jsonb := to_jsonb(new);
    searched text[] := tg_argv[0];
    suggested text[] := tg_argv[1];
BEGIN
    new.forms := emulator.forms(searched, emulator.those(texts, searched));
    new.vocabulary := emulator.vocabulary(emulator.those(texts, suggested));
    RETURN new;
END
$$;
"""


def columns(index: "FullText") -> str:
    """The statement that gives a table what it is searched by."""
    return f"ALTER TABLE {index.table} ADD COLUMN forms tsvector, ADD COLUMN vocabulary tsvector"


def indexes(index: "FullText") -> Iterator[str]:
    """Those by which it is found, and the trigger with which it keeps up with the table's texts: a generated column
    would be computed again for each row of a copy."""
    for name in ("forms", "vocabulary"):
        yield f"CREATE INDEX ON {index.table} USING gin ({name})"
    searched, suggested = ",".join(index.columns), ",".join(index.vocabulary)
    texts = ", ".join(dict.fromkeys((*index.columns, *index.vocabulary)))
    yield (
        f"CREATE TRIGGER found_by BEFORE INSERT OR UPDATE OF {texts} ON {index.table}"
        f" FOR EACH ROW EXECUTE FUNCTION emulator.find_by('{{{searched}}}', '{{{suggested}}}')"
    )
