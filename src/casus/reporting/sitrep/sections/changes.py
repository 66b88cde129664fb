"""What changed in the period: who is said to hold which place, how well events are attested, which numbers were corrected."""

from __future__ import annotations

from collections.abc import Iterator

from casus.record import Control, Event
from casus.reporting import wording
from casus.reporting.sitrep.citing import published
from casus.reporting.sitrep.model import Block, Bullets, Heading, Remark, Section, Sentence
from casus.reporting.sitrep.phrases import Writing, plural, toll_scope
from casus.reporting.sitrep.scope import Scope, weight, within
from casus.reporting.sitrep.sections.control import place_of
from casus.reporting.sitrep.sections.corrections import Correction, corrections, published_within

MOST = 25


def changes(writing: Writing) -> Section:
    """Control, grades, numbers; each with its own heading, also where nothing changed."""
    say, scope = writing.say, writing.scope
    controls, events, corrected = _controls(scope), _regraded(scope), corrections(scope)
    no_grade = "changes.same_grades" if scope.asked.grades_before else "changes.no_grades"
    blocks: list[Block] = []
    for head, found, told, none in (
        (
            "changes.control_head",
            controls,
            [tuple(_control(one, writing)) for one in controls[-MOST:]],
            "changes.no_control",
        ),
        ("changes.grade_head", events, [(_grade(one, writing),) for one in events[-MOST:]], no_grade),
        (
            "changes.number_head",
            corrected,
            [(_number(one, writing),) for one in corrected[-MOST:]],
            "changes.no_numbers",
        ),
    ):
        blocks += [Heading(say(head)), Bullets(tuple(told)) if told else Remark(say(none))]
        if len(found) > MOST:
            blocks.append(Remark(say("changes.more", n=len(found) - MOST), small=True))
    return Section("changes", say("sections.changes"), tuple(blocks))


def _controls(scope: Scope) -> list[Control]:
    """The spells of control that began in the period, oldest first."""
    return [one for one in reversed(scope.controls) if within(one.since, scope.period.start, scope.period.end)]


def _control(one: Control, writing: Writing) -> Iterator[Sentence]:
    say, cite = writing.say, writing.cite
    text = say(
        "changes.gained_from" if one.lost_by else "changes.gained",
        place=place_of(one),
        holder=say.named(one.holder),
        since=wording.moment(one.since),
        loser=say.listed([say.named(name) for name in one.lost_by]),
        sources=cite.sources(one.claim_ids),
    )
    yield Sentence(text, cite.notes(one.claim_ids))
    if one.contested_by:
        against = say("changes.contested", sources=cite.sources(one.contested_by))
        yield Sentence(against, cite.notes(one.contested_by))


def _regraded(scope: Scope) -> list[Event]:
    """The events that had another grade before the period, the weightiest last."""
    before = scope.asked.grades_before
    found = (event for event in scope.told_anew if before.get(event.event_id, event.grade) != event.grade)
    return sorted(found, key=weight)


def _grade(event: Event, writing: Writing) -> Sentence:
    labels, scope = wording.texts()["grades"], writing.scope
    claims = (*event.claim_ids, *event.denial_ids)
    new = [one for one in claims if published_within(writing.record.claim[one], scope)] or claims
    text = writing.say(
        "changes.grade",
        title=event.title,
        before=labels[scope.asked.grades_before[event.event_id]]["label"].lower(),
        after=labels[event.grade]["label"].lower(),
        sources=writing.cite.sources(new),
    )
    return Sentence(text, writing.cite.notes(claims))


def _number(one: Correction, writing: Writing) -> Sentence:
    record, cite, say = writing.record, writing.cite, writing.say
    about = one.about
    name, subject = ("number", about.title) if isinstance(about, Event) else ("toll", toll_scope(about, writing))
    text = say(
        f"changes.{name}",
        subject=subject,
        unit=plural(one.after.what),
        before=wording.between(one.before.min, one.before.max),
        after=wording.between(one.after.min, one.after.max),
        source_before=cite.source(one.earlier),
        source_after=cite.source(one.later),
        day_before=published(record.source_document(one.earlier), say),
        day_after=published(record.source_document(one.later), say),
    )
    return Sentence(text, cite.notes((one.earlier.claim_id, one.later.claim_id)))
