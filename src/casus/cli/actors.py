"""An actor's page in plain words: names, kind, what the record says of it, and what the theatre packs know of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from casus.cli.console import days_in_words, one_line
from casus.record import Relation

if TYPE_CHECKING:
    from casus.grounding.theatre import TheatreActor, Tie
    from casus.store.record import Record

SENTENCES = {
    "backs": "{subject} backs {object}",
    "allied_with": "{subject} is allied with {object}",
    "fights": "{subject} fights {object}",
    "part_of": "{subject} is part of {object}",
    "formerly": "{subject} was formerly {object}",
    "split_from": "{subject} split from {object}",
}


def relation_lines(relation: Relation, document_id: str | None = None) -> Iterator[str]:
    """A relation: what is said, as of when, by whom, in which words; ``document_id`` where the reader does not know it."""
    said = SENTENCES[relation.kind].format(subject=relation.subject, object=relation.object)
    yield f"  {said} ({relation.status}); {relation_days(relation)}"
    where = f"; document {document_id}" if document_id is not None else ""
    yield f"  source: {relation.source or 'the reporter'} ({relation.source_type}){where}"
    yield f"  words {relation.begin}-{relation.end}: {one_line(relation.evidence)}"


def relation_days(relation: Relation) -> str:
    """When a relation is said to hold: an open start is no more than what was said on the last day."""
    if relation.interval.start is None and relation.interval.end is not None:
        return f"as of {relation.interval.end}"
    return days_in_words(relation.interval)


def actors_in_packs(name: str) -> list[str]:
    """The ids of the actors that the theatre packs, or the table of states, know by a name; in any case of letters."""
    from casus.grounding.actors import ActorIndex
    from casus.grounding.theatre import load_theatres

    theatres, wanted = load_theatres(), name.casefold()
    found = [
        actor.actor_id
        for theatre in theatres
        for actor in theatre.actors
        if wanted in (text.casefold() for text in (actor.name, *(alias.text for alias in actor.aliases)))
    ]
    match = ActorIndex(theatres).resolve(name)
    return list(dict.fromkeys([*found, *([match.actor_id] if match is not None and match.known else [])]))


def actor_lines(record: Record, actor_id: str) -> Iterator[str]:
    """An actor's page."""
    known = _in_packs(actor_id)
    names = record.actor_names().get(actor_id, ())
    claims, relations = record.claims(), record.relations(actor_id)
    documents = {key: document.id for key, document in record.outlines().items()}
    kinds = dict.fromkeys(actor.kind for _, actor in known)
    yield f"{(known[0][1].name if known else None) or (names[0] if names else actor_id)} (actor {actor_id})"
    yield f"  kind:      {', '.join(kinds) or 'not in any theatre pack'}"
    yield f"  names:     {', '.join(names)}"
    also = dict.fromkeys(alias.text for _, actor in known for alias in actor.aliases if alias.text not in names)
    if also:
        yield f"  also:      {', '.join(also)}"
    doing = sum(actor_id in claim.actor_ids for claim in claims)
    suffering = sum(actor_id in claim.target_ids for claim in claims)
    yield f"  claims:    {doing} as actor, {suffering} as target"
    for theatre, actor in known:
        yield from _pack_lines(theatre, actor)
    yield f"  relations: {len(relations)}"
    for relation in sorted(relations, key=_by_kind_and_day):
        yield f"  relation {relation.relation_id}"
        yield from (f"  {line}" for line in relation_lines(relation, documents[relation.document]))


def _by_kind_and_day(relation: Relation) -> tuple[str, str, str, str]:
    days = relation.interval
    return (
        relation.kind,
        relation.subject_id + relation.object_id,
        str(days.end or days.start or ""),
        relation.relation_id,
    )


def _in_packs(actor_id: str) -> list[tuple[str, TheatreActor]]:
    from casus.grounding.theatre import load_theatres

    return [
        (theatre.id, actor) for theatre in load_theatres() for actor in theatre.actors if actor.actor_id == actor_id
    ]


def _pack_lines(theatre: str, actor: TheatreActor) -> Iterator[str]:
    """What a pack holds of an actor: knowledge that came with the program or its user, not said by any document."""
    ties = (
        ("backed by", actor.backers), ("allied with", actor.allies), ("part of", actor.part_of),
        ("against", actor.opponents), ("split from", actor.split_from),
    )  # fmt: skip
    for words, others in ties:
        if others:
            yield f"  pack {theatre}: {words} {', '.join(_tie(tie) for tie in others)}"


def _tie(tie: Tie) -> str:
    """An actor that another is tied to, with the days where they are known."""
    return f"{tie.actor_id} ({days_in_words(tie.period)})" if tie.period.known else tie.actor_id
