"""Provinces in a record: stored with claims and events, asked for, and filled in where an older record has none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config

from casus.record import Claim, Coded, Document, Event, Links
from casus.store.dialect import database_url, make_engine, writing
from casus.store.migrating import SCRIPTS
from casus.store.provinces import Filled, StoredPlace
from casus.store.queries.filters import make_filter
from casus.store.queries.pages import find_page
from casus.store.queries.subjects import CLAIMS, DOCUMENTS, EVENTS
from casus.store.record import Record

TEXT = "Shells fell on Oldtown. Later shells fell on Newtown."
DOCUMENT = Document("a", TEXT)
OLD = Claim("c1", DOCUMENT.key, "shelling", 0, 23, TEXT[:23], place="Oldtown", place_id="gn:1", country="SY")
NEW = Claim("c2", DOCUMENT.key, "shelling", 24, 53, TEXT[24:], place="Newtown", place_id="gn:2", country="SY")
EVENTS_OF = {"c1": "e1", "c2": "e2"}


def events(*claims: Claim) -> tuple[Event, ...]:
    return tuple(
        Event(EVENTS_OF[one.claim_id], one.kind, "Shelling", (one.claim_id,), place=one.place, place_id=one.place_id, province=one.province)
        for one in claims
    )  # fmt: skip


def fill(record: Record, *claims: Claim) -> None:
    record.add_document(Coded(DOCUMENT, claims))
    record.replace_links(Links(events(*claims), event_of=EVENTS_OF), linker="1")


def found(record: Record, province: str) -> list[tuple[str, ...]]:
    with record.asking() as connection:
        wanted = make_filter(province=province)
        return [find_page(connection, subject, wanted).identifiers for subject in (CLAIMS, EVENTS, DOCUMENTS)]


def known(place: StoredPlace) -> str | None:
    return {"gn:1": "Rif Dimashq"}.get(place.place_id)


def test_claims_events_and_reports_are_found_by_words_of_the_province(record: Record) -> None:
    fill(record, replace(OLD, province="Rif Dimashq"), replace(NEW, province="Aleppo"))
    assert found(record, "dimashq") == [("c1",), ("e1",), (DOCUMENT.key,)]
    assert found(record, "Oldtown") == [(), (), ()], "a place is no province"


def test_a_new_record_has_nothing_to_fill(record: Record) -> None:
    fill(record, OLD, NEW)
    assert record.fill_provinces(known) is None
    assert [claim.province for claim in record.claims()] == [None, None]


def older(place: str) -> None:
    """Take a record back to the schema before."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    engine = make_engine(database_url(place))
    with writing(engine) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "0007")
    engine.dispose()


class TestAnOlderRecord:
    @pytest.fixture
    def record(self, place: str):
        with Record.open(place) as made:
            fill(made, OLD, NEW)
        older(place)
        with Record.open(place, create=False) as opened:
            yield opened

    def test_gets_the_provinces_that_are_known_and_no_other(self, record: Record) -> None:
        assert record.fill_provinces(known) == Filled(found=1, unknown=1)
        assert [claim.province for claim in record.claims()] == ["Rif Dimashq", None]
        assert [event.province for event in record.links().events] == ["Rif Dimashq", None]

    def test_is_asked_by_them_from_then_on(self, record: Record) -> None:
        record.fill_provinces(known)
        assert found(record, "Rif Dimashq") == [("c1",), ("e1",), (DOCUMENT.key,)]

    def test_is_filled_once(self, record: Record) -> None:
        record.fill_provinces(known)
        mark = record.mark()
        assert (record.fill_provinces(lambda _: "Elsewhere"), record.mark()) == (None, mark)

    def test_is_whole_afterwards(self, record: Record) -> None:
        record.fill_provinces(known)
        assert record.faults() == ()
