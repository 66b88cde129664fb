"""Whether what a record keeps of wars is what linking everything anew keeps of them: no row missing, surplus or other.

All that is kept of a war is compared, also the digests by which writing knows what is there already (``filed_parts``): a wrong row would
be told to nobody, and make the next linking of its war go wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from casus.filed import WarChange
from casus.record import Links
from casus.store import schema
from casus.store import schema_filed as filed
from casus.store.coded_rows import Columns
from casus.store.kept import kept_rows
from casus.store.queries.lists import read_controls
from casus.store.war_rows import made_parts

_Rows = Mapping[str, Columns]
"""Rows by what they are called: the values of their primary key."""


def unfitting_kept(connection: sa.Connection, wars: Mapping[str, WarChange]) -> Iterator[str]:
    """One line for each row of what is kept that is not as it should be; ``wars`` are all wars, each made as a whole."""
    made: dict[sa.Table, list[Columns]] = {table: [] for table in (filed.told, filed.stands, filed.tolls, filed.parts)}
    spells: list[tuple[str, str | None, str]] = []
    for war, change in wars.items():
        for table, rows in kept_rows(war, change).items():
            made[table] += rows
        for what, identifier, digest, spot in made_parts(change):
            if what == "control":
                spells.append((war, spot, digest))
            else:
                made[filed.parts].append({"war": war, "what": what, "identifier": identifier, "digest": digest})
    for table, rows in made.items():
        there = sa.select(table) if table is not filed.parts else sa.select(table).where(table.c.what != "control")
        yield from _others(table.name, _called(table, connection.execute(there).mappings()), _called(table, rows))
    yield from _unfitting_spells(connection, spells)


def _called(table: sa.Table, rows: Iterable[Mapping[Any, Any]]) -> _Rows:
    """Rows by their names, with lists as JSON gives them back."""
    plain = [{column.name: row.get(column.name) for column in table.c} for row in rows]
    keys = [column.name for column in table.primary_key]
    return {
        " ".join(str(row[key]) for key in keys): {
            name: json.dumps(value) if isinstance(value, list) else value for name, value in row.items()
        }
        for row in plain
    }


def differing(
    there: Mapping[str, object], made: Mapping[str, object], surplus: str, missing: str, other: str
) -> Iterator[str]:
    """The names in order under which two mappings differ, each in the sentence for how: only there, only made, or both and not alike."""
    for name in sorted(there.keys() | made.keys()):
        if name not in made:
            yield surplus.format(name)
        elif name not in there:
            yield missing.format(name)
        elif there[name] != made[name]:
            yield other.format(name)


def _others(table: str, there: _Rows, made: _Rows) -> Iterator[str]:
    return differing(
        there,
        made,
        f"{table} keeps {{}}, which linking everything anew does not keep",
        f"{table} does not keep {{}}, which linking everything anew keeps",
        f"{table} keeps {{}} otherwise than linking everything anew does",
    )


def _unfitting_spells(connection: sa.Connection, made: list[tuple[str, str | None, str]]) -> Iterator[str]:
    """Spells of control have no ids, but numbers that depend on what came first: they are told by war, place and content."""
    digests = _shown_spells(connection)
    parts = {
        int(row.identifier): row
        for row in connection.execute(sa.select(filed.parts).where(filed.parts.c.what == "control"))
    }
    spots = {row.control: row for row in connection.execute(sa.select(filed.spells))}
    there: Counter[tuple[str, str | None, str]] = Counter()
    for number in sorted(digests.keys() | parts.keys() | spots.keys()):
        part, spot = parts.get(number), spots.get(number)
        if part is None or spot is None or part.war != spot.war or part.digest != digests.get(number):
            yield f"spell of control {number} is not shown, kept in filed_parts and kept in filed_spells alike"
        else:
            there[spot.war, spot.spot, part.digest] += 1
    wanted = Counter(made)
    for war, spot_key, _ in sorted((there - wanted).keys(), key=repr):
        yield f"filed_spells keeps a spell at {spot_key} in {war}, which linking everything anew does not keep"
    for war, spot_key, _ in sorted((wanted - there).keys(), key=repr):
        yield f"filed_spells does not keep a spell at {spot_key} in {war}, which linking everything anew keeps"


def _shown_spells(connection: sa.Connection) -> dict[int, str]:
    """The digests of the spells of control that are shown, by their numbers."""
    table = schema.controls.c
    numbers = list(connection.scalars(sa.select(table.position).order_by(table.place, table.position)))
    shown = Links(controls=read_controls(connection, sa.true()))  # in the same order
    made = made_parts(WarChange(shown, control_at=("",) * len(numbers)))
    return {numbers[int(at)]: digest for _, at, digest, _ in made}
