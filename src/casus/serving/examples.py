"""Examples for the documentation: invented values, written by the same rows as answers are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from casus import rows
from casus.decision import Decision
from casus.record import (
    Claim,
    Control,
    Count,
    Document,
    DocumentDate,
    Event,
    Interval,
    Mention,
    Number,
    Operation,
    Problem,
    Relation,
    Toll,
)
from casus.rows import Row

DAY = date(2017, 2, 9)
TEXT = "Shelling of the market killed at least 3 people on Thursday, police in Oldtown said."
DOCUMENT = Document(
    "oldtown-market", TEXT, title="Shells hit market", publisher="The Courier", url="https://courier.example/market",
    date=DocumentDate(DAY, DAY, "given", ("the row gives it",)), locator="reports.jsonl#12",
)  # fmt: skip
CLAIM = Claim(
    "c1f0a7d3e2b4c5", DOCUMENT.key, "shelling", 0, len(TEXT), TEXT, actors=("Ruritania",), targets=("civilians",),
    actor_ids=("ruritania",), target_ids=("civilians",), place="Oldtown", country="SY", place_id="gn:1", lat=36.2, lon=37.2,
    precision="exact", province="Aleppo", interval=Interval(DAY, DAY), counts=(Count("killed", 3, None, 40, 41),), source="police",
    source_id="police", source_type="government", confidence=0.93, trigger="Shelling",
)  # fmt: skip
EVENT = Event(
    "e5b1c9a0d7f36", "shelling", "Shelling of Oldtown by Ruritania", (CLAIM.claim_id,), CLAIM.interval, CLAIM.actors,
    CLAIM.targets, "Oldtown", "gn:1", "SY", 36.2, 37.2, "exact", "Aleppo",
    (Number("killed", 3, 3, None, CLAIM.claim_id, "the only number given, by police", (CLAIM.claim_id,)),),
    "reported", "one origin: police", "happened", ("police",), operation_id="o7c2d4e6f8a10",
)  # fmt: skip
OPERATION = Operation(
    "o7c2d4e6f8a10", "Battle of Oldtown", (EVENT.event_id,), Interval(DAY, DAY), (("Ruritania",), ("People's Front",)),
    ("Oldtown",), "SY",
)  # fmt: skip
TOLL = Toll(
    "t3a5b7c9d1e2f", CLAIM.claim_id, Count("killed", 255, 255), (Count("killed_civilians", 24, 24),), "a monitor",
    "monitor", "Oldtown", "SY", interval=Interval(date(2017, 1, 1), DAY), operation_id="o7c2d4e6f8a10",
)  # fmt: skip
CONTROL = Control(
    "Oldtown",
    "Ruritania",
    Interval(DAY, DAY),
    None,
    (CLAIM.claim_id,),
    "gn:1",
    "SY",
    36.2,
    37.2,
    (),
    ("People's Front",),
)
RELATION = Relation(
    "r0d1e2f3a4b5c", DOCUMENT.key, "backs", 0, 8, TEXT[:8], "Ruritania", "ruritania", "River Brigade", "river-brigade",
    Interval(None, DAY),
)  # fmt: skip

_BRIEF = {name: getattr(DOCUMENT, name) for name in ("key", "id", "title", "publisher", "url")}
_EVENT = rows.event_to_row(EVENT)
_CLAIM = rows.claim_to_row(CLAIM, doc=DOCUMENT.id) | {
    "document": DOCUMENT.key,
    "event_id": EVENT.event_id,
    "reviewed": True,
    "rejected": False,
    "corrected": [],
}
_DOCUMENT = rows.document_to_row(DOCUMENT)
_OPERATION, _TOLL, _CONTROL = rows.operation_to_row(OPERATION), rows.toll_to_row(TOLL), rows.control_to_row(CONTROL)
_EVENTS = {"items": [_EVENT], "next": None, "total": None}
_PLACE = {"place_id": "gn:1", "name": "Oldtown", "country": "SY", "lat": 36.2, "lon": 37.2, "events": 1}
_TOLD = {
    "claim_id": CLAIM.claim_id, "document": DOCUMENT.key, "title": "Shells hit market", "publisher": "The Courier",
    "published": "2017-02-09", "said_by": "police", "source_type": "government", "kind": "shelling", "status": "happened",
    "evidence": TEXT, "event_id": EVENT.event_id,
}  # fmt: skip
_TIE = {
    "kind": "backs", "subject_id": "ruritania", "subject": "Ruritania", "object_id": "river-brigade", "object": "River Brigade",
    "since": "2014-08-01", "until": None, "told_by": "pack", "pack": "ruritania", "reports": 0, "document": None, "evidence": None,
}  # fmt: skip
_SERIES = {
    "people": "all sides", "what": "killed", "said_by": "a monitor",
    "totals": [{"toll": _TOLL, "told": "2017-02-09", "said_by": "a monitor", "stands": True}], "includes": [EVENT.event_id],
}  # fmt: skip
_SPELLS = {
    "place": "Oldtown", "place_id": "gn:1", "country": "SY", "lat": 36.2, "lon": 37.2, "spells": [_CONTROL],
}  # fmt: skip
_SPREAD = {
    "events": 1,
    "undated": 0,
    "grades": {"reported": 1},
    "months": [{"month": "2017-02", "grades": {"reported": 1}}],
}
_SAYS = {"kind": "shelling", "status": "happened", "claims": 4, "role": None}
_SHARE = {
    "operation_id": OPERATION.operation_id, "name": OPERATION.name, "date_start": "2017-02-09", "date_end": "2017-02-09", "events": 1,
}  # fmt: skip
_SOURCE = {"key": "publisher:the-courier", "name": "The Courier", "what": "publisher", "events": 1, "documents": 12}
_VERSION = {
    "made_at": "2017-02-10T06:00:00+00:00",
    "program": "0.1.0",
    "linker": "7",
    "added": 1,
    "changed": 0,
    "withdrawn": 0,
}

_ALERT = {
    "name": "Air strikes in Syria", "query": "country=SY&kind=air_strike", "rule": "event", "least": None, "channel": "feed", "target": "",
    "frequency": "now", "made_at": "2024-05-01T12:00:00+00:00", "sent_at": None, "waiting": 0, "error": None,
    "feeds": {form: f"/feeds/alerts/hT3cX8vQ1sLd.{form}" for form in ("rss", "atom", "json")},
}  # fmt: skip
_SAVED = {
    "key": "Zk3vT0mE9sQ1xYb7RrUu2LhWc5NaPdGf",
    "name": "Air strikes in Syria",
    "query": "country=SY&kind=air_strike",
    "owner": "local",
    "made_at": "2017-02-10T06:00:00+00:00",
    "feeds": {"rss": "/feeds/KEY.rss", "atom": "/feeds/KEY.atom", "json": "/feeds/KEY.json"},
}

ANSWERS: dict[str, Row] = {
    "events": {**_EVENTS, "next": "/api/v1/events?kind=shelling&cursor=WyJhIiwxLDJd", "total": {"number": 132, "exact": True}},
    "overview": {
        "total": 1, "left_out": 0, "id": [EVENT.event_id], "first": [17206], "lasting": [0], "killed": [3], "kind": [0],
        "kinds": ["shelling"], "grade": [0], "grades": ["reported"], "status": [0], "statuses": ["happened"], "country": [0],
        "countries": ["SY"], "place": [0], "places": [{"name": "Oldtown", "place_id": "gn:1", "lat": 36.2, "lon": 37.2}],
        "sides": [0], "sides_named": [[0, 1]], "publishers": [0], "publishers_named": [[2]],
        "names": ["Ruritania", "civilians", "The Courier"],
    },
    "cities": {"credit": "GeoNames (CC BY 4.0)", "name": ["Oldtown"], "lat": [36.2], "lon": [37.2], "people": [120000]},
    "event": {
        "event": _EVENT, "claims": [_CLAIM], "documents": [_BRIEF], "rivals": [], "operation": _OPERATION,
        "grade_rule": "one origin alone tells it", "explanation": ["Shelling of Oldtown by Ruritania"],
    },
    "dossier": {
        "sentence": "Shelling of Oldtown by Ruritania on 9 February 2017: 3 or more killed, told by police alone.",
        "event": _EVENT, "grade_rule": "one origin alone tells it",
        "accounts": [{"origin": "police", "stance": "agrees", "voices": [{"stance": "agrees", "differs": [], "claim": _CLAIM}]}],
        "documents": [_BRIEF | {"date": _DOCUMENT["date"], "copy_of": None, "copies": []}],
        "rivals": [], "operation": {"operation_id": OPERATION.operation_id, "name": OPERATION.name}, "same_operation": [],
        "near": [
            {"event_id": "e0c2d4e6f8a10", "title": "Clashes in Oldtown", "kind": "armed_clash", "grade": "corroborated",
             "place": "Oldtown", "date_start": "2017-02-11", "date_end": "2017-02-11", "km": 0.0, "days": 2}
        ],
        "decisions": [
            {"decision_id": "v1a2b3c4d5e6f", "kind": "reject", "author": "Ada", "made_at": "2017-02-12T09:00:00+00:00",
             "words": "claim c0a1b2c3d4e5f is coded wrongly and counts for nothing", "reason": "it tells of 2015", "undone_by": None}
        ],
        "explanation": ["Shelling of Oldtown by Ruritania"], "learned": "2017-02-10T06:00:00+00:00",
        "changed": "2017-02-11T06:00:00+00:00",
    },
    "suggest": {
        "items": [
            {"what": "place", "name": "Oldtown", "identifier": "gn:1", "country": "SY", "events": 12, "parameter": "place", "value": "gn:1"}
        ]
    },
    "alerts": {"items": [_ALERT], "feeds": {form: f"/feeds/alerts/pB7mN2rT9wYk.{form}" for form in ("rss", "atom", "json")}},
    "alert": _ALERT,
    "searches": {"items": [_SAVED]},
    "saved": _SAVED,
    "removed": {"removed": _SAVED["key"]},
    "operations": {"items": [_OPERATION], "next": None},
    "operation story": {
        "operation": _OPERATION, "explanation": ["Battle of Oldtown"],
        "sides": [[{"name": "Ruritania", "actor_id": "ruritania"}], [{"name": "People's Front", "actor_id": None}]],
        "ties": [_TIE], "events": [_EVENT], "left_out": 0, "tolls": [_SERIES], "control": [_SPELLS], "claims": [_TOLD],
    },
    "operation": {
        "operation": _OPERATION, "tolls": [_TOLL], "explanation": ["Battle of Oldtown"],
        "events": "/api/v1/events?operation=o7c2d4e6f8a10",
    },
    "claims": {"items": [_CLAIM], "next": None, "total": None},
    "claim": {"claim": _CLAIM, "document": _BRIEF, "event": _EVENT},
    "documents": {"items": [_DOCUMENT | {"text": None}], "next": None, "total": None},
    "document": {
        "document": _DOCUMENT, "claims": [_CLAIM], "main": 0,
        "mentions": [rows.mention_to_row(Mention(71, 78, "Oldtown", "place", place_id="gn:1", country="SY"))],
        "relations": [rows.relation_to_row(RELATION, doc=DOCUMENT.id)], "problems": [], "copies": [], "others": [],
        "events": [{"event_id": EVENT.event_id, "title": EVENT.title, "grade": EVENT.grade}],
    },
    "search": {
        "items": [
            {"what": "events", "id": EVENT.event_id, "title": EVENT.title, "day": "2017-02-09", "document": DOCUMENT.key,
             "claim": CLAIM.claim_id, "kind": EVENT.kind, "grade": EVENT.grade, "place": EVENT.place, "publisher": DOCUMENT.publisher,
             "snippet": {"text": TEXT, "begin": 0, "marks": [[16, 22]]}, "likeness": None}
        ],
        "next": None, "total": None,
    },
    "tolls": {"items": [_TOLL], "next": None},
    "toll": {"toll": _TOLL, "claim": _CLAIM, "explanation": ["255 killed, as a monitor claims"]},
    "control": {"items": [_CONTROL]},
    "actors": {
        "items": [
            {"actor_id": "ruritania", "name": "Ruritania", "names": ["Ruritania", "Ruritanian forces"], "as_actor": 12, "as_target": 3}
        ],
        "next": None,
    },
    "actor": {
        "actor_id": "ruritania", "names": ["Ruritania"], "name": "Ruritania", "kind": "state_forces", "country": "SY",
        "relations": [rows.relation_to_row(RELATION, doc=DOCUMENT.id)], "events": _EVENTS,
    },
    "actor story": {
        "actor_id": "ruritania", "name": "Ruritania", "kind": "state_forces", "country": "SY", "names": ["Ruritania", "Ruritanian forces"],
        "pack_names": [{"name": "Kingdom of Ruritania", "since": None, "until": "2011-03-14"}], "ties": [_TIE],
        "as_actor": _SPREAD, "as_target": _SPREAD, "as_source": _SPREAD, "operations": [_SHARE],
        "itself": [_SAYS | {"role": "actor"}], "itself_claims": [_TOLD],
    },
    "place story": {
        "place": _PLACE, "control": _SPELLS, "events": _SPREAD, "tolls": [_SERIES], "operations": [_SHARE], "claims": [_TOLD],
    },
    "sources": {"items": [_SOURCE], "next": None},
    "source": {
        "source": _SOURCE, "actor_id": None, "also": ["cited:the-courier"], "standing": {"alone": 1, "agreed": 0, "disputed": 0},
        "events": _SPREAD, "says": [], "reports": {"documents": 12, "copies": 1, "claims": 31},
        "copies": [
            {"key": "d0c1b2a3948576", "title": "Shells hit market", "original": DOCUMENT.key, "original_title": "Shells hit market",
             "original_publisher": "Meridian Wire"}
        ],
    },
    "places": {"items": [_PLACE], "next": None},
    "place": {"place": _PLACE, "control": [_CONTROL], "events": _EVENTS},
    "versions": {"items": [{"number": 1, **_VERSION}]},
    "changes": {"since": 1, "version": 2, "added": [EVENT.event_id], "changed": [], "withdrawn": []},
    "feeds": {
        "items": [
            {
                "url": "https://courier.example/feed", "fetched_at": "2026-11-27T12:00:00+00:00",
                "new_at": "2026-11-27T11:30:00+00:00", "next_at": "2026-11-27T12:30:00+00:00", "errors": 0, "error": None,
                "articles": 412, "waiting": 0, "failed": 3,
            }
        ]
    },
    "problems": {
        "items": [rows.problem_to_row(Problem("reports/broken.json", "read", "is no JSON; mend it or leave it out"))], "next": None
    },
    "kinds": {
        "items": [
            {"kind": "shelling", "label": "Shelling", "family": "violence",
             "acled": {"event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack"},
             "plover": {"event": "ASSAULT", "mode": "heavy-weapons"}, "cameo": "19", "ucdp": "", "rules": 0}
        ]
    },
    "health": {"status": "ok", "linked": True},
    "version": {
        "program": "0.1.0", "version": 2, "safe": False, "documents": 120, "copies": 7, "claims": 340, "events": 132,
        "contested": 4,
    },
}  # fmt: skip
"""One for each address, by its name."""

_SESSION = {
    "name": "ada", "role": "coder", "csrf": "f2a5c1d08e", "local": False, "accounts": True, "reading": "accounts", "may_read": True,
    "may_write": True,
}  # fmt: skip
_DECISION = rows.decision_to_row(
    Decision(
        "accept",
        "ada",
        datetime(2024, 5, 1, 12, tzinfo=UTC),
        "checked against the words",
        (CLAIM.claim_id,),
        seen="0-1f0c9a7d24be",
    )
) | {"words": f"claim {CLAIM.claim_id} is coded as the words say", "undone_by": None}
_DESK = {"claim": CLAIM.claim_id, "coder": "ada", "given_by": "ada", "until": "2024-05-01T12:30:00+00:00"}
_WAITING = {"claim": _CLAIM, "version": "1-77d0e3b1a2c4", "priority": 360}
ANSWERS |= {
    "queue": {"items": [_WAITING | {"document": _BRIEF, "event": _EVENT, "desk": _DESK}], "next": None, "formula": "1000 * ..."},
    "review_claim": _WAITING | {
        "coded": _CLAIM, "document": _BRIEF | {"date": "2017-02-09", "text": TEXT}, "others": [], "mentions": [], "event": _EVENT,
        "event_version": "1-aa10c7b2d3e4", "history": [_DECISION], "desk": _DESK, "blind": None,
    },
    "review_event": {
        "event": _EVENT, "version": "1-aa10c7b2d3e4", "near": [], "history": [_DECISION],
        "claims": [{"claim": _CLAIM, "version": "1-77d0e3b1a2c4", "document": _BRIEF}],
    },
    "review_document": {
        "document": _BRIEF | {"date": "2017-02-09", "text": TEXT}, "version": "1-5b0c9e1f7a23", "claims": [_CLAIM], "mentions": [],
    },
    "review_operation": {"operation": _OPERATION, "version": "0-9d1e7c5a3b20", "history": []},
    "decisions": {"items": [_DECISION], "next": None},
    "blind": {
        "items": [
            {"claim": CLAIM.claim_id, "given_by": "edith", "given_at": "2024-05-01T12:00:00+00:00", "open": True, "same": None,
             "coders": [{"name": "ada", "judged": True}, {"name": "grace", "judged": False}]}
        ]
    },
    "coders": {"items": ["ada", "grace"]},
    "agreement": {
        "claims": 48, "fields": [{"field": "kind", "scale": "nominal", "claims": 48, "coders": 2, "alpha": 0.84}],
    },
    "assignment": _DESK,
    "assignments": {"items": [_DESK]},
    "taken": {"decision": _DECISION, "versions": {CLAIM.claim_id: "1-77d0e3b1a2c4"}, "events": [_EVENT], "sealed": False},
}  # fmt: skip
_USER = {"name": "ada", "role": "coder", "disabled": False, "made_at": "2024-05-01T12:00:00+00:00"}
ANSWERS |= {
    "session": _SESSION,
    "users": {"items": [_USER]},
    "user": _USER,
    "invitation": {"token": "3ZcY0w1l5kq8", "role": "coder", "expires_at": "2024-05-08T12:00:00+00:00"},
}

_PROBLEMS = {
    304: "nothing has changed since the answer with the `ETag` that `If-None-Match` names",
    400: "what is asked cannot be: no cursor of this list, a filter that is upside down",
    401: "this needs an account: log in",
    403: "withheld, for the server runs with `--safe`; or not for somebody of this role; or sent by no page of this server",
    404: "there is nothing of this id",
    405: "this address is not asked in this way",
    409: "somebody else was first, a search of this name is saved already, or what is asked cannot be; `version` and `between` say what was decided meanwhile",
    413: "too long",
    415: "no JSON",
    421: "the server does not go by this name",
    422: "a parameter is unknown or not what it must be; `errors` says which",
    429: "too many requests from one address; `Retry-After` says how many seconds to wait",
    503: "the record is being migrated, cannot be read, or takes too long",
}
ALWAYS = (304, 400, 404, 421, 422, 429, 503)


def written(name: str, *more: int, ok: int = 200) -> dict[int | str, dict[str, Any]]:
    """The answers of an address that is not of the record's state: a good one, and what can go wrong."""
    found = of(name, *more)
    found.pop(304)
    if ok != 200:
        found[ok] = found.pop(200)
    return dict(sorted(found.items(), key=lambda item: str(item[0])))


def of(name: str, *more: int) -> dict[int | str, dict[str, Any]]:
    """The answers of an address for its documentation: a good one, and what can go wrong."""
    found: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"example": ANSWERS[name]}}}}
    for status in sorted({*ALWAYS, *more}):
        found[status] = {"description": _PROBLEMS[status]}
        if status != 304:
            schema = {"$ref": "#/components/schemas/ProblemDetails"}
            found[status]["content"] = {"application/problem+json": {"schema": schema}}
    return found
