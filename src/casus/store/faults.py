"""What a database complains of, in one line that says what to do about it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from casus.store.errors import RecordError

_AGAIN = "then run the same command again; what was stored is whole"
_SPACE = f"free some space on its disk, {_AGAIN}"
_WAIT = f"another program is writing to it: wait, {_AGAIN}"
_DAMAGED = "restore a backup of it into a new record: casus restore BACKUP --record NEW"
_CONNECTION = f"check that the server is up and can be reached, {_AGAIN}"

SQLITE: dict[int, str] = {  # primary result codes, https://www.sqlite.org/rescode.html
    5: _WAIT,
    8: "check the rights of the file and its folder",
    10: f"see that its disk has space and works, {_AGAIN}",
    11: _DAMAGED,
    13: _SPACE,
    14: "check the path and the rights of its folder",
    26: "name a record with --record",
}
POSTGRESQL: dict[
    str, str
] = {  # SQLSTATE values or classes, https://www.postgresql.org/docs/current/errcodes-appendix.html
    "08": _CONNECTION,
    "28": "check the user and the password in the URL",
    "3D": "make the database first: createdb NAME",
    "42501": "give the user of the URL the right to create and write tables",
    "53": f"the server has too little space or memory, or too many connections: see to that, {_AGAIN}",
    "55P03": _WAIT,
    "57": _CONNECTION,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}


def first_line(error: object) -> str:
    """The first line of a database's message."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def unusable(name: str, error: sa.exc.DBAPIError) -> RecordError:
    """The error to raise for what a database refused to do with the record ``name``."""
    advice = _advice(error.orig)
    return RecordError(
        f"the record {name} cannot be used: {first_line(error.orig)}" + (f"; {advice}" if advice else "")
    )


def _advice(original: Any) -> str | None:
    code = getattr(original, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)
    if not hasattr(original, "sqlstate"):
        return None
    state = original.sqlstate or "08"  # a connection that cannot be made, or broke, has no state
    return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2])
