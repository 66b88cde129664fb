"""The record: documents with their claims, and what linking made of them, in one database.

Every change is one transaction, so a run that is killed leaves a whole record: a document is there with all its claims or
not at all, and links are those of one linking or none. Links are derived; whenever a document comes or changes,
the record knows that they are out of date (:meth:`Record.linked_by`) until they are replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from casus.decision import SILENT, Decision
from casus.filed import in_order
from casus.record import Claim, Coded, Document, Event, Links, Mention, Operation, Problem, Relation
from casus.store import coded_rows, decision_rows, filing, link_rows, overview, schema, schema_filed
from casus.store.accounts import Accounts
from casus.store.actors import names_of_actors
from casus.store.backups import restore_backup, write_backup
from casus.store.batches import batches
from casus.store.blind import BlindCoding, take_blind
from casus.store.changing import Clock, close_version, last_version, now
from casus.store.checking import find_faults
from casus.store.copies import CopyShelf, documents_by_key, read_documents
from casus.store.dialect import insert_missing, one_of_many
from casus.store.filed_index import FiledIndex
from casus.store.foreign import ForeignShelf
from casus.store.marks import forget_meta, write_meta
from casus.store.naming import EVERYTHING, Found, find
from casus.store.opened import Opened
from casus.store.overview import OperationList, Totals
from casus.store.portions import AT_ONCE, Portions
from casus.store.provinces import Filled, ProvinceOf, fill_provinces, wants_provinces
from casus.store.reading import read_coded, read_mentions
from casus.store.revisions import as_counted
from casus.store.storing import TOGETHER, Arrival, check_arrivals, store_documents
from casus.store.table_rows import fill, grouped


class Record(Opened):
    """A record, to be written and read."""

    @contextmanager
    def portions(self, at_once: int = AT_ONCE) -> Iterator[Portions]:
        """The record as it is now, to be read so many events or reports at a time. For one thread."""
        with self._reading() as connection:
            yield Portions(connection, at_once)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the record, one line each; none in a record that only this program wrote."""
        with self._reading() as connection:
            return tuple(find_faults(connection))

    def back_up(self, output: Path) -> None:
        """Write the record into the new file ``output``; see :mod:`casus.store.backups`, which says what is raised."""
        with self._reading() as connection:
            write_backup(connection, output)

    def restore(self, backup: Path) -> None:
        """Fill this record, which must be empty, with a backup: all of it or nothing."""
        with self.building(), self._writing(marked=False) as connection:
            restore_backup(connection, backup, self.name)

    # ----------------------------------------------------------------------------------------- writing

    def add_document(self, coded: Coded, *, coder: str = "") -> None:
        """Store a document with its claims, mentions and relations, replacing what an earlier coder made of the same document; claims that people added stay.

        ``coder`` is the version of the coder. Raises :class:`ImpossibleValueError` when a value breaks a rule of the record; nothing
        is stored then.
        """
        self.add_documents((Arrival(coded, coder),))

    def add_documents(self, arrivals: Sequence[Arrival]) -> None:
        """The same of several documents in one transaction: all of them are stored, or none."""
        coming = check_arrivals(arrivals)
        if coming:
            with self._writing() as connection:
                store_documents(connection, coming)

    def add_each(self, arrivals: Iterable[Arrival]) -> int:
        """The same of any number of documents, :data:`~casus.store.storing.TOGETHER` in a transaction as they come; returns how many."""
        stored = 0
        for some in batches(arrivals, TOGETHER):
            self.add_documents(some)
            stored += len(some)
        return stored

    def add_problem(self, problem: Problem) -> None:
        """Remember an input that was set aside; the same problem twice is one problem."""
        with self._writing() as connection:
            connection.execute(insert_missing(self._engine, schema.problems), coded_rows.problem_row(problem))

    def drop_problems(self, problems: Iterable[Problem]) -> None:
        """Forget problems of inputs that are readable now."""
        table = schema.problems.c
        with self._writing() as connection:
            for problem in problems:
                connection.execute(
                    sa.delete(schema.problems).where(
                        table.locator == problem.locator, table.stage == problem.stage, table.reason == problem.reason
                    )
                )

    def replace_links(self, links: Links, *, linker: str = "", clock: Clock = now) -> None:
        """Replace all events, operations, tolls and control, in one transaction, with links that are not filed.

        ``linker`` is the version that made the links, see :meth:`linked_by`.
        """
        self.replace_links_by_parts((links,), linker=linker, clock=clock)

    def replace_links_by_parts(self, parts: Iterable[Links], *, linker: str = "", clock: Clock = now) -> None:
        """The same from parts, one after the other, which need not fit into memory together."""
        before = link_rows.Before()
        with self._writing() as connection:
            self._forget_links(connection, also_rows=True)
            for part in parts:
                for table, values in link_rows.link_rows(part, before).items():
                    fill(connection, table, values)
                filing.note_links(connection, part)
                before = before.and_of(part)
            write_meta(connection, filing.LINKER, linker)
            close_version(connection, linker, clock)

    @contextmanager
    def copy_shelf(self) -> Iterator[CopyShelf]:
        """What is kept of who repeats whom, to be read and changed in one transaction."""
        with self._writing() as connection:
            yield CopyShelf(self._engine, connection)

    @contextmanager
    def link_index(self) -> Iterator[FiledIndex]:
        """What is filed of linked claims, to be read."""
        with self._reading() as connection:
            yield FiledIndex(connection)

    @contextmanager
    def link_shelf(self) -> Iterator[filing.LinkShelf]:
        """The links and what is filed beside them, to be read and changed in one transaction."""
        with self._writing() as connection:
            yield filing.LinkShelf(self._engine, connection)

    @contextmanager
    def foreign_shelf(self) -> Iterator[ForeignShelf]:
        """Reports that were set aside for their language, to be changed in one transaction."""
        with self._writing() as connection:
            yield ForeignShelf(self._engine, connection)

    def add_decision(self, decision: Decision) -> None:
        """Keep a decision of a person for good; the same one twice is one. Links are out of date until they are replaced.

        Raises :class:`ImpossibleValueError` when it breaks a rule of the record (no reason, a range upside down, undoing what is not here).
        """
        with self._writing() as connection:
            self._keep(connection, decision)

    def join_blind(self, codings: Iterable[BlindCoding]) -> None:
        """Let claims that are judged blind in another record be so in this one; judgements that wait for nobody any more are opened, as decisions."""
        with self._writing() as connection:
            for decision in take_blind(connection, codings):
                self._keep(connection, decision)

    def _keep(self, connection: sa.Connection, decision: Decision) -> None:
        if filing.keep_decision(connection, decision) and decision.kind not in SILENT:
            self._forget_links(connection, also_rows=False)

    @contextmanager
    def accounts(self) -> Iterator[Accounts]:
        """Accounts, sessions and invitations, to be read and changed in one transaction; nothing else of the record changes by it."""
        with self._writing(marked=False) as connection:
            yield Accounts(connection)

    def counted_claims(self) -> tuple[Claim, ...]:
        """All claims as they count: as people corrected them, without those rejected."""
        with self._reading() as connection:
            return tuple(as_counted(connection, self.claims()))

    def fill_provinces(self, province_of: ProvinceOf) -> Filled | None:
        """Look for the provinces of places that an older record does not have; ``None`` where they have been looked for."""
        with self._reading() as connection:
            if not wants_provinces(connection):
                return None
        with self._writing(marked=False) as connection:
            return fill_provinces(connection, province_of) if wants_provinces(connection) else None

    def _forget_links(self, connection: sa.Connection, *, also_rows: bool) -> None:
        """Mark the links as out of date; take them out where claims that they rest on are about to go."""
        forget_meta(connection, filing.LINKER, schema_filed.FILED)
        if also_rows:
            filing.clear(connection)

    # ----------------------------------------------------------------------------------------- reading

    def has_document(self, key: str, *, coder: str | None = None) -> bool:
        """Whether the document is here (and, when ``coder`` is given, was coded by that version)."""
        with self._reading() as connection:
            found = self._coder_of(connection, key)
        return found is not None and coder in (None, found)

    def document_keys(self, *, coder: str | None = None) -> frozenset[str]:
        """The keys of all documents (when ``coder`` is given: of those coded by that version)."""
        query = sa.select(schema.documents.c.key)
        if coder is not None:
            query = query.where(schema.documents.c.coder == coder)
        with self._reading() as connection:
            return frozenset(connection.scalars(query))

    def coded_by(self, coders: Collection[str], keys: Collection[str]) -> frozenset[str]:
        """Those of these documents that are here and were coded by one of these versions."""
        table, found = schema.documents, set[str]()
        with self._reading() as connection:
            for some in batches(keys):
                mine = one_of_many(connection, table.c.key, some)
                found.update(connection.scalars(sa.select(table.c.key).where(mine, table.c.coder.in_(coders))))
        return frozenset(found)

    def coders(self) -> dict[str, str]:
        """By the key of each document, the version of the coder that read it."""
        with self._reading() as connection:
            rows = connection.execute(sa.select(schema.documents.c.key, schema.documents.c.coder))
            return {row.key: row.coder for row in rows}

    def documents(self, keys: Collection[str] | None = None) -> tuple[Document, ...]:
        """All documents, or those with these keys, by key."""
        with self._reading() as connection:
            return read_documents(connection, keys)

    def documents_by_key(self) -> dict[str, Document]:
        """All documents, by key."""
        with self._reading() as connection:
            return documents_by_key(connection)

    def outlines(self) -> dict[str, Document]:
        """All documents without their texts, by key: what linking needs to know of them, a tenth of their size."""
        with self._reading() as connection:
            return documents_by_key(connection, texts=False)

    def claims(self) -> tuple[Claim, ...]:
        """All claims, by document key and place in the document."""
        table = schema.claims
        with self._reading() as connection:
            counts = grouped(connection, schema.counts, "claim_id")
            rows = connection.execute(sa.select(table).order_by(table.c.document, table.c.position))
            return tuple(coded_rows.claim_from(row, counts[row.claim_id]) for row in rows)

    def mentions(self, key: str) -> tuple[Mention, ...]:
        """The mentions of one document, in the order they were found."""
        with self._reading() as connection:
            return read_mentions(connection, key)

    def relations(self, actor_id: str | None = None) -> tuple[Relation, ...]:
        """All relations, or those of one actor, by document key and place in the document."""
        table = schema.relations
        query = sa.select(table).order_by(table.c.document, table.c.position)
        if actor_id is not None:
            query = query.where((table.c.subject_id == actor_id) | (table.c.object_id == actor_id))
        with self._reading() as connection:
            return tuple(coded_rows.relation_from(row) for row in connection.execute(query))

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions of people, undone ones too, in the order in which they were taken."""
        with self._reading() as connection:
            found = [decision_rows.decision_from(row) for row in connection.execute(sa.select(schema.decisions))]
        return tuple(sorted(found, key=lambda decision: decision.order))

    def actor_names(self) -> dict[str, tuple[str, ...]]:
        """What each actor of claims and relations is called in them, by actor id; the most frequent name first."""
        with self._reading() as connection:
            return names_of_actors(connection)

    def coded(self, key: str) -> Coded:
        """A document with all that coding found in it; raises :class:`NotInRecordError` for an unknown key."""
        with self._reading() as connection:
            return read_coded(connection, key)

    def links(self) -> Links:
        """What the last linking made of the claims."""
        with self._reading() as connection:
            rows: dict[sa.Table, list[coded_rows.Row]] = {}
            for table in schema.LINK_TABLES:
                query = sa.select(table)
                if "position" in table.c:
                    query = query.order_by(table.c.position)
                rows[table] = list(connection.execute(query))
            filed = filing.filed_by(connection) is not None
        found = link_rows.links_from(rows)
        return in_order(found) if filed else found

    def operations(self) -> tuple[Operation, ...]:
        """The operations among the links."""
        tables = (schema.operations, schema.operation_events)
        with self._reading() as connection:
            rows = {table: list(connection.execute(sa.select(table).order_by(table.c.position))) for table in tables}
            filed = filing.filed_by(connection) is not None
        found = link_rows.operations_from(rows)
        return tuple(sorted(found, key=lambda one: one.operation_id)) if filed else found

    def version(self) -> int:
        """The number of the newest version of the record's events; 0 before the first."""
        with self._reading() as connection:
            return last_version(connection)

    def operations_changed(self, since: int) -> OperationList:
        """The operations among the links as a summary lists them; of very many, those whose events have changed after this version."""
        with self._reading() as connection:
            filed = filing.filed_by(connection) is not None
            return overview.operations_changed(connection, since, filed=filed)

    def totals(self) -> Totals:
        """How much the record holds."""
        with self._reading() as connection:
            return overview.totals(connection)

    def linked_by(self) -> str | None:
        """The version of the linker whose links are in the record; ``None`` when they are out of date or missing."""
        with self._reading() as connection:
            return filing.linked_by(connection)

    def problems(self, *, keys: Collection[str] | None = None) -> tuple[Problem, ...]:
        """All problems once each, of inputs and in documents, sorted; with ``keys``, only those in these documents."""
        with self._reading() as connection:
            found = overview.problems(connection, keys)
        return tuple(sorted(found, key=lambda problem: (problem.locator, problem.stage, problem.reason)))

    def input_problems(self) -> tuple[Problem, ...]:
        """The problems of inputs that could not be read at all, sorted."""
        with self._reading() as connection:
            found = [coded_rows.problem_from(row) for row in connection.execute(sa.select(schema.problems))]
        return tuple(sorted(found, key=lambda problem: (problem.locator, problem.stage, problem.reason)))

    def event(self, id_or_prefix: str) -> Event:
        """The event with this id, or the only one whose id begins so; raises :class:`NotInRecordError`."""
        found = self.find(id_or_prefix, among=("event",))
        return next(event for event in self.links().events if event.event_id == found.identifier)

    def find(self, name: str, *, among: Iterable[str] = EVERYTHING) -> Found:
        """What a name stands for: an event, operation, claim, document, toll or decision by its id or an unambiguous beginning of it, an actor by
        its id or one of its names (in any case).

        A whole id wins over an actor, and an actor over a beginning. Raises :class:`NotInRecordError` when nothing or more than one
        thing is meant.
        """
        with self._reading() as connection:
            return find(connection, name, tuple(among), self.name)

    def _coder_of(self, connection: sa.Connection, key: str) -> str | None:
        return connection.scalar(sa.select(schema.documents.c.coder).where(schema.documents.c.key == key))
