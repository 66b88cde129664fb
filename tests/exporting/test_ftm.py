"""FollowTheMoney: entities that its own library takes, each once, with references that lead somewhere."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from export_values import CIVILIANS, FRONT, SHELLING, exported, number, record_of, records
from hypothesis import given, settings

from casus.exporting.values import RecordValues

SCHEMATA = {
    "Article": {"title", "fileName", "publisher", "publishedAt", "date", "sourceUrl", "language", "bodyText"},
    "Event": {
        "name",
        "startDate",
        "endDate",
        "location",
        "country",
        "involved",
        "keywords",
        "description",
        "notes",
        "recordId",
        "proof",
        "sourceUrl",
    },
    "Organization": {"name", "alias", "country", "classification"},
    "PublicBody": {"name", "alias", "country", "classification"},
    "Documentation": {"document", "entity", "role", "date", "summary", "recordId", "publisher"},
    "Mention": {"document", "name", "resolved", "detectedSchema"},
}
"""Schemata and properties of FollowTheMoney 4 that are used."""
REFERENCES = {"involved", "proof", "document", "entity", "resolved"}


def entities(values: RecordValues, **options: bool) -> list[dict]:
    return [json.loads(line) for line in exported("ftm", values, **options).splitlines()]


def of(schema: str, found: list[dict]) -> list[dict]:
    return [entity["properties"] for entity in found if entity["schema"] == schema]


def test_an_event_with_its_sides_and_what_documents_it() -> None:
    values = record_of(replace(SHELLING, numbers=(number("killed", 4, 9, 12),)), url="https://courier.example/1")
    found = entities(values)
    (event,), (article,), (told,) = of("Event", found), of("Article", found), of("Documentation", found)
    assert event["name"] == [SHELLING.title]
    assert (event["startDate"], event["country"], event["notes"]) == (["2023-05-09"], ["sy"], ["killed: 9 (4 to 12)"])
    assert [side["name"] for side in (*of("PublicBody", found), *of("Organization", found))] == [["Ruritania"], [FRONT]]
    assert (article["publisher"], article["bodyText"]) == (["The Courier"], [values.documents[0].text])
    assert (told["document"], told["entity"]) == ([values.documents[0].key], [SHELLING.event_id])
    assert (told["summary"], told["recordId"]) == ([values.claims[0].evidence], [values.claims[0].claim_id])
    assert sorted(name for mention in of("Mention", found) for name in mention["name"]) == [FRONT, "Ruritania"]


def test_a_side_that_a_report_names_twice_is_one_mention() -> None:
    values = record_of(SHELLING, replace(SHELLING, event_id="e2"))
    report = values.documents[0]
    claims = tuple(replace(claim, document=report.key) for claim in values.claims)
    found = entities(replace(values, documents=(report,), claims=claims))
    assert len(of("Event", found)) == 2
    assert len(of("Mention", found)) == 2, "one for each side"


def test_civilians_are_no_organisation() -> None:
    assert of("Organization", entities(record_of(replace(SHELLING, targets=(CIVILIANS,))))) == []


def test_a_safe_export_has_no_full_texts() -> None:
    assert "bodyText" not in of("Article", entities(record_of(SHELLING), safe=True))[0]


@settings(max_examples=100, deadline=None)
@given(records())
def test_any_record_gives_known_properties_and_references_to_what_came_before(values) -> None:
    seen: set[str] = set()
    for entity in entities(values):
        assert entity["properties"].keys() <= SCHEMATA[entity["schema"]]
        assert entity["id"] not in seen
        seen.add(entity["id"])
        for name in REFERENCES & entity["properties"].keys():
            assert set(entity["properties"][name]) <= seen


def test_followthemoney_itself_takes_every_entity() -> None:
    pytest.importorskip("followthemoney", reason="pip install 'casus-monitor[ftm]' (needs ICU's headers)")
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    event = replace(SHELLING, numbers=(number("killed", 4, 9, 12),))
    values = record_of(event, replace(event, event_id="e2", country="XK"), url="https://courier.example/1")
    for entity in entities(values):
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        proxy = EntityProxy.from_dict(entity, cleaned=False)
        assert proxy.to_dict()["properties"].keys() == entity["properties"].keys(), "its own cleaning drops nothing"
