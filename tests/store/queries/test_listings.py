"""Operations by a filter, and names with how many events they have."""

from __future__ import annotations

from datetime import date

import pytest
from record_values import empty

from casus.record import Claim, Coded, Document, Event, Interval, Links, Operation
from casus.store.errors import QueryError
from casus.store.queries.filters import make_filter
from casus.store.queries.listings import Name, names, operations
from casus.store.record import Record

DOCUMENT = Document("a", "Shells fell.", publisher="Fiji Times")
CLAIM = Claim("c1", DOCUMENT.key, "shelling", 0, 6, "Shells")
FEBRUARY = Interval(date(2017, 2, 1), date(2017, 2, 28))


@pytest.fixture
def filled(record: Record) -> Record:
    empty(record)
    record.add_document(Coded(DOCUMENT, (CLAIM,)))
    told = (
        Event("e1", "shelling", "", ("c1",), actors=("Syrian Army",), place="Al-B\u0101b"),
        Event("e2", "shelling", "", ("c1",), actors=("Syrian Army", "Free Army"), place="Aleppo"),
    )
    made = (
        Operation("o1", "Battle of Aleppo", ("e1",), FEBRUARY, (("Syrian Army",), ("HTS",)), ("Western Aleppo",), "SY"),
        Operation("o2", "Battle of Suva", ("e2",), Interval(date(2018, 1, 1)), (), ("Suva",), "FJ"),
        Operation("o3", "Battle of nowhere", ()),
    )
    record.replace_links(Links(events=told, operations=made))
    return record


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["o2", "o1", "o3"]),
        ({"since": "2017-02-28"}, ["o2", "o1"]),
        ({"until": "2017-02-01"}, ["o1"]),
        ({"since": "2018-01-02"}, []),
        ({"place": "aleppo"}, ["o1"]),
        ({"actor": "hts"}, ["o1"]),
        ({"country": "FJ"}, ["o2"]),
        ({"operation": "o3"}, ["o3"]),
    ],
)
def test_operations_are_those_that_are_asked_for(filled: Record, asked: dict[str, str], found: list[str]) -> None:
    with filled.asking() as connection:
        assert [one.operation_id for one in operations(connection, make_filter(**asked))] == found  # type: ignore[arg-type]
        with pytest.raises(QueryError, match="operations cannot be asked for by kinds"):
            operations(connection, make_filter(kind="siege"))


def test_names_come_with_their_events(filled: Record) -> None:
    with filled.asking() as connection:
        assert names(connection, "actor") == [Name("syrian army", 2), Name("free army", 1)]
        assert names(connection, "actor", holding="Fre") == [Name("free army", 1)]
        assert names(connection, "actor", holding="rmy") == []
        assert names(connection, "place", holding="al b\u0101") == [Name("al bab", 1)]
        assert names(connection, "publisher") == [Name("fiji times", 2)]
        with pytest.raises(QueryError, match="no role"):
            names(connection, "victim")
