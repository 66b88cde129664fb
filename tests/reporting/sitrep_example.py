"""What tests of situation reports share: reports of records, and whether the words of a report stand on claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from report_example import MONDAY, Example, example_record

from casus.record import Claim, Interval
from casus.reporting.lookup import Record
from casus.reporting.sitrep.compose import compose
from casus.reporting.sitrep.model import Bullets, Section, Sentence, SituationReport, Table, Tiles
from casus.reporting.sitrep.scope import Asked, reading_of

HOSTILE = '</title><script>alert(1)</script> #eval("1") $x$ [a](javascript:alert(1)) | `b` <img src=x onerror=alert(2)> \x08 ]] @cite =h'


def record_of(example: Example) -> Record:
    return Record(example.documents, example.claims, example.links, example.problems)


def report_of(example: Example, **asked: object) -> SituationReport:
    reading = reading_of(example.documents, (problem.reason for problem in example.problems))
    return compose(record_of(example), Asked(reading=reading, **asked))  # type: ignore[arg-type]


def hostile_example() -> Example:
    """The example with a hostile text wherever a document, a name or a reason can have one."""
    example = example_record()
    text = HOSTILE
    documents = tuple(
        replace(one, title=text, publisher=text, url=f"https://paper.example/{text}", text=f"{one.text} {text}")
        for one in example.documents
    )
    keys = {old.key: new.key for old, new in zip(example.documents, documents, strict=True)}
    documents = tuple(replace(one, copy_of=keys.get(one.copy_of or "")) for one in documents)
    claims = tuple(
        replace(
            claim, document=keys[claim.document], source=text, actors=(text,), targets=(text,), place=text,
            evidence=(new := documents[0 if claim.document == example.documents[0].key else 1].text)[claim.begin :], end=len(new),
        )
        for claim in example.claims
    )  # fmt: skip
    events = tuple(
        replace(event, title=text, place=text, actors=(text,), targets=(text,)) for event in example.links.events
    )
    tolls = tuple(
        replace(toll, place=text, actors=(text,), targets=(text,), source=text) for toll in example.links.tolls
    )
    controls = tuple(
        replace(one, place=text, holder=text, lost_by=(text,), lat=36.2, lon=37.2) for one in example.links.controls
    )
    operations = tuple(
        replace(one, name=text, sides=((text,), (text,)), places=(text,)) for one in example.links.operations
    )
    links = replace(example.links, events=events, tolls=tolls, controls=controls, operations=operations)
    problems = tuple(replace(one, reason=text) for one in example.problems)
    return Example(documents, claims, links, problems)


def founded(sections: tuple[Section, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every text of a report that must stand on claims, with its footnotes; of a tile and of a row of a table all texts together."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Bullets) and section.key != "method":
                yield from ((one.text, one.notes) for item in block.items for one in item if isinstance(one, Sentence))
            elif isinstance(block, Tiles):
                for tile in block.tiles:
                    yield " ; ".join((tile.figure, tile.label, tile.about, tile.source, tile.range)), tile.notes
            elif isinstance(block, Table):
                for row in block.rows:
                    lines = [line for cell in row for line in cell.lines]
                    notes = tuple(number for line in lines if isinstance(line, Sentence) for number in line.notes)
                    yield " ; ".join(line.text for line in lines), notes


def numbers_in(text: str) -> set[int]:
    return {int(found.replace("\u202f", "")) for found in re.findall(r"\d[\d\u202f]*", text)}


def numbers_of(claim: Claim, record: Record) -> set[int]:
    """The numbers that a claim stands for: its counts, its days, those of its report, and those in its words and names."""
    document = record.source_document(claim)
    counts = {value for count in claim.counts for value in (count.min, count.max) if value is not None}
    # "at least 4001" is printed as "more than 4000", as the reports put it
    below = {count.min - 1 for count in claim.counts if count.min is not None and count.max is None}
    days = [day for span in (claim.interval, document.date.interval) for day in (span.start, span.end) if day]
    names = [
        *claim.actors,
        *claim.targets,
        claim.source or "",
        claim.place or "",
        claim.evidence,
        document.title or document.id,
        document.publisher or "",
    ]
    return counts | below | {part for day in days for part in (day.day, day.year)} | numbers_in(" ".join(names))


def unfounded(report: SituationReport, record: Record) -> list[tuple[str, set[int]]]:
    """The texts with a number that no claim of their footnotes has, and those without a footnote."""
    claims = {note.number: [record.claim[one] for one in note.claim_ids] for note in report.notes}
    found = []
    for text, notes in founded(report.sections):
        known = {number for note in notes for claim in claims[note] for number in numbers_of(claim, record)}
        if not notes or numbers_in(text) - known:
            found.append((text, numbers_in(text) - known))
    return found


__all__ = ["HOSTILE", "MONDAY", "Interval", "example_record", "hostile_example", "record_of", "report_of", "unfounded"]
