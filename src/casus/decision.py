"""What people decide about a record: the plain, immutable values that overrule linking and coding.

A decision speaks of claims, whose ids come from a document and its words; never of events or operations, whose ids change with what
is linked. So it holds when the record is built anew, in whatever order the reports come, for as long as its claims are there.
Decisions are never changed or taken out: a later one overrules an earlier one where both speak of the same, and one can be undone by a
decision to undo it. What they do to the links is in :mod:`casus.linking.decisions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from casus.record import CountWhat, stable_id

DecisionKind = Literal[
    "merge", "split", "move", "number", "reject", "correct", "name", "undo", "accept", "comment", "add"
]
Field = Literal[
    "kind", "status", "actors", "targets", "place", "country", "days", "counts", "source", "source_type", "aggregate", "evidence",
]  # fmt: skip
Change = tuple[Field, tuple[str, ...]]
"""A field of a claim and its values, all of them texts, none where the words name none:

* *kind*, *status*, *country*, *source*, *source_type*: one of each; *aggregate*: ``true`` or ``false``;
* *actors*, *targets*: names of sides;
* *place*: a name; where it is known which place, also its id, latitude, longitude and precision;
* *days*: the first and the last day, in ISO form;
* *counts*: each ``what:min:max``, an open end left out (``killed:20:``);
* *evidence*: where the passage begins and ends in the document's text, and the passage, letter by letter.
"""

REVIEWS: frozenset[DecisionKind] = frozenset({"accept", "correct", "reject", "add"})
"""The decisions by which a person has judged a claim."""
SILENT: frozenset[DecisionKind] = frozenset({"accept", "comment"})
"""The decisions that change nothing of claims and links."""
DECISION_KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
FIELDS: tuple[Field, ...] = get_args(Field)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person, with who took it, when (UTC, with its time zone) and why.

    ``claim_ids`` are the claims that it speaks of. With ``together_ids`` they are one event; none of them is one event with any of
    ``apart_ids``. By kind:

    * *merge*: ``claim_ids``, the claims of several events, are one event;
    * *split*: ``claim_ids`` are one event, apart from ``apart_ids``, the other claims of the event they were in;
    * *move*: the one claim of ``claim_ids`` leaves ``apart_ids`` and goes to ``together_ids`` (none: to an event of its own);
    * *number*: the event of ``claim_ids`` has these numbers of ``what``; an end that is ``None`` is as linking found it;
    * *reject*: the coding of ``claim_ids`` is wrong, and they are no part of any event;
    * *correct*: ``claim_ids`` have these ``changes``;
    * *name*: the operation of ``claim_ids`` is called ``name``;
    * *undo*: the decision ``undoes`` does not hold;
    * *accept*: ``claim_ids`` are coded as the words say, as corrections taken before leave them;
    * *comment*: ``reason`` is a remark on ``claim_ids``, and changes nothing;
    * *add*: the one claim of ``claim_ids``, whose fields are ``changes``, was missed in ``document``, named by its key.

    ``seen`` is the version of what was looked at when the decision was taken (:mod:`casus.store.revisions`), where that is known.
    """

    kind: DecisionKind
    author: str
    made_at: datetime
    reason: str
    claim_ids: tuple[str, ...] = ()
    together_ids: tuple[str, ...] = ()
    apart_ids: tuple[str, ...] = ()
    what: CountWhat | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    changes: tuple[Change, ...] = ()
    name: str | None = None
    undoes: str | None = None
    seen: str | None = None
    document: str | None = None

    @property
    def decision_id(self) -> str:
        """An id derived from the content: the same decision told twice is one."""
        about = (self.claim_ids, self.together_ids, self.apart_ids, self.what, self.low, self.best, self.high)
        said = (self.changes, self.name, self.undoes, self.author, self.made_at.isoformat(), self.reason)
        seen = (self.seen,) if self.seen else ()  # decisions of older records keep their ids
        document = ("document", self.document) if self.document else ()
        return stable_id("v", self.kind, *about, *said, *seen, *document)

    @property
    def order(self) -> tuple[datetime, str]:
        """Place in time; of two decisions of one moment the greater id counts as the later."""
        return self.made_at, self.decision_id
