"""The review queue is kept as making it anew would make it."""

from __future__ import annotations

import sqlalchemy as sa

from casus.record import Claim, Coded, Document, Event, Links
from casus.store.queueing import priority, queue_all
from casus.store.record import Record
from casus.store.schema_review import queue


def queued(record: Record) -> dict[str, int]:
    with record.asking() as connection:
        return {row.claim_id: row.priority for row in connection.execute(sa.select(queue))}


def test_claims_that_deny_a_contested_event_wait_as_those_that_assert_it(record: Record) -> None:
    document = Document("d", "Shells fell.")
    claims = tuple(Claim(f"c{n}", document.key, "shelling", 0, 6, "Shells", confidence=0.5) for n in range(3))
    record.add_document(Coded(document, claims))
    event = Event("e", "shelling", "e", ("c0",), grade="contested", denial_ids=("c1",))
    record.replace_links(Links((event,), event_of={"c0": "e", "c1": "e"}))
    contested, other = priority(0.5, 0, contested=True), priority(0.5, 0, contested=False)
    assert queued(record) == {"c0": contested, "c1": contested, "c2": other}
    with record.changing() as connection:
        queue_all(connection)
    assert queued(record) == {"c0": contested, "c1": contested, "c2": other}
