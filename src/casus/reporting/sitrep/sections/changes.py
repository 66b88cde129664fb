"""What changed in the period: who is said to hold which place, how well events are attested, which numbers were corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casus.record import Claim, Control, Count, Event, Interval, Number, Toll
from casus.reporting import wording
from casus.reporting.sitrep.citing import by_publication, published
from casus.reporting.sitrep.model import Block, Bullets, Cell, Heading, Label, Remark, Section, Sentence, Table
from casus.reporting.sitrep.phrases import Writing, plural, toll_scope
from casus.reporting.sitrep.scope import within

Items = list[tuple[Sentence, ...]]
PLACES = 20


def changes(writing: Writing) -> Section:
    """Control, grades, numbers; each with its own heading, also where nothing changed."""
    say = writing.say
    blocks: list[Block] = []
    comparable = bool(writing.scope.asked.grades_before)
    for head, items, none in (
        ("changes.control_head", list(_control(writing)), "changes.no_control"),
        ("changes.grade_head", list(_grades(writing)), "changes.same_grades" if comparable else "changes.no_grades"),
        ("changes.number_head", _corrections(writing), "changes.no_numbers"),
    ):
        blocks += [Heading(say(head)), Bullets(tuple(items)) if items else Remark(say(none))]
    return Section("changes", say("sections.changes"), tuple(blocks))


def _in_period(day: Interval, writing: Writing) -> bool:
    return within(day, writing.scope.period.start, writing.scope.period.end)


def _control(writing: Writing) -> Iterator[tuple[Sentence, ...]]:
    say, cite = writing.say, writing.cite
    for one in reversed(writing.scope.controls):
        if _in_period(one.since, writing):
            name = "changes.gained_from" if one.lost_by else "changes.gained"
            told = say(
                name, place=_place(one), holder=say.named(one.holder), since=wording.moment(one.since), loser=say.listed([say.named(name) for name in one.lost_by]),
                sources=cite.sources(one.claim_ids),
            )  # fmt: skip
            yield (Sentence(told, cite.notes(one.claim_ids)), *_contested(one, writing))


def _contested(control: Control, writing: Writing) -> Iterator[Sentence]:
    if control.contested_by:
        text = writing.say("changes.contested", sources=writing.cite.sources(control.contested_by))
        yield Sentence(text, writing.cite.notes(control.contested_by))


def _place(control: Control) -> str:
    return wording.place(control.place, control.country) or control.place


def _grades(writing: Writing) -> Iterator[tuple[Sentence, ...]]:
    labels = wording.texts()["grades"]
    for event in writing.scope.told_anew:
        before = writing.scope.asked.grades_before.get(event.event_id)
        if before is None or before == event.grade:
            continue
        claims = (*event.claim_ids, *event.denial_ids)
        new = [one for one in claims if _published_in(one, writing)] or list(claims)
        text = writing.say(
            "changes.grade", title=event.title, before=labels[before]["label"].lower(), after=labels[event.grade]["label"].lower(),
            sources=writing.cite.sources(new),
        )  # fmt: skip
        yield (Sentence(text, writing.cite.notes(claims)),)


def _published_in(claim_id: str, writing: Writing) -> bool:
    day = writing.scope.reported(claim_id)
    return day is not None and _in_period(Interval(day, day), writing)


def stated(claim: Claim, number: Number) -> Count | None:
    """What a claim states for a number of its event; ``None`` where it states it otherwise than as a count of that name."""
    return next((count for count in claim.counts if count.what == number.what), None)


def totals(number: Number, event: Event, writing: Writing) -> list[tuple[date, Count, Claim]]:
    """The figures given for a number of an event, by the day of their report; a figure that repeats the one before is left out."""
    del event
    found: list[tuple[date, Count, Claim]] = []
    for claim in by_publication([writing.record.claim[one] for one in number.claim_ids], writing.record):
        count, day = stated(claim, number), writing.scope.reported(claim.claim_id)
        if count and day and (not found or (count.min, count.max) != (found[-1][1].min, found[-1][1].max)):
            found.append((day, count, claim))
    return found


def _corrections(writing: Writing) -> Items:
    """Totals, and numbers of events; what is told of a total is not told again of the event that it is filed under."""
    return list({sentence.notes: (sentence,) for (sentence,) in [*_numbers(writing), *_tolls(writing)]}.values())


def _numbers(writing: Writing) -> Iterator[tuple[Sentence, ...]]:
    """Numbers of events whose last figure was published on a later day than the one before, in the period."""
    for event in writing.scope.told_anew:
        for number in event.numbers:
            given = totals(number, event, writing)
            if len(given) < 2 or given[-1][0] == given[-2][0] or not _published_in(given[-1][2].claim_id, writing):
                continue
            (_, before, earlier), (_, after, later) = given[-2:]
            text = writing.say(
                "changes.number", title=event.title, unit=plural(number.what),
                **_step(before, after, earlier, later, writing),
            )  # fmt: skip
            yield (Sentence(text, writing.cite.notes((earlier.claim_id, later.claim_id))),)


def _tolls(writing: Writing) -> Iterator[tuple[Sentence, ...]]:
    """Totals that a later one replaced in the period."""
    tolls = {toll.toll_id: toll for toll in writing.record.links.tolls}
    for earlier in writing.scope.all_tolls:
        later = tolls.get(earlier.superseded_by or "")
        if later is None or not _published_in(later.claim_id, writing) or same_figure(earlier, later):
            continue
        one, two = writing.record.claim[earlier.claim_id], writing.record.claim[later.claim_id]
        text = writing.say(
            "changes.toll", unit=plural(later.number.what), scope=toll_scope(later, writing),
            **_step(earlier.number, later.number, one, two, writing),
        )  # fmt: skip
        yield (Sentence(text, writing.cite.notes((one.claim_id, two.claim_id))),)


def same_figure(one: Toll, two: Toll) -> bool:
    """Whether two totals state the same."""
    return (one.number.min, one.number.max) == (two.number.min, two.number.max)


def _step(before: Count, after: Count, earlier: Claim, later: Claim, writing: Writing) -> dict[str, str]:
    record, cite, say = writing.record, writing.cite, writing.say
    return {
        "before": wording.between(before.min, before.max),
        "after": wording.between(after.min, after.max),
        "source_before": cite.source(earlier),
        "source_after": cite.source(later),
        "day_before": published(record.source_document(earlier), say),
        "day_after": published(record.source_document(later), say),
    }


def control(writing: Writing) -> Section:
    """Who is said to hold which place at the end of the period."""
    say, scope = writing.say, writing.scope
    held = scope.held
    stale = sum(scope.holds(one) for one in scope.controls) - len(held)
    rows = tuple(_row(one, writing) for one in held[:PLACES])
    day = scope.period.end
    lead = say("control.lead", day=wording.day(day)) if day else say("control.lead_open")
    headers = tuple(say(f"control.{name}") for name in ("place", "holder", "since", "basis", "contested"))
    blocks: list[Block] = (
        [Remark(lead, small=True), Table(headers, rows, (20, 26, 16, 22, 16))]
        if rows
        else [Remark(say("control.none"))]
    )
    if stale:
        blocks.append(Remark(say.counted("stale", stale), small=True))
    if len(held) > PLACES:
        blocks.append(Remark(say("control.more", n=len(held) - PLACES), small=True))
    return Section("control", say("sections.control"), tuple(blocks))


def _row(one: Control, writing: Writing) -> tuple[Cell, ...]:
    cite = writing.cite
    against = (Sentence(cite.sources(one.contested_by), cite.notes(one.contested_by)),) if one.contested_by else ()
    since = wording.moment(one.since) if one.since.known else wording.texts()["page"]["unknown"]
    return (
        Cell((Label(_place(one), "strong"),)),
        Cell((Sentence(one.holder, cite.notes(one.claim_ids)),)),
        Cell((Label(since),)),
        Cell((Label(cite.sources(one.claim_ids)),)),
        Cell(against),
    )
