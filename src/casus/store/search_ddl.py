"""What of the schema SQLAlchemy has no words for: full-text indexes, on SQLite points in an R*Tree, and counts of events by day and of rows by number; all kept by the database itself.

SQLite: FTS5 tables without content (the text stands in ``documents`` and ``claims`` alone) and R*Trees, filled by triggers in the
transaction that writes the rows, whoever writes them. The rows of the index tables give them their numbers, which
``VACUUM`` leaves alone, unlike those that SQLite gives to rows by itself. A text is never changed in place, so there is no trigger for that.

PostgreSQL: columns ``words`` with an index, which the database fills with ``casus_words(text)`` (a search that is answered without the index, or ranked, would else part every text anew). It holds the words of a text as FTS5's tokenizer ``unicode61`` sees them, for letters of
Latin scripts: no accents, punctuation parts words. It reads the first 250,000 letters of a text: a ``tsvector`` has at most a megabyte.
"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa

_TOKENIZER = "tokenize = 'unicode61 remove_diacritics 2'"


def _words(table: str, columns: tuple[str, ...], source: str, key: str, index: str, own: str) -> list[str]:
    """A full-text table over columns of a source table, whose rows are numbered by an index table."""
    listed, given, old = (
        ", ".join(columns),
        ", ".join(f"t.{c}" for c in columns),
        ", ".join(f"old.{c}" for c in columns),
    )
    return [
        f"CREATE VIRTUAL TABLE {table} USING fts5({listed}, content = '', {_TOKENIZER})",
        f"CREATE TRIGGER {table}_come AFTER INSERT ON {index} BEGIN INSERT INTO {table} (rowid, {listed})"
        f" SELECT new.number, {given} FROM {source} AS t WHERE t.{key} = new.{own}; END",
        f"CREATE TRIGGER {table}_go BEFORE DELETE ON {source} BEGIN INSERT INTO {table} ({table}, rowid, {listed})"
        f" SELECT 'delete', i.number, {old} FROM {index} AS i WHERE i.{own} = old.{key}; END",
        f"CREATE TRIGGER {table}_leave BEFORE DELETE ON {index} BEGIN INSERT INTO {table} ({table}, rowid, {listed})"
        f" SELECT 'delete', old.number, {given} FROM {source} AS t WHERE t.{key} = old.{own}; END",
    ]


def _points(table: str, index: str) -> list[str]:
    return [
        f"CREATE VIRTUAL TABLE {table} USING rtree(number, south, north, west, east)",
        f"CREATE TRIGGER {table}_come AFTER INSERT ON {index} WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN"
        f" INSERT INTO {table} VALUES (new.number, new.lat, new.lat, new.lon, new.lon); END",
        f"CREATE TRIGGER {table}_go AFTER DELETE ON {index} WHEN old.lat IS NOT NULL AND old.lon IS NOT NULL BEGIN"
        f" DELETE FROM {table} WHERE number = old.number; END",
    ]


MOST_DEAD = 10**12
"""The dead of an event count in a sum up to here: beyond it a report errs, and sums would grow too large for a database."""
_COUNT_IN = (
    "INSERT INTO event_days (first_day, events, killed) VALUES (new.first_day, 1, {dead})"
    " ON CONFLICT (first_day) DO UPDATE SET events = event_days.events + 1, killed = event_days.killed + excluded.killed;"
)
_COUNT_OUT = (
    "UPDATE event_days SET events = events - 1, killed = killed - {dead} WHERE first_day = old.first_day;"
    " DELETE FROM event_days WHERE first_day = old.first_day AND events = 0;"
)


def _dead(row: str, least: str, greatest: str) -> str:
    return f"{least}({greatest}({row}.killed, 0), {MOST_DEAD})"


SQLITE_DAYS = (
    f"CREATE TRIGGER event_days_come AFTER INSERT ON event_index BEGIN {_COUNT_IN.format(dead=_dead('new', 'min', 'max'))} END",
    f"CREATE TRIGGER event_days_go AFTER DELETE ON event_index BEGIN {_COUNT_OUT.format(dead=_dead('old', 'min', 'max'))} END",
)
POSTGRESQL_DAYS = (
    "CREATE OR REPLACE FUNCTION casus_count_day() RETURNS trigger LANGUAGE plpgsql AS $casus$ BEGIN"
    f" IF TG_OP = 'INSERT' THEN {_COUNT_IN.format(dead=_dead('new', 'least', 'greatest'))}"
    f" ELSE {_COUNT_OUT.format(dead=_dead('old', 'least', 'greatest'))} END IF; RETURN NULL; END $casus$",
    "CREATE TRIGGER event_days_count AFTER INSERT OR DELETE ON event_index FOR EACH ROW EXECUTE FUNCTION casus_count_day()",
)

OF_BLOCK = 1024
"""So many numbers of rows are counted together."""
COUNTED = ("document_index", "claim_index")
_BLOCK_IN = (
    "INSERT INTO row_counts (what, block, held) VALUES ({what}, new.number / {size}, 1)"
    " ON CONFLICT (what, block) DO UPDATE SET held = row_counts.held + 1;"
)
_BLOCK_OUT = (
    "UPDATE row_counts SET held = held - 1 WHERE what = {what} AND block = old.number / {size};"
    " DELETE FROM row_counts WHERE what = {what} AND block = old.number / {size} AND held = 0;"
)


def _counting(table: str) -> tuple[str, str]:
    """SQLite's triggers on a table whose rows are counted."""
    come, go = (count.format(what=f"'{table}'", size=OF_BLOCK) for count in (_BLOCK_IN, _BLOCK_OUT))
    return (
        f"CREATE TRIGGER {table}_counted AFTER INSERT ON {table} BEGIN {come} END",
        f"CREATE TRIGGER {table}_discounted AFTER DELETE ON {table} BEGIN {go} END",
    )


