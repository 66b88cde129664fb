"""The build run: inputs into the record, then all claims linked anew.

A run can be repeated and cut short. A document that the record holds as this coder reads it is not read again; each
new one is one transaction; links are replaced in one transaction at the end. So two runs change nothing, and a run that was killed
and started again ends where one run would have ended. Which coder that was is a digest of the very code and data that decide
what is found (:func:`digest`): an upgrade that changes neither costs nothing, and one that does codes the documents anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from casus.record import Claim, Coded, Document, Links, Operation, Problem
from casus.store.errors import ImpossibleValueError
from casus.store.record import Record, Totals

if TYPE_CHECKING:
    from casus.pipeline import Setting

Reader = Callable[[Sequence[str], date | None], Iterator[Document | Problem]]
Coder = Callable[[Iterable[Document]], Iterator[Coded]]
Copies = Callable[[Iterable[Document]], Mapping[str, str]]
Linker = Callable[[Sequence[Claim], Mapping[str, Document]], Links]
Progress = Callable[[str], None]
"""Told what has just been done, in a few words."""

RUNTIME = ("spacy", "onnxruntime", "numpy")  # what reads the language, beside our own code
CODING_PARTS = ("record.py", "pipeline.py", "cleaning", "language", "coding", "grounding", "theatres")
LINKING_PARTS = ("record.py", "cleaning", "linking", "theatres")


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps that a run puts together, and the versions of those whose results are kept."""

    read: Reader
    code: Coder
    find_copies: Copies
    link: Linker
    coder: str
    linker: str


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a run found: of this run the documents and problems, of the whole record the rest."""

    new: int
    known: int
    set_aside: tuple[Problem, ...]
    totals: Totals
    operations: tuple[Operation, ...]


def standard_steps(
    theatres: Sequence[str] | None = None, jobs: int = 1, english: Setting = "accurate", kinds: Path | None = None
) -> Steps:
    """The program's own steps, with these theatre packs (``None``: all), so many worker processes, and this English pipeline.

    ``kinds`` is a file laid over the table of kinds.
    """
    from casus.cleaning.copies import find_copies
    from casus.linking import link
    from casus.pipeline import added_places, code_documents
    from casus.reading import read_inputs

    return Steps(
        read=read_inputs,
        code=lambda documents: code_documents(documents, theatres=theatres, jobs=jobs, english=english, kinds=kinds),
        find_copies=find_copies,
        link=link,
        coder=digest(CODING_PARTS, theatres, english, [*added_places(), *([kinds] if kinds else [])]),
        linker=digest(LINKING_PARTS),
    )


def digest(
    parts: Iterable[str], theatres: Sequence[str] | None = None, english: str = "", beside: Iterable[Path] = ()
) -> str:
    """The version of some parts of the package: a digest of their files, the language runtime, what was chosen, and files ``beside`` it."""
    package = Path(__file__).parent
    sha = hashlib.sha256("\x1f".join(map(version, RUNTIME)).encode())
    chosen = sorted(set(theatres)) if theatres is not None else ["*"]
    outside = [*(Path(name) for name in chosen if Path(name).is_file()), *beside]
    for path in (*(file for part in parts for file in _files(package / part)), *outside):
        name = path.relative_to(package).as_posix() if path.is_relative_to(package) else path.name
        sha.update(f"\x1f{name}\x1f".encode())
        sha.update(path.read_bytes())
    sha.update("\x1f".join([*chosen, english]).encode())
    return sha.hexdigest()[:16]


def _files(part: Path) -> list[Path]:
    """The files of a part in a fixed order, without what Python compiles beside them."""
    if part.is_file():
        return [part]
    found = (path for path in part.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(found, key=lambda path: path.relative_to(part).as_posix())


def build(
    inputs: Sequence[str],
    record: Record,
    *,
    theatres: Sequence[str] | None = None,
    given_date: date | None = None,
    jobs: int = 1,
    english: Setting = "accurate",
    kinds: Path | None = None,
    progress: Progress | None = None,
    steps: Steps | None = None,
) -> BuildSummary:
    """Read the inputs into the record and link all its claims.

    ``given_date`` is the publication date of documents that state none; ``kinds`` is a file laid over the table of kinds; ``steps`` are those of the program unless given. An input that
    cannot be read or stored becomes a problem in the record and in the summary. Raises
    :class:`~casus.store.errors.RecordError` when the record cannot be written, or another process is building it; what was stored
    until then stays.
    """
    steps = steps or standard_steps(theatres, jobs, english, kinds)
    say = progress or (lambda _words: None)
    with record.building() as still_ours:
        run = _Run(record, steps, record.document_keys(coder=steps.coder))
        for coded in steps.code(run.unknown(steps.read(inputs, given_date))):
            run.store(coded)
            say(coded.document.id)
        run.finish(inputs)
        still_ours()
        if record.linked_by() != steps.linker:
            say("linking")
            _link(record, steps)
        return run.summary()


@dataclass
class _Run:
    """One run: what it has met so far."""

    record: Record
    steps: Steps
    stored_before: frozenset[str]
    met: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    stored: int = 0

    def unknown(self, found: Iterable[Document | Problem]) -> Iterator[Document]:
        """The documents that have yet to be coded, each once; problems are kept for :meth:`finish`.

        This may be drawn from in a thread of the coder's, so it does not touch the record.
        """
        for item in found:
            if isinstance(item, Problem):
                self.problems.append(item)
            elif item.key not in self.met:
                self.met.add(item.key)
                if item.key not in self.stored_before:
                    self.pending.add(item.key)
                    yield item

    def store(self, coded: Coded) -> None:
        """Store a coded document; one that breaks a rule of the record is set aside with the reason."""
        key = coded.document.key
        if key not in self.pending:
            raise RuntimeError(f"coding gave document {coded.document.id} another key, or gave it twice")
        self.pending.remove(key)
        try:
            self.record.add_document(coded, coder=self.steps.coder)
        except ImpossibleValueError as error:
            self.problems.append(Problem(coded.document.locator, "store", f"{error}; please report this as a bug"))
        else:
            self.stored += 1

    def finish(self, inputs: Sequence[str]) -> None:
        """Put this run's problems in the record, and take out those of earlier runs that these inputs no longer have."""
        if self.pending:
            raise RuntimeError(f"coding lost {len(self.pending)} documents")
        self.problems = list(dict.fromkeys(self.problems))
        for problem in self.problems:
            self.record.add_problem(problem)
        now = set(self.problems)
        settled = [p for p in self.record.input_problems() if p not in now and _is_below(p.locator, inputs)]
        self.record.drop_problems(settled)

    def summary(self) -> BuildSummary:
        """The run and the record in numbers."""
        inside = self.record.problems(keys=self.met)
        return BuildSummary(
            new=self.stored,
            known=len(self.met & self.stored_before),
            set_aside=tuple(dict.fromkeys((*self.problems, *inside))),
            totals=self.record.totals(),
            operations=self.record.operations(),
        )


