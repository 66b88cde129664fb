"""What linking asks of the claims that are filed in a record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from casus.filed import Filed, Grown, Sketch, WarChange
from casus.store import coded_rows, schema
from casus.store import schema_filed as filed
from casus.store.batches import batches
from casus.store.checking_kept import unfitting_kept
from casus.store.digests import digest_of
from casus.store.kept import KeptIndex


class FiledIndex(KeptIndex):
    """What linking asks of the record (:class:`casus.filed.Index`)."""

    def kept_under(self, keys: Collection[str]) -> dict[str, list[str]]:
        """By key, the ids of the claims kept under it; some more may be among them."""
        digests = {key: digest_of(key) for key in keys}
        found: dict[int, list[str]] = defaultdict(list)
        for digest, claim in self._among(sa.select(filed.keys), filed.keys.c.key, set(digests.values())):
            found[digest].append(claim)
        return {key: found[digest] for key, digest in digests.items() if digest in found}

    def filed(self, claims: Collection[str]) -> list[Filed]:
        """Those of the claims that are linked."""
        found = []
        for some in batches(claims):
            found += self._filed(filed.claims.c.claim_id.in_(some))
        return found

    def sketches(self, claims: Collection[str]) -> dict[str, Sketch]:
        """What those of the claims that are linked are compared by, by claim."""
        rows = self._among(sa.select(filed.sketches), filed.sketches.c.claim_id, claims)
        return {row[0]: Sketch(*row[1:]) for row in rows}

    def agreeing(self, claims: Collection[str]) -> dict[str, list[str]]:
        """By claim, the claims that it agrees with, in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for one, other in self._among(sa.select(filed.pairs), filed.pairs.c.one, claims):
            found[one].append(other)
        return {claim: sorted(others) for claim, others in found.items()}

    def grown(self, claims: Collection[str]) -> list[Grown]:
        """The events that hold one of the claims, each once."""
        table = filed.claims
        events = {row.event_id for row in self._among(sa.select(table.c.event_id), table.c.claim_id, claims)}
        found: list[Grown] = []
        for some in batches(sorted(events)):
            found += self._grown(filed.events.c.event_id.in_(some))
        return found

    def of_wars(self, wars: Collection[str]) -> list[Grown]:
        """All events of these wars."""
        return self._grown(filed.events.c.war.in_(list(wars)))

    def of_war_claims(self, war: str) -> list[Filed]:
        """All claims of the events of a war."""
        return self._filed(filed.events.c.war == war)

    def of_documents(self, documents: Collection[str]) -> list[str]:
        """The ids of the linked claims of these documents."""
        table = filed.claims
        return [row.claim_id for row in self._among(sa.select(table.c.claim_id), table.c.document, documents)]

    def counting(self, documents: Collection[str]) -> list[str]:
        """The ids of the linked claims of these documents that count something."""
        table, sketch = filed.claims, filed.sketches
        query = sa.select(table.c.claim_id).join(sketch, sketch.c.claim_id == table.c.claim_id)
        return [row.claim_id for row in self._among(query.where(sketch.c.numbers != ""), table.c.document, documents)]

    def unfitting(self, wars: Mapping[str, WarChange]) -> Iterator[str]:
        """One line for each row kept of wars that is missing, surplus or other; ``wars`` are all wars, each made as a whole."""
        return unfitting_kept(self._connection, wars)

    def _grown(self, where: sa.ColumnElement[bool]) -> list[Grown]:
        query = (
            sa.select(filed.events, filed.claims.c.claim_id)
            .join(filed.claims, filed.claims.c.event_id == filed.events.c.event_id)
            .where(where)
        )
        members: dict[str, list[str]] = defaultdict(list)
        rows: dict[str, Any] = {}
        for row in self._connection.execute(query):
            members[row.event_id].append(row.claim_id)
            rows[row.event_id] = row
        return [
            Grown(event, rows[event].war, tuple(sorted(mine)), tuple((n, a, b) for n, a, b in rows[event].merges))
            for event, mine in members.items()
        ]

    def _filed(self, where: sa.ColumnElement[bool]) -> list[Filed]:
        """Claims with what is filed of them; ``where`` may speak of ``filed_claims`` and ``filed_events``."""
        mine, claims, documents = filed.claims, schema.claims, schema.documents
        inner = (
            sa.select(mine.c.claim_id)
            .join(filed.events, filed.events.c.event_id == mine.c.event_id)
            .where(where)
            .scalar_subquery()
        )
        query = (
            sa.select(
                claims,
                mine.c.origin,
                mine.c.origin_name,
                mine.c.home,
                documents.c.date_start.label("told_start"),
                documents.c.date_end.label("told_end"),
            )
            .join(mine, mine.c.claim_id == claims.c.claim_id)
            .join(documents, documents.c.key == claims.c.document)
            .where(claims.c.claim_id.in_(inner))
        )
        counts: dict[str, list[Any]] = defaultdict(list)
        asked = sa.select(schema.counts).where(schema.counts.c.claim_id.in_(inner)).order_by(schema.counts.c.position)
        for row in self._connection.execute(asked):
            counts[row.claim_id].append(row)
        return [
            Filed(
                coded_rows.claim_from(row, counts.get(row.claim_id, ())),
                row.told_end or row.told_start,
                row.origin,
                row.origin_name,
                row.home,
            )
            for row in self._connection.execute(query)
        ]
