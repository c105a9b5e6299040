"""What a text is found by: its words, folded and stemmed as SQLite's index does it (`kernel/fulltext.py`)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emulator.kernel.fulltext import FullText

# Character classes depend on the collation, and one that knows more than ASCII may not be there.
_BETWEEN = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u02c2-\u02c5\u2000-\u206f\u20a0-\u20cf\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020"
    r"\ufdd0-\ufdd2\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20\ufffd]+"
)

# SQLite's stemmer knows some endings that the engine's does not: -logy, -bly and, before these two, every double
# consonant. It takes words of one or two bytes, and of more than 64, as they are.
_VERBAL = "(?:ed|ing)s?$"
_ENDINGS = "(?:[iy](?:ed|ing)?s?|ies)$"
_STEM = "(?:.*(?:[aeiou][^aeiou]|[^aeiou]y[^aeiou]).*)"
"""What -logy and -bly must leave: somewhere a vowel before a consonant."""

FUNCTIONS = f"""
CREATE TEXT SEARCH DICTIONARY emulator.porter (TEMPLATE = pg_catalog.snowball, Language = porter);
CREATE FUNCTION emulator.words(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg(DISTINCT left(word, 400)), ARRAY[]::text[])
    FROM regexp_split_to_table(
        normalize(
            regexp_replace(
                normalize(emulator.lower($1), NFD), '([\\u0041-\\u024f])[\\u0300-\\u036f]+', '\\1', 'g'
            ),
            NFC
        ),
        '{_BETWEEN}'
    ) AS word WHERE word <> ''
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
            SELECT string_agg('''' || place || emulator.stem(word) || '''', ' | ')
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
