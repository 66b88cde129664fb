"""Two records become one: what was read into another one joins this one, as if this one had been built from the inputs of both.

Documents are told apart by their content (:attr:`~casus.record.Document.key`), so one that both hold stays one. Links are made anew, for
they depend on all documents. Each document joins whole or not at all; a merge that was cut short is finished by running it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from casus.build import BuildSummary, Progress, Steps, linked, standard_steps
from casus.record import Coded
from casus.store.blind import all_blind
from casus.store.foreign import foreign_rows
from casus.store.record import Record
from casus.store.storing import Arrival


def merge(
    record: Record, other: Record, *, steps: Steps | None = None, progress: Progress | None = None
) -> BuildSummary:
    """Let documents, with their claims, problems, decisions and blind coding of ``other`` join ``record``; the summary tells of them as of documents read.

    Of a document that both hold, this record's reading stays, unless only the other's is by the present coder. Raises
    :class:`~casus.store.errors.RecordError` when another process is building the record, or it cannot be written.
    """
    steps = steps or standard_steps()
    say = progress or (lambda _words: None)
    with other.snapshot() as source, record.building() as still_ours:
        theirs = source.coders()
        joining = _joining(record.coders(), theirs, steps.coder)
        decided = source.decisions()
        added = frozenset(claim for one in decided if one.kind == "add" for claim in one.claim_ids)
        record.add_each(_arriving(source, joining, added, theirs, say))
        problems = source.input_problems()
        for problem in problems:
            record.add_problem(problem)
        with source.asking() as theirs_kept, record.foreign_shelf() as shelf:
            shelf.take(foreign_rows(theirs_kept))
        known = frozenset(record.decisions())
        for decision in decided:
            if decision not in known:
                record.add_decision(decision)
        with source.asking() as theirs_kept:
            blind = all_blind(theirs_kept)
        record.join_blind(coding for codings in blind.values() for coding in codings)
        aside = (*problems, *(p for p in source.problems(keys=theirs.keys()) if p not in problems))
        still_ours()
        whole = linked(record, steps, say)
    return replace(whole, new=len(joining), known=len(theirs) - len(joining), set_aside=aside)


def _joining(ours: Mapping[str, str], theirs: Mapping[str, str], coder: str) -> list[str]:
    """The keys of the documents to take over, in a fixed order."""
    return sorted(key for key in theirs if key not in ours or (theirs[key] == coder != ours[key]))


def _arriving(
    source: Record, joining: Iterable[str], added: frozenset[str], coders: Mapping[str, str], say: Progress
) -> Iterator[Arrival]:
    """The documents of these keys with what was coded in them, each told of."""
    for key in joining:
        yield Arrival(_on_its_own(source.coded(key), added), coders[key])
        say(key)


def _on_its_own(coded: Coded, added: frozenset[str]) -> Coded:
    """A document that is no copy yet: of which one it is, linking says, and that one may still be to come. Claims that people added come with their decisions."""
    claims = tuple(claim for claim in coded.claims if claim.claim_id not in added)
    return replace(coded, document=replace(coded.document, copy_of=None), claims=claims)
