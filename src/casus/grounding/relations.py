"""Draft relations to relations: names to actors, a clause's expression of time to an interval.

Not every draft becomes one. One whose two sides are the same actor is left out (but ``formerly``: an actor's two names), one with a
side that is nobody in particular ("rebels" where no pack says who they are, "residents", a person who is no actor of a pack), and one
that the document has told before; :class:`Grounded` counts each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casus.grounding.actors import ActorContext, ActorIndex, ActorMatch
from casus.grounding.names import key_of, slug, tokens
from casus.grounding.phrases import nouns
from casus.grounding.sightings import BODIES
from casus.grounding.times import find_times
from casus.record import Document, Interval, Phrase, Relation, RelationDraft, SourceType, stable_id

NO_SIDES = frozenset({"civilians", "media", "agency", "monitor", "ngo"})
SPEAKERS: Mapping[str, SourceType] = {
    "monitor": "monitor", "un": "un", "ngo": "ngo", "agency": "media", "media": "media", "state_forces": "government",
    "government": "government", "rebel": "belligerent", "militia": "belligerent", "jihadist": "belligerent", "coalition": "belligerent",
}  # fmt: skip
VAGUE = re.compile(
    r"^(?!.*\b(?:government|regime|security|army|state|military|armed)\b).*\b(?:forces?|troops|fighters|units?)$", re.I
)
"""Fighters without a word that says whose: "local forces", "pro-Iranian forces"."""
MUTUAL = frozenset({"allied_with", "fights"})
"""Kinds that hold both ways."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """Relations of a document, and how many drafts were left out for which reason."""

    relations: tuple[Relation, ...] = ()
    same: int = 0
    nobody: int = 0
    repeated: int = 0


def ground_relations(
    document: Document, drafts: Sequence[RelationDraft], actors: ActorIndex, context: ActorContext
) -> Grounded:
    """The relations of a document's drafts, in order of the text, each told once."""
    found: dict[tuple[object, ...], Relation] = {}
    same = nobody = repeated = 0
    for draft in drafts:
        interval = _interval(document, draft)
        on = interval.end or interval.start or document.date.day
        subject, other = _both(draft, actors, context, on)
        if subject is None or other is None:
            nobody += 1
            continue
        if subject.actor_id == other.actor_id:
            renamed = draft.kind == "formerly" and draft.subject.text.casefold() != draft.object.text.casefold()
            if not renamed:
                same += 1
                continue
        relation = _relation(document, draft, interval, (subject, other), actors, context)
        repeated += _key(relation) in found
        found.setdefault(_key(relation), relation)
    return Grounded(tuple(found.values()), same, nobody, repeated)


def _key(relation: Relation) -> tuple[object, ...]:
    pair = (relation.subject_id, relation.object_id)
    if relation.kind == "formerly":
        pair = (relation.subject, relation.object)
    sides = tuple(sorted(pair)) if relation.kind in MUTUAL else pair
    return (relation.kind, sides, relation.status, relation.source, relation.interval)


def _relation(
    document: Document,
    draft: RelationDraft,
    interval: Interval,
    sides: tuple[ActorMatch, ActorMatch],
    actors: ActorIndex,
    context: ActorContext,
) -> Relation:
    subject, other = sides
    written = draft.kind == "formerly"  # the names themselves are what is told
    names = (_written(draft.subject), _written(draft.object)) if written else (subject.name, other.name)
    text = draft.source.text.strip(" ,“”\"'") if draft.source else None
    speaker = actors.resolve(text, context.on, context) if text else None
    parts = (document.key, draft.kind, draft.begin, draft.trigger.begin, subject.actor_id, other.actor_id, draft.status)
    return Relation(
        relation_id=stable_id("r", *parts, *names),
        document=document.key,
        kind=draft.kind,
        begin=draft.begin,
        end=draft.end,
        evidence=document.text[draft.begin : draft.end],
        subject=names[0],
        subject_id=subject.actor_id,
        object=names[1],
        object_id=other.actor_id,
        interval=interval,
        source=text,
        source_id=speaker.actor_id if speaker is not None and speaker.known else None,
        source_type=_source_type(draft.source_type, speaker),
        status=draft.status,
        confidence=draft.confidence,
    )