SQLITE_COUNTS = tuple(statement for table in COUNTED for statement in _counting(table))
POSTGRESQL_COUNTS = (
    "CREATE OR REPLACE FUNCTION casus_count_row() RETURNS trigger LANGUAGE plpgsql AS $casus$ BEGIN"
    f" IF TG_OP = 'INSERT' THEN {_BLOCK_IN.format(what='TG_TABLE_NAME', size=OF_BLOCK)}"
    f" ELSE {_BLOCK_OUT.format(what='TG_TABLE_NAME', size=OF_BLOCK)} END IF; RETURN NULL; END $casus$",
    *(
        f"CREATE TRIGGER {table}_counted AFTER INSERT OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION casus_count_row()"
        for table in COUNTED
    ),
)

SQLITE = (
    *_words("document_words", ("title", "text"), "documents", "key", "document_index", "document"),
    *_words("claim_words", ("evidence",), "claims", "claim_id", "claim_index", "claim_id"),
    *_points("events_rtree", "event_index"),
    *_points("claims_rtree", "claim_index"),
    *SQLITE_DAYS,
    *SQLITE_COUNTS,
)


def _plain_letters() -> tuple[str, str]:
    """Letters of Latin scripts with accents, and those without."""
    accented, plain = "", ""
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        base = "".join(c for c in unicodedata.normalize("NFD", chr(code).lower()) if not unicodedata.combining(c))
        if len(base) == 1 and base.isascii():
            accented, plain = accented + chr(code), plain + base
    return accented, plain


_MARKS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00ab\u00bb\u00b7'"
"""Marks that part words."""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


POSTGRESQL = (
    # letters are compared with all that may have an accent only where any is none of ASCII, for that takes long
    "CREATE OR REPLACE FUNCTION casus_words(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $casus$"
    " SELECT to_tsvector('simple'::regconfig, CASE WHEN octet_length(parted) = char_length(parted) THEN parted"
    f" ELSE translate(parted, {_quoted(_plain_letters()[0])}, {_quoted(_plain_letters()[1])}) END)"
    f" FROM (SELECT translate(left(given, 250000), {_quoted(_MARKS)}, {_quoted(' ' * len(_MARKS))}) AS parted) AS t $casus$",
    "ALTER TABLE documents ADD COLUMN words tsvector"
    " GENERATED ALWAYS AS (casus_words(coalesce(title, '') || ' casustitleends ' || text)) STORED",
    "ALTER TABLE claims ADD COLUMN words tsvector GENERATED ALWAYS AS (casus_words(evidence)) STORED",
    "CREATE INDEX ix_documents_words ON documents USING gin (words)",
    "CREATE INDEX ix_claims_words ON claims USING gin (words)",
    *POSTGRESQL_DAYS,
    *POSTGRESQL_COUNTS,
)


def raw(statement: str) -> sa.DDL:
    """A statement as it stands."""
    made: sa.DDL = sa.DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
    return made
