"""The build run: inputs into the record, then the claims of new documents linked with those that are there.

A run can be repeated and cut short. A document that the record holds as this coder reads it is not read again; each
new one goes in whole or not at all, some together in one transaction; what linking changes is written in one transaction at the end, by what the claims say and people decided. So two
runs change nothing, and a run that was killed and started again ends where one run would have ended. Which coder that was is a digest of the very code and data that decide
what is found (:func:`digest`): an upgrade that changes neither costs nothing, and one that does codes the documents anew.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from casus.aside import Foreign, Uncoded
from casus.cleaning.copies import borrowed_dates, is_borrowed
from casus.decision import Decision
from casus.filed import Index, LinkChanges
from casus.locators import Roots
from casus.record import Claim, Coded, Document, DocumentDate, Links, Problem
from casus.scaling.local import HERE
from casus.store.batches import batches, some_of
from casus.store.errors import ImpossibleValueError, RecordError
from casus.store.overview import OperationList, Totals
from casus.store.record import Record
from casus.store.storing import TOGETHER, Arrival
from casus.versions import coder_version, digest

if TYPE_CHECKING:
    from casus.pipeline import Setting
    from casus.reading.web import Web
    from casus.scaling.executor import Executor
    from casus.screened import Sureness

Reader = Callable[[Sequence[str], date | None], Iterator[Document | Problem]]
Coder = Callable[[Iterable[Document]], Iterator[Coded | Uncoded]]
"""Codes documents in their order; one that it cannot code it sets aside."""
Copier = Callable[[Record], None]
"""Marks in a record which documents repeat others or are superseded."""
Linker = Callable[[Sequence[Claim], Mapping[str, Document], Sequence[Decision]], Links]
Progress = Callable[[str], None]
"""Told what has just been done, in a few words."""

ALL_HERE_TOGETHER = 128  # documents, at most, that a run asks about in one go while all are here
COPYING_PARTS = ("record.py", "cleaning", "copying.py")
DROPPED = "screen"
"""The step of the problem that marks a document which was not coded because it is not about conflict."""
DROPPED_BY: Mapping[Sureness, str] = {"sure": "+screen", "likely": "+screen-likely"}
"""What the version of such a document's coder ends with, by how sure the screen was."""
COLLECTED_EVERY = 200_000
"""How many values linking makes between two looks for cycles."""
LINKING_PARTS = (
    "record.py", "decision.py", "amending.py", "filed.py", "store/told_list.py", "cleaning", "copying.py", "linking", "theatres",
)  # fmt: skip
"""What decides which links are made, and in which form they are kept."""


