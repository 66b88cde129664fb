"""PLOVER: events as its manual lays them out."""

from __future__ import annotations

import json
from dataclasses import replace

from export_values import SHELLING, exported, number, record_of, records
from hypothesis import given, settings

from casus.coding.kind_codes import PLOVER
from casus.exporting.values import RecordValues
from casus.record import Interval

EVENT_FIELDS = {
    "id",
    "has_event",
    "date",
    "time",
    "enddate",
    "endtime",
    "actor",
    "recipient",
    "event",
    "event_loc",
    "event_text",
    "quad_code",
    "event_scale",
    "mode",
    "context",
    "link",
    "text",
    "text_info",
    "cite_info",
    "coder",
    "coded_date",
    "coded_time",
    "comment",
    "counts",
}
ENTITY_FIELDS = {
    "code",
    "sector",
    "entity_text",
    "identifier_id",
    "identifier_text",
    "religion",
    "ethnicity",
    "office",
    "gender",
    "age",
}
LOCATION_FIELDS = {
    "extracted_place",
    "resolved_place",
    "geonameid",
    "lat",
    "lon",
    "city",
    "district",
    "province",
    "country",
    "country_code",
    "feature_class",
    "feature_code",
    "resolution",
}
AUXILIARY = {"historical", "future", "hypothetical", "negation"}


def objects(values: RecordValues) -> list[dict]:
    return [json.loads(line) for line in exported("plover", values).splitlines()]


def test_an_event_has_the_fields_of_the_manual() -> None:
    event = replace(SHELLING, numbers=(number("killed", 4, 9, 12), number("wounded", 1, 2, 3)))
    values = record_of(event)
    (found,) = objects(values)
    assert (found["id"], found["date"], found["event"], found["mode"]) == (
        event.event_id,
        "2023-05-09",
        "ASSAULT",
        ["heavy-weapons"],
    )
    assert found["actor"] == [
        {
            "code": "SYRMIL",
            "sector": "MIL",
            "entity_text": "Ruritania",
            "identifier_id": "ruritania",
            "identifier_text": "Ruritania",
        }
    ]
    assert found["counts"] == {"dead": 9, "injured": 2}
    assert (found["event_loc"]["city"], found["event_loc"]["country_code"], found["event_loc"]["resolution"]) == (
        "Oldtown",
        "SYR",
        4,
    )
    assert (found["quad_code"], found["event_scale"]) == (4, -10.0)
    claim = values.claims[0]
    (told,) = found["text_info"]
    assert (told["claim_id"], told["start"], told["end"], told["text_story"]) == (
        claim.claim_id,
        claim.begin,
        claim.end,
        claim.evidence,
    )


def test_what_has_not_happened_has_an_auxiliary_mode() -> None:
    assert objects(record_of(replace(SHELLING, status="planned")))[0]["mode"][-1] == "future"
    assert objects(record_of(replace(SHELLING, status="possible")))[0]["mode"][-1] == "hypothetical"
    assert objects(record_of(replace(SHELLING, status="denied")))[0]["mode"][-1] == "negation"


def test_a_place_of_geonames_keeps_its_number() -> None:
    assert objects(record_of(replace(SHELLING, place_id="gn:170063")))[0]["event_loc"]["geonameid"] == "170063"


def test_an_event_without_a_day_has_no_object() -> None:
    assert objects(record_of(replace(SHELLING, interval=Interval()))) == []


@settings(max_examples=100, deadline=None)
@given(records())
def test_any_record_gives_known_fields_and_codes(values) -> None:
    for found in objects(values):
        assert found.keys() <= EVENT_FIELDS
        assert {"id", "date", "actor", "event"} <= found.keys()
        assert all(entity.keys() <= ENTITY_FIELDS for entity in (*found["actor"], *found["recipient"]))
        assert found.get("event_loc", {}).keys() <= LOCATION_FIELDS
        assert set(found["mode"]) <= {*PLOVER[found["event"]], *AUXILIARY}
        assert found["text_info"]