def _link(record: Record, steps: Steps) -> None:
    documents = record.documents()
    copies = steps.find_copies(documents)
    if _date_by_copies(record, steps, documents, copies):
        documents = record.documents()
    marked = {document.key: replace(document, copy_of=copies.get(document.key)) for document in documents}
    links = steps.link(record.claims(), marked)
    record.replace_links(links, copies=copies, linker=steps.linker)


def _date_by_copies(
    record: Record, steps: Steps, documents: Sequence[Document], copies: Mapping[str, str]
) -> list[Coded]:
    """Code undated copies of dated texts anew with the date that they borrow; returns those whose date was another."""
    from casus.cleaning.copies import borrowed_dates

    dates = borrowed_dates(documents, copies)
    late = [
        replace(document, date=dates[document.key])
        for document in documents
        if document.key in dates and document.date != dates[document.key]
    ]
    found = list(steps.code(late)) if late else []
    for coded in found:
        record.add_document(coded, coder=steps.coder)
    return found


def _is_below(locator: str, inputs: Iterable[str]) -> bool:
    """Whether a locator is one of the inputs or lies in one: a file of a folder (``/``), a row of a table (``#``).

    Standard input never counts: what came through it before was something else.
    """
    where = _normal(locator)
    for given in inputs:
        root = _normal(given)
        if given != "-" and (where == root or where.startswith((f"{root.rstrip('/')}/", f"{root}#"))):
            return True
    return False


def _normal(place: str) -> str:
    """A path as it would be from the root, links not followed (the reader names files by the path it was given)."""
    if "://" in place or "\0" in place:
        return place
    return Path(os.path.abspath(place)).as_posix()  # noqa: PTH100 - resolve() would follow links
