"""HXL: a row of hashtags under the header that libhxl knows and its core schema takes."""

from __future__ import annotations

import io
from dataclasses import replace

import hxl
import pytest
from export_values import SHELLING, exported, number, record_of, records, rows
from hypothesis import given, settings

from casus.exporting.as_hxl import COLUMNS, TAGS
from casus.exporting.values import RecordValues


def dataset(values: RecordValues) -> hxl.model.Dataset:
    text = exported("hxl", values)
    return hxl.data(hxl.make_input(io.BytesIO(text.encode()), hxl.InputOptions(allow_local=True)))


def test_hashtags_stand_under_the_header() -> None:
    lines = exported("hxl", record_of()).splitlines()
    assert lines == [",".join(COLUMNS), ",".join(TAGS.values())]
    assert len(set(TAGS.values())) == len(COLUMNS), "no two columns have the same tag"


def test_libhxl_reads_events_by_their_tags() -> None:
    values = record_of(replace(SHELLING, numbers=(number("killed", 4, 9, 12),)))
    (found,) = dataset(values)
    assert found.get("#event+code") == SHELLING.event_id
    assert (found.get("#date+start"), found.get("#country+code"), found.get("#geo+lat")) == (
        "2023-05-09",
        "SYR",
        "36.2123",
    )
    assert (found.get("#affected+killed"), found.get("#affected+killed+min")) == ("9", "4")
    assert found.get("#meta+claims") == values.claims[0].claim_id


@pytest.mark.parametrize(
    "values", [record_of(SHELLING), record_of(replace(SHELLING, lat=None, lon=None, country=None))]
)
def test_libhxls_own_schema_finds_no_error(values: RecordValues) -> None:
    found: list[str] = []
    assert hxl.schema(None, lambda error: found.append(str(error))).validate(dataset(values)), found


def test_hashtags_are_those_of_the_standard() -> None:
    core = {
        "#event",
        "#status",
        "#date",
        "#country",
        "#adm1",
        "#loc",
        "#geo",
        "#group",
        "#affected",
        "#meta",
        "#description",
    }
    assert {hxl.model.TagPattern.parse(tag).tag for tag in TAGS.values()} == core


@settings(max_examples=50, deadline=None)
@given(records())
def test_every_event_is_a_row_that_leads_to_its_claims(values) -> None:
    found = rows("hxl", values)[1:]
    assert [one["event_id"] for one in found] == [event.event_id for event in values.links.events]
    assert [one["claims"] for one in found] == [" ".join(event.claim_ids) for event in values.links.events]
