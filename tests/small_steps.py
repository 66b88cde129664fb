"""Small steps that stand in for the real ones where a test is about building, not about reading English."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from casus.build import Steps
from casus.copying import update_copies
from casus.decision import Decision
from casus.exporting.formats import export
from casus.exporting.values import RecordValues
from casus.linking import incremental
from casus.linking import link as link_all
from casus.record import Claim, Coded, Count, Document, Event, Interval, Links, Operation, Problem
from casus.store.record import Record


def read(inputs: Sequence[str], given_date: date | None) -> Iterator[Document | Problem]:
    """Each line of each file is a document; an empty file is a problem."""
    for name in inputs:
        for path in sorted(Path(name).glob("*.txt")) if Path(name).is_dir() else [Path(name)]:
            lines = path.read_text(encoding="utf8").splitlines() if path.exists() else []
            for number, line in enumerate(lines):
                yield Document(f"{path.stem}-{number}", line, locator=f"{path}#{number + 1}")
            if not lines:
                yield Problem(str(path), "read", "holds nothing; give a file with text")


def code(documents: Iterable[Document]) -> Iterator[Coded]:
    """The first word of a document is a claim; a document that asks a question has a problem."""
    for document in documents:
        end = len(document.text.split()[0])
        claim = Claim(
            f"c{document.key}", document.key, "shelling", 0, end, document.text[:end], counts=(Count("killed", 1, 1),)
        )
        problem = Problem(document.locator, "code", "asks a question") if "?" in document.text else None
        yield Coded(document, (claim,), main=0, problems=(problem,) if problem else ())


def find_copies(record: Record) -> None:
    first: dict[str, str] = {}
    documents = record.documents()
    copies = {d.key: first[d.text] for d in documents if first.setdefault(d.text, d.key) != d.key}
    with record.copy_shelf() as shelf:
        shelf.set_first_texts([d.key for d in documents], copies)


def link(claims: Sequence[Claim], documents: Mapping[str, Document], decisions: Sequence[Decision]) -> Links:
    """Claims in the same words are one event; copies count for nothing."""
    by_words: dict[str, list[str]] = {}
    for claim in claims:
        if documents[claim.document].copy_of is None:
            by_words.setdefault(claim.evidence, []).append(claim.claim_id)
    events = tuple(
        Event(
            f"e-{words}",
            "shelling",
            words,
            tuple(ids),
            grade="contested" if len(ids) > 2 else "reported",
            operation_id="o",
        )
        for words, ids in sorted(by_words.items())
    )
    operation = Operation("o", "Battle of the words", tuple(event.event_id for event in events))
    return Links(events, (operation,), event_of={c: e.event_id for e in events for c in e.claim_ids})


STEPS = Steps(read, code, find_copies, link, coder="1", linker="1")


def code_placed(documents: Iterable[Document]) -> Iterator[Coded]:
    """Codes as :func:`code` does; claims in the same words are of one place, so that they can be one event."""
    for found in code(documents):
        on = date(2020, 5, 1)
        claims = tuple(
            replace(claim, place=claim.evidence, country="SY", actors=("army",), interval=Interval(on, on))
            for claim in found.claims
        )
        yield replace(found, claims=claims)


LINKING = Steps(read, code_placed, lambda record: update_copies(record, "1"), link_all, "1", "1", incremental)
"""Small steps to read and code, and the program's own to find copies and link."""


def dump(record: Record) -> str:
    """All values of a record in one canonical text."""
    stream = io.StringIO()
    values = RecordValues(record.documents(), record.claims(), record.links(), record.problems())
    export(values, "jsonl", stream)
    return stream.getvalue()


def write_reports(folder: Path) -> Path:
    """A folder of 23 documents, one of them a copy and one a question, and of one empty file."""
    folder.mkdir()
    (folder / "a.txt").write_text("".join(f"word{n % 7} and more of {n}\n" for n in range(20)))
    (folder / "b.txt").write_text("word1 again\nword1 again\nwhat is this ?\n")
    (folder / "empty.txt").write_text("")
    return folder
