"""Arbitrary values of a record that keep its rules, for hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import sqlalchemy as sa
from hypothesis import strategies as st

from casus.decision import DECISION_KINDS, FIELDS, Decision
from casus.record import (
    COUNT_WHATS,
    GRADES,
    KINDS,
    RELATION_KINDS,
    RELATION_STATUSES,
    SOURCE_TYPES,
    STATUSES,
    Claim,
    Coded,
    Control,
    Count,
    DateBasis,
    Document,
    DocumentDate,
    Event,
    Interval,
    Links,
    Mention,
    MentionType,
    Noise,
    Number,
    Operation,
    PlacePrecision,
    Problem,
    Relation,
    Stated,
    Toll,
)
from casus.store import schema
from casus.store.record import Record

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
maybe_words = st.none() | words
names = st.lists(words, max_size=3).map(tuple)
whole = st.integers(0, 2**62)
lat = st.none() | st.floats(-90, 90)
lon = st.none() | st.floats(-180, 180)
precision = st.none() | st.sampled_from(get_args(PlacePrecision))


@st.composite
def ranges(draw, numbers=whole):
    low, high = sorted((draw(numbers), draw(numbers)))
    return draw(st.none() | st.just(low)), draw(st.none() | st.just(high))


@st.composite
def intervals(draw):
    return Interval(*draw(ranges(st.dates())))


@st.composite
def counts(draw):
    offset = st.none() | st.integers(0, 1000)
    return Count(draw(st.sampled_from(COUNT_WHATS)), *draw(ranges()), draw(offset), draw(offset))


@st.composite
def spans(draw, text: str):
    begin = draw(st.integers(0, len(text) - 1))
    return begin, draw(st.integers(begin + 1, len(text)))


@st.composite
def documents(draw):
    text = draw(words.filter(bool))
    when = draw(intervals())
    return Document(
        id=draw(words),
        text=text,
        title=draw(maybe_words),
        url=draw(maybe_words),
        publisher=draw(maybe_words),
        date=DocumentDate(when.start, when.end, draw(st.sampled_from(get_args(DateBasis))), draw(names)),
        locator=draw(words),
        noise=tuple(Noise(*span, draw(words)) for span in draw(st.lists(spans(text), max_size=2))),
        stated=tuple(draw(st.lists(st.builds(Stated, words, words, words), max_size=3))),
    )


@st.composite
def claims(draw, document: Document, claim_id: str):
    begin, end = draw(spans(document.text))
    return Claim(
        claim_id=claim_id,
        document=document.key,
        kind=draw(st.sampled_from(KINDS)),
        begin=begin,
        end=end,
        evidence=document.text[begin:end],
        actors=draw(names),
        targets=draw(names),
        actor_ids=draw(names),
        target_ids=draw(names),
        place=draw(maybe_words),
        country=draw(maybe_words),
        place_id=draw(maybe_words),
        lat=draw(lat),
        lon=draw(lon),
        precision=draw(precision),
        province=draw(maybe_words),
        interval=draw(intervals()),
        counts=draw(st.lists(counts(), max_size=2).map(tuple)),
        source=draw(maybe_words),
        source_id=draw(maybe_words),
        source_type=draw(st.sampled_from(SOURCE_TYPES)),
        status=draw(st.sampled_from(STATUSES)),
        aggregate=draw(st.booleans()),
        confidence=draw(st.floats(0, 1)),
        trigger=draw(words),
    )


@st.composite
def mentions(draw, document: Document):
    begin, end = draw(spans(document.text))
    days = draw(intervals())
    low, high = draw(ranges(st.floats(allow_nan=False, allow_infinity=False)))
    return Mention(
        begin=begin,
        end=end,
        text=document.text[begin:end],
        type=draw(st.sampled_from(get_args(MentionType))),
        actor_id=draw(maybe_words),
        place_id=draw(maybe_words),
        lat=draw(lat),
        lon=draw(lon),
        country=draw(maybe_words),
        start=days.start,
        end_date=days.end,
        min=low,
        max=high,
        unit=draw(maybe_words),
    )


@st.composite
def relations(draw, document: Document, relation_id: str):
    begin, end = draw(spans(document.text))
    return Relation(
        relation_id=relation_id,
        document=document.key,
        kind=draw(st.sampled_from(RELATION_KINDS)),
        begin=begin,
        end=end,
        evidence=document.text[begin:end],
        subject=draw(words),
        subject_id=draw(words),
        object=draw(words),
        object_id=draw(words),
        interval=draw(intervals()),
        source=draw(maybe_words),
        source_id=draw(maybe_words),
        source_type=draw(st.sampled_from(SOURCE_TYPES)),
        status=draw(st.sampled_from(RELATION_STATUSES)),
        confidence=draw(st.floats(0, 1)),
    )


@st.composite
def coded(draw):
    document = draw(documents())
    found = tuple(draw(claims(document, f"{document.key}-{n}")) for n in range(draw(st.integers(0, 3))))
    return Coded(
        document=document,
        claims=found,
        mentions=tuple(draw(mentions(document)) for _ in range(draw(st.integers(0, 3)))),
        main=draw(st.none() | st.integers(0, len(found) - 1)) if found else None,
        problems=tuple(draw(st.lists(st.builds(Problem, words, words, words), max_size=2))),
        relations=tuple(draw(relations(document, f"{document.key}-{n}")) for n in range(draw(st.integers(0, 3)))),
    )


def some_of(ids):
    """A few of the ids, each once, in any order."""
    return st.lists(st.sampled_from(ids), unique=True, max_size=3).map(tuple) if ids else st.just(())


@st.composite
def numbers(draw, claim_ids):
    low, best, high = sorted(draw(st.tuples(whole, whole, whole)))
    return Number(
        what=draw(st.sampled_from(COUNT_WHATS)),
        low=draw(st.none() | st.just(low)),
        best=draw(st.none() | st.just(best)),
        high=draw(st.none() | st.just(high)),
        best_claim=draw(st.sampled_from(claim_ids)),
        reason=draw(words),
        claim_ids=draw(some_of(claim_ids)),
        part_of=draw(st.none() | st.sampled_from(COUNT_WHATS)),
    )


@st.composite
def events(draw, event_id, event_ids, operation_ids, claim_ids):
    return Event(
        event_id=event_id,
        kind=draw(st.sampled_from(KINDS)),
        title=draw(words),
        claim_ids=draw(some_of(claim_ids)),
        interval=draw(intervals()),
        actors=draw(names),
        targets=draw(names),
        place=draw(maybe_words),
        place_id=draw(maybe_words),
        country=draw(maybe_words),
        lat=draw(lat),
        lon=draw(lon),
        precision=draw(precision),
        province=draw(maybe_words),
        numbers=draw(st.lists(numbers(claim_ids), max_size=2).map(tuple)) if claim_ids else (),
        grade=draw(st.sampled_from(GRADES)),
        grade_reason=draw(words),
        status=draw(st.sampled_from(STATUSES)),
        origins=draw(names),
        denial_ids=draw(some_of(claim_ids)),
        rival_ids=draw(some_of(event_ids)),
        operation_id=draw(st.sampled_from([None, *operation_ids])),
    )


@st.composite
def tolls(draw, toll_id, toll_ids, operation_ids, claim_ids):
    return Toll(
        toll_id=toll_id,
        claim_id=draw(st.sampled_from(claim_ids)),
        number=draw(counts()),
        parts=draw(st.lists(counts(), max_size=2).map(tuple)),
        source=draw(maybe_words),
        source_type=draw(st.sampled_from(SOURCE_TYPES)),
        place=draw(maybe_words),
        country=draw(maybe_words),
        actors=draw(names),
        targets=draw(names),
        interval=draw(intervals()),
        operation_id=draw(st.sampled_from([None, *operation_ids])),
        superseded_by=draw(st.sampled_from([None, *toll_ids])),
    )


@st.composite
def links(draw, claim_ids):
    event_ids = [f"e{n}" for n in range(draw(st.integers(0, 3)))]
    operation_ids = [f"o{n}" for n in range(draw(st.integers(0, 2)))]
    toll_ids = [f"t{n}" for n in range(draw(st.integers(0, 2)))] if claim_ids else []
    operation = st.builds(
        Operation,
        operation_id=st.just(""),
        name=words,
        event_ids=some_of(event_ids),
        interval=intervals(),
        sides=st.lists(names, max_size=2).map(tuple),
        places=names,
        country=maybe_words,
    )
    control = st.builds(
        Control,
        place=words,
        holder=words,
        since=intervals(),
        until=st.none() | intervals(),
        claim_ids=some_of(claim_ids),
        place_id=maybe_words,
        country=maybe_words,
        lat=lat,
        lon=lon,
        contested_by=names,
        lost_by=names,
    )
    return Links(
        events=tuple(draw(events(event_id, event_ids, operation_ids, claim_ids)) for event_id in event_ids),
        operations=tuple(replace(draw(operation), operation_id=name) for name in operation_ids),
        tolls=tuple(draw(tolls(name, toll_ids, operation_ids, claim_ids)) for name in toll_ids),
        controls=tuple(draw(st.lists(control, max_size=2))),
        event_of=draw(st.dictionaries(st.sampled_from(claim_ids), st.sampled_from(event_ids), max_size=3))
        if claim_ids and event_ids
        else {},
    )


def empty(record: Record) -> None:
    """Take everything out of a record, so that one database serves many examples."""
    with record._writing(marked=False) as connection:
        for table in (*schema.LINK_TABLES, *reversed(schema.metadata.sorted_tables)):
            connection.execute(sa.delete(table))


@st.composite
def decisions(draw, before=()):
    """A decision of any kind; one that undoes undoes one of those ``before``."""
    low, best, high = sorted(draw(st.tuples(whole, whole, whole)))
    said = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)
    return Decision(
        kind=draw(
            st.sampled_from([kind for kind in DECISION_KINDS if kind != "add"])
        ),  # one that adds a claim has to be whole
        author=draw(said),
        made_at=draw(
            st.datetimes(datetime(2000, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=3))]))
        ).astimezone(UTC),
        reason=draw(said),
        claim_ids=draw(names),
        together_ids=draw(names),
        apart_ids=draw(names),
        what=draw(st.none() | st.sampled_from(COUNT_WHATS)),
        low=draw(st.none() | st.just(low)),
        best=draw(st.none() | st.just(best)),
        high=draw(st.none() | st.just(high)),
        changes=tuple((field, draw(names)) for field in draw(st.lists(st.sampled_from(FIELDS), max_size=2))),
        name=draw(maybe_words),
        undoes=draw(st.none() | st.sampled_from([one.decision_id for one in before])) if before else None,
    )