def _source_type(said: SourceType, speaker: ActorMatch | None) -> SourceType:
    """A state or side that is cited by its bare name speaks as what it is."""
    if speaker is None or not speaker.known or said not in ("other", "witness"):
        return said
    return SPEAKERS.get(speaker.kind, said)


def _written(phrase: Phrase) -> str:
    text = " ".join(phrase.text.split()).strip(" ,“”\"'")
    return text[4:] if text[:4].lower() == "the " else text


def _both(
    draft: RelationDraft, actors: ActorIndex, context: ActorContext, on: date | None
) -> tuple[ActorMatch | None, ActorMatch | None]:
    """The two sides; of two names of one actor, one may be any name that the other, a side's, makes out to be a side's too."""
    subject = _side(draft.subject, actors, context, on)
    other = _side(draft.object, actors, context, on)
    if draft.kind == "formerly" and (subject is None) != (other is None):
        unknown = draft.subject if subject is None else draft.object
        match = actors.resolve(unknown.text, on, replace(context, on=on))
        if match is not None and match.kind not in NO_SIDES and match.name[:1].isupper():
            return (match, other) if subject is None else (subject, match)
    return subject, other


def _side(phrase: Phrase, actors: ActorIndex, context: ActorContext, on: date | None) -> ActorMatch | None:
    """Who a phrase names; an adjective alone ("Turkish") is the state's, an unknown name counts where it is a body's."""
    at = replace(context, on=on)
    text = " ".join(phrase.text.split())
    match = actors.resolve(text, on, at)
    if match is not None and match.kind == "state_forces" and VAGUE.search(text):  # not whoever the country's own are
        match = actors.resolve(text, on, replace(at, countries=()))
    if (match is None or not match.known) and " " not in text and text[:1].isupper():
        forces = actors.resolve(f"{text} forces", on, at)
        match = forces if forces is not None and forces.known else match
    if match is not None and match.kind == "state_forces" and _names_a_body(text):
        name = _written(phrase)
        match = ActorMatch(f"unidentified:{slug(name)}", name, "other", None, (), False)
    if match is None or match.kind in NO_SIDES:
        return None
    return match if match.known or _is_a_name(phrase, match) else None


def _names_a_body(text: str) -> bool:
    """Whether a phrase has a body's proper name: "Communist Party of India" is not India."""
    return any(word.key in BODIES and word.text[:1].isupper() for word in tokens(text)[1:])


def _is_a_name(phrase: Phrase, match: ActorMatch) -> bool:
    """Whether an unknown side has a name of its own: a body's, in more than a sentence's first capital."""
    words = match.name.split()
    if len(words) == 1 and nouns().classify(key_of(match.name))[0]:
        return False  # "Battalion" is nobody in particular, however it is written
    capital = any(word[:1].isupper() for word in words[1:]) or (words and words[0][1:] != words[0][1:].lower())
    proper = len(words) == 1 and words[0][:1].isupper() and not words[0].endswith("s")
    return phrase.type == "organisation" and bool(capital or proper or "-" in match.name)


def _interval(document: Document, draft: RelationDraft) -> Interval:
    """The clause's expression of time nearest to the relation's word, else: said to hold as of publication."""
    begin, end = draft.sentence
    wanted = [(time.begin - begin, time.end - begin) for time in draft.times]
    found = [
        item
        for item in find_times(document.text[begin:end], document.date)
        if item.interval.known and any(item.begin < last and first < item.end for first, last in wanted)
    ]
    published = document.date.end
    found = [item for item in found if not (published and item.interval.start and item.interval.start > published)]
    if found:
        at = draft.trigger.begin - begin
        return min(found, key=lambda item: (abs(item.begin - at), item.begin)).interval
    return Interval() if draft.past else Interval(None, document.date.day)
