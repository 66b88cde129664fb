"""Of the table of :mod:`casus.exporting.as_parquet`, what reports tell of their claims, sorted to the groups of events that these stand beside.

Which groups want a claim is told by a digest of its id, four bytes: where two ids share one, a group gets a claim too many, which it passes over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple
from zlib import crc32

from casus.cells import values
from casus.exporting.arrow_cells import array, compute, days, places_in, pyarrow
from casus.exporting.parquet_columns import CLAIMS, CODES, arrays
from casus.exporting.raw_parquet import Cells, RawPieces, RawReports

in_schemes = attrgetter(*CODES)
"""What other schemes call a claim, of its :class:`~casus.rows.Codes`."""
_OF_REPORT = ("document", "publisher", "published", "url")


class Wanted(NamedTuple):
    """Digests of the ids of claims, sorted, for each the group of an event that the claim stands beside, and whether it is the event's first one."""

    digests: Any
    groups: Any
    first: Any


class Told(NamedTuple):
    """Claims as a table; groups that want one, and the row of the one that each wants."""

    claims: Any
    groups: Any
    rows: Any


def digests(texts: Any) -> Any:
    """The digests of some ids."""
    import numpy as np

    ids = values(texts)
    return np.fromiter((crc32(one.encode()) for one in ids), np.uint32, len(ids))


def gathered(told: Sequence[tuple[Any, Any]]) -> Wanted:
    """What is wanted, from the digests of each group's claims and which of them are the first of their events; of one group at least."""
    import numpy as np

    every, first = (np.concatenate(some) for some in zip(*told, strict=True))
    groups = np.repeat(np.arange(len(told), dtype=np.uint32), [len(some) for some, _ in told])
    order = np.argsort(every, kind="stable")
    return Wanted(every[order], groups[order], first[order])


def told_by_reports(source: RawPieces, keys: Sequence[str], wanted: Wanted) -> Told:
    """The claims of some reports, what other schemes call them where they come first, and which groups want them."""
    import numpy as np

    reports = source.raw_reports(keys)
    ids = reports.claims["claim_id"]
    digest = digests(ids)
    order = np.argsort(digest)  # neighbours are looked for one after the other, which takes a third of the time
    begin, end = (np.searchsorted(wanted.digests, digest[order], side) for side in ("left", "right"))
    many = end - begin
    rows = np.repeat(order, many)
    entries = np.repeat(end - np.cumsum(many), many) + np.arange(len(rows))
    pairs = np.unique(wanted.groups[entries].astype(np.int64) * max(len(ids), 1) + rows)
    table = _table(reports, _codes(source, reports, np.unique(rows[wanted.first[entries]]).tolist()))
    return Told(table, *divmod(pairs, max(len(ids), 1)))


def by_groups(told: Sequence[Told], groups: int) -> Iterator[Any]:
    """For each group the claims that it wants, as a batch."""
    import numpy as np

    pa = pyarrow()
    begins = np.cumsum([0, *(one.claims.num_rows for one in told)])[:-1]
    of_groups = np.concatenate([one.groups for one in told])
    rows = np.concatenate([one.rows + begin for one, begin in zip(told, begins, strict=True)])
    order = np.argsort(of_groups, kind="stable")
    ends = np.searchsorted(of_groups[order], np.arange(groups + 1)).tolist()
    table = pa.concat_tables([one.claims for one in told]).combine_chunks().take(pa.array(rows[order])).combine_chunks()
    (batch,) = table.to_batches() or [pa.RecordBatch.from_pylist([], table.schema)]
    yield from (batch.slice(begin, end - begin) for begin, end in pairwise(ends))


def _codes(source: RawPieces, reports: RawReports, places: Sequence[int]) -> Any:
    """What other schemes call the claims at these places, and nothing at others."""
    cells: list[str | None] = [None] * len(reports.claims["claim_id"])
    told = source.raw_codes(reports, places)
    texts = {key: as_text(in_schemes(one)) for key, one in {id(one): one for one in told}.items()}  # most are the same
    for place, one in zip(places, told, strict=True):
        cells[place] = texts[id(one)]
    return pyarrow().array(cells, pyarrow().string())


@lru_cache(maxsize=10_000)
def as_text(codes: tuple[str, ...]) -> str:
    """What other schemes call a claim (:data:`CODES`), as one text."""
    return json.dumps(codes)


def _table(reports: RawReports, codes: Any) -> Any:
    pa = pyarrow()
    claims, documents = reports.claims, reports.documents
    of_report = pa.array(places_in(claims["document"], documents["key"]))
    told = arrays(pa, {**claims, "begin": claims["begin_at"], "end": claims["end_at"]}, CLAIMS)
    told |= {name: some.take(of_report) for name, some in _of_reports(documents).items()}
    reporter = _or_else(told["publisher"], told["document"])
    return pa.table(
        {
            **{name: told[name] for name in CLAIMS if name != "against"},
            "kind": array(claims["kind"], pa.string()),
            "said": _or_else(told["source"], reporter),
            "codes": codes,
        }
    )


def _of_reports(documents: Cells) -> dict[str, Any]:
    pa, pc = pyarrow(), compute()
    text = pa.string()
    told = (
        array(documents["id"], text),
        array(documents["publisher"], text),
        pc.coalesce(days(documents["date_end"]), days(documents["date_start"])),
        array(documents["url"], text),
    )
    return dict(zip(_OF_REPORT, told, strict=True))


def _or_else(texts: Any, others: Any) -> Any:
    """Texts, and the others where there is none."""
    pc = compute()
    return pc.if_else(pc.not_equal(pc.fill_null(texts, ""), ""), texts, others)