class Relinker(Protocol):
    """Linking that keeps what it needs to link new documents without the others (:mod:`casus.linking.incremental`)."""

    def link_anew(
        self, claims: Sequence[Claim], documents: Mapping[str, Document], decisions: Sequence[Decision] = ...
    ) -> LinkChanges:
        """All claims of a record at once."""

    def relink(
        self,
        index: Index,
        claims: Sequence[Claim],
        documents: Mapping[str, Document],
        gone: Collection[str] = ...,
        decisions: Sequence[Decision] = ...,
    ) -> LinkChanges | None:
        """What changes when claims come and go; ``None`` where all have to be linked anew."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps that a run puts together, and the versions of those whose results are kept.

    ``link`` links all claims anew in every run that brought something; where ``relinker`` is given, it takes its place. ``screens``: ``code`` drops what
    is surely or likely not about conflict.
    """

    read: Reader
    code: Coder
    find_copies: Copier
    link: Linker
    coder: str
    linker: str
    relinker: Relinker | None = None
    screens: Sureness | None = None

    def coder_of(self, coded: Coded) -> str:
        """The version that a document is kept under: one that was dropped is not known to a run that drops less."""
        if self.screens is None or all(one.stage != DROPPED for one in coded.problems):
            return self.coder
        return self.coder + DROPPED_BY[self.screens]

    def known(self, record: Record, keys: Collection[str]) -> frozenset[str]:
        """Those of these documents that these steps would read as they are read already."""
        endings: tuple[Sureness, ...] = ("sure", "likely") if self.screens == "likely" else ("sure",)
        dropped = (self.coder + DROPPED_BY[one] for one in endings if self.screens)
        return record.coded_by((self.coder, *dropped), keys)


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a run found: of this run the documents and problems, of the whole record the rest."""

    new: int
    known: int
    set_aside: tuple[Problem, ...]
    totals: Totals
    operations: OperationList


def standard_steps(
    theatres: Sequence[str] | None = None,
    english: Setting = "accurate",
    kinds: Path | None = None,
    web: Web | None = None,
    executor: Executor = HERE,
    *,
    screen: Sureness | None = None,
) -> Steps:
    """The program's own steps, with these theatre packs (``None``: all), and this English pipeline.

    ``kinds`` is a file laid over the table of kinds; ``web`` is what may be fetched; ``screen``: what is surely or likely not about
    conflict is kept and not coded; ``executor`` is who codes: this process unless given.
    """
    from casus.copying import update_copies
    from casus.linking import incremental, link
    from casus.pipeline import added_places, code_documents
    from casus.reading import read_inputs
    from casus.screened import screened

    code = partial(code_documents, theatres=theatres, english=english, kinds=kinds, executor=executor)
    return Steps(
        read=partial(read_inputs, web=web) if web else read_inputs,
        code=screened(code, screen) if screen else code,
        find_copies=lambda record: update_copies(record, digest(COPYING_PARTS)),
        link=link,
        coder=coder_version(theatres, english, kinds, added_places()),
        linker=digest(LINKING_PARTS),
        relinker=incremental,
        screens=screen,
    )


def build(
    inputs: Sequence[str],
    record: Record,
    *,
    theatres: Sequence[str] | None = None,
    given_date: date | None = None,
    english: Setting = "accurate",
    kinds: Path | None = None,
    web: Web | None = None,
    executor: Executor = HERE,
    screen: Sureness | None = None,
    progress: Progress | None = None,
    steps: Steps | None = None,
) -> BuildSummary:
    """Read the inputs into the record and link all its claims.

    ``given_date`` is the publication date of documents that state none; ``kinds`` is a file laid over the table of kinds; ``web`` is what may be fetched beside the inputs; ``executor`` is who codes; ``screen`` drops what is not about conflict; ``steps`` are those of the program unless given. An input that
    cannot be read or stored becomes a problem in the record and in the summary.
    Raises :class:`~casus.store.errors.RecordError` when the record cannot be written, or another process is building it; what was stored until then stays.
    """
    steps = steps or standard_steps(theatres, english, kinds, web, executor, screen=screen)
    say = progress or _nobody
    with record.building() as still_ours:
        run = _Run(record, steps)
        with run.kept_to_the_last():
            for coded in steps.code(run.unknown(steps.read(inputs, given_date))):
                run.take(coded)
                say(coded.document.id)
        run.finish(inputs)
        still_ours()
        whole = linked(record, steps, say)
        return replace(whole, new=run.stored, known=run.known, set_aside=run.set_aside())


def code_dropped(record: Record, steps: Steps) -> BuildSummary | None:
    """Code the documents that earlier runs dropped and link their claims; ``None`` where there are none."""
    keys = {key for key, coder in record.coders().items() if coder.endswith(tuple(DROPPED_BY.values()))}
    if not keys:
        return None
    return build((), record, steps=replace(steps, read=lambda _inputs, _day: iter(record.documents(keys))))


@dataclass
class _Run:
    """One run: what it has met so far."""

    record: Record
    steps: Steps
    met: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    foreign: deque[Foreign] = field(default_factory=deque)
    taken: list[Arrival] = field(default_factory=list)
    stored: int = 0
    known: int = 0  # of the documents that were met, those that were here before

    def unknown(self, found: Iterable[Document | Problem]) -> Iterator[Document]:
        """The documents that have yet to be coded, each once; problems are kept for :meth:`finish`.

        The record is asked for those alone that came: for one, so that it is coded before the next is read, and for ever more together as long as all are here (a question takes
        half a millisecond, however many it is about). What breaks the reading off is raised once what was read before it has been given.
        """
        coming, together, broken = iter(found), 1, None
        while broken is None:
            items, broken = some_of(coming, together)
            met = self._first_met(items)
            here = self.steps.known(self.record, met) if met else frozenset[str]()
            self.known += len(here)
            together = min(2 * together, ALL_HERE_TOGETHER) if len(here) == len(met) else 1
            for key, document in met.items():
                if key not in here:
                    self.pending.add(key)
                    yield document
            if not items:
                break
        if broken is not None:
            raise broken

    def _first_met(self, items: Iterable[Document | Problem]) -> dict[str, Document]:
        """The documents among what was read that this run has not met yet, by key; problems are kept."""
        found: dict[str, Document] = {}
        for item in items:
            if isinstance(item, Foreign):
                self.foreign.append(item)
                self.problems.append(Problem(item.locator, item.stage, item.reason))
            elif isinstance(item, Problem):
                self.problems.append(item)
            elif (key := item.key) not in self.met:
                self.met.add(key)
                found[key] = item
        return found

    def take(self, coded: Coded | Uncoded) -> None:
        """Take a coded document, to be stored with the next ones; one that was not coded is set aside with the reason."""
        self._keep_foreign()
        key = coded.document.key
        if key not in self.pending:
            raise RuntimeError(f"coding gave document {coded.document.id} another key, or gave it twice")
        self.pending.remove(key)
        if isinstance(coded, Uncoded):
            self.problems.append(coded.problem)
            return
        self.taken.append(Arrival(coded, self.steps.coder_of(coded)))
        if len(self.taken) >= TOGETHER:
            self._store()

    @contextmanager
    def kept_to_the_last(self) -> Iterator[None]:
        """What has been taken is stored, also where the run is broken off; what broke it off is raised, with a note where storing fails as well."""
        try:
            yield
        except BaseException as broken:
            try:
                self._store()
            except RecordError as error:
                broken.add_note(f"nor could all that was coded before be stored: {error}")
            raise
        self._store()

    def _store(self) -> None:
        """Store what was taken, as far as there is room; a document that breaks a rule of the record is set aside with the reason, and the others are stored."""
        taken, self.taken = self.taken, []
        try:
            self.record.add_documents(taken)
        except RecordError:  # one of them breaks a rule, or not all of them find room
            for one in taken:
                self._store_alone(one)
        else:
            self.stored += len(taken)

    def _store_alone(self, arrival: Arrival) -> None:
        try:
            self.record.add_documents((arrival,))
        except ImpossibleValueError as error:
            locator = arrival.coded.document.locator
            self.problems.append(Problem(locator, "store", f"{error}; please report this as a bug"))
        else:
            self.stored += 1

    def finish(self, inputs: Sequence[str]) -> None:
        """Put this run's problems in the record, and take out those of earlier runs that these inputs no longer have."""
        if self.pending:
            raise RuntimeError(f"coding lost {len(self.pending)} documents")
        self.problems = list(dict.fromkeys(self.problems))
        now, given = set(self.problems), Roots(inputs)
        settled = [p for p in self.record.input_problems() if p not in now and p.locator in given]
        self.record.drop_problems(settled)
        if gone := {problem.locator for problem in settled} - {problem.locator for problem in now}:
            with self.record.foreign_shelf() as shelf:
                shelf.drop(gone)
        for problem in self.problems:
            self.record.add_problem(problem)
        self._keep_foreign()

    def _keep_foreign(self) -> None:
        """Keep what has come of reports in other languages, so that they do not gather in memory."""
        found = [self.foreign.popleft() for _ in range(len(self.foreign))]
        if found:
            with self.record.foreign_shelf() as shelf:
                shelf.add(found)

    def set_aside(self) -> tuple[Problem, ...]:
        """The problems of this run, and those in the documents that it met."""
        return tuple(dict.fromkeys((*self.problems, *self.record.problems(keys=self.met))))


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """With cycles looked for seldom: walking the many small values of linking again and again takes a third of the time.

    Not never: what talks to the database leaves cycles behind with every statement.
    """
    usual = gc.get_threshold()
    gc.set_threshold(COLLECTED_EVERY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _nobody(_words: str) -> None:
    """Nobody is told."""


def linked(record: Record, steps: Steps, say: Progress = _nobody) -> BuildSummary:
    """Link what waits to be linked, and sum up the record; for one who holds the right to build it (:meth:`Record.building`)."""
    before = record.version()
    if record.linked_by() != steps.linker:
        bring_up_to_date(record, steps, say)
    return BuildSummary(0, 0, (), record.totals(), record.operations_changed(before))


@_seldom_collected()
def bring_up_to_date(record: Record, steps: Steps, say: Progress = _nobody) -> None:
    """Find the copies among the documents that came since the last linking, and link their claims."""
    steps.find_copies(record)
    with record.link_shelf() as shelf:
        filed = shelf.filed_by()
        waiting = shelf.pending() if filed == steps.linker else None
        documents = shelf.documents_behind(waiting) if waiting is not None else {}
    _date_by_copies(record, steps, documents if waiting is not None else record.outlines())
    if steps.relinker is None:
        say("linking")
        record.replace_links(steps.link(*_everything(record)), linker=steps.linker)
    elif waiting is None or not _link_new(record, steps.relinker, steps.linker, say):
        say("linking all documents anew" if filed else "linking all documents")
        changes = steps.relinker.link_anew(*_everything(record))
        with record.link_shelf() as shelf:
            shelf.write(changes, steps.linker, anew=True)


def everything(record: Record) -> tuple[list[Claim], dict[str, Document], tuple[Decision, ...]]:
    """What a record links: the claims of all documents but superseded ones, all documents by key, and all decisions."""
    standing, _, decisions = _everything(record)
    return standing, record.documents_by_key(), decisions


def _everything(record: Record) -> tuple[list[Claim], dict[str, Document], tuple[Decision, ...]]:
    """The same with documents whose texts are empty: linking does not look at them."""
    documents = record.outlines()
    standing = [claim for claim in record.claims() if documents[claim.document].superseded_by is None]
    return standing, documents, record.decisions()


def _link_new(record: Record, relinker: Relinker, linker: str, say: Progress) -> bool:
    """Link what came or changed since the last linking; returns whether that can be done without linking all documents anew."""
    decisions = record.decisions()
    with record.link_shelf() as shelf:
        waiting = shelf.pending()
        documents = shelf.documents_behind(waiting)
        claims = [one for one in shelf.claims_of(waiting) if documents[one.document].superseded_by is None]
        changes = relinker.relink(shelf, claims, documents, shelf.of_documents(waiting), decisions)
        if changes is not None:
            say("linking what is new")
            shelf.write(changes, linker)
    return changes is not None


def _date_by_copies(record: Record, steps: Steps, known: Mapping[str, Document]) -> None:
    """Code undated copies of dated texts anew with the date that they borrow, where theirs is another; and without one what is none any more."""
    copies = {key: one.copy_of for key, one in known.items() if one.copy_of}
    dates = borrowed_dates(known, copies)
    dates |= {key: DocumentDate() for key, one in known.items() if key not in dates and is_borrowed(one.date)}
    late = {key: when for key, when in sorted(dates.items()) if known[key].date != when}
    for keys in batches(late):
        dated = [replace(one, date=late[one.key]) for one in record.documents(keys)]
        # what cannot be coded with that date stays as it was without
        coded = (one for one in steps.code(dated) if isinstance(one, Coded))
        record.add_each(Arrival(one, steps.coder_of(one)) for one in coded)
