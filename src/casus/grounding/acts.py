"""Drafts of acts to what a claim holds: names to actors, expressions to intervals, the place that the clause is about.

The sides are those that the parse gives, with no choice among everybody named near: who spoke to whom is told by the clause itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from casus.grounding import whereabouts
from casus.grounding.actors import ActorContext, ActorIndex, ActorMatch
from casus.grounding.claims import NAMED, Grounder, Survey, told_by
from casus.grounding.timing import Timeline
from casus.record import Claim, Document, Draft, Phrase, stable_id

NOBODY = frozenset({"media", "agency"})  # who only passes on what others did


def ground_acts(document: Document, drafts: Sequence[Draft], ground: Grounder, survey: Survey) -> list[Claim]:
    """What each draft tells, grounded, one for one and in the same order."""
    timeline = Timeline(document)
    return [_told(document, draft, ground, survey, timeline) for draft in drafts]


def _told(document: Document, draft: Draft, ground: Grounder, survey: Survey, timeline: Timeline) -> Claim:
    timing = timeline.timing(draft)
    on = timing.interval.end or timing.interval.start or document.date.day
    context = replace(survey.seen_from, on=on)
    who = _sides(draft.actors, ground.actors, context)
    whom = [match for match in _sides(draft.targets, ground.actors, context) if match not in who]
    offered = ground.whereabouts(document, draft, survey)
    chosen = whereabouts.choose(draft, document.text, survey.located, offered, whereabouts.packaged_weights())
    place = whereabouts.as_told(chosen, offered, document.text).place
    said_by = " ".join(draft.source.text.split()).strip(" ,“”\"'") if draft.source else None
    speaker = ground.actors.resolve(said_by, on, context) if said_by else None
    known = speaker is not None and speaker.known
    return replace(
        told_by(document, draft, who, whom, place, timing.interval),
        claim_id=stable_id("a", document.key, draft.kind, draft.begin, draft.trigger.begin, draft.trigger.text),
        source=said_by,
        source_id=speaker.actor_id if speaker is not None and known else None,
        source_type=draft.source_type,
        confidence=draft.confidence,
    )


def _sides(phrases: Sequence[Phrase], actors: ActorIndex, context: ActorContext) -> list[ActorMatch]:
    """Whom the phrases name, each once; an unknown one only when it is a name."""
    found = ((phrase, actors.resolve(phrase.text, context.on, context)) for phrase in phrases)
    kept = [m for phrase, m in found if m is not None and m.kind not in NOBODY and (m.known or phrase.type in NAMED)]
    return list({match.actor_id: match for match in kept}.values())
