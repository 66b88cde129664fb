"""Of the table of :mod:`casus.exporting.as_parquet`, a group of rows: events with the claims beside them and what follows from these."""

from __future__ import annotations

import json
from typing import Any

from casus.cells import values
from casus.exporting.arrow_cells import compute, listed_by, places_in, pyarrow, where
from casus.exporting.parquet_claims import as_text, in_schemes
from casus.exporting.parquet_columns import AFTER_NUMBERS, BEFORE_NUMBERS, CLAIMS, CODES
from casus.exporting.parquet_events import Members
from casus.exporting.raw_parquet import RawPieces


def joined(source: RawPieces, events: Any, members: Members, claims: Any) -> Any:
    """The table of these events; ``claims`` are at least those beside them, each once. Raises ``KeyError`` when an event names one that is not there."""
    import numpy as np

    pa = pyarrow()
    rows, at = events.num_rows, places_in(members.claim_ids, claims["claim_id"].combine_chunks())
    pairs = members.places * max(claims.num_rows, 1) + at
    once = np.sort(
        np.unique(pairs, return_index=True)[1]
    )  # a claim that an event has twice is told where it comes first
    beside, behind = members.places[once], claims.take(pa.array(at[once]))
    columns: dict[str, Any] = dict(zip(events.column_names, events.columns, strict=True))
    columns |= _codes(source, events, claims, members.places, at)
    columns["sources"] = _sources(behind["said"].combine_chunks(), beside, rows)
    cells = {name: behind[name].combine_chunks() for name in CLAIMS if name != "against"}
    cells["against"] = where(np.isin(pairs, pairs[~members.asserts])[once])
    records = pa.StructArray.from_arrays([cells[name] for name in CLAIMS], list(CLAIMS))
    columns["claims"] = listed_by(beside, rows, records)
    return pa.table({name: columns[name] for name in (*BEFORE_NUMBERS, "numbers", *AFTER_NUMBERS, "claims")})


def _sources(said: Any, beside: Any, rows: int) -> Any:
    """Who is cited for the claims of each event, once each, in their order."""
    import numpy as np

    told = said.dictionary_encode()
    pairs = beside * max(len(told.dictionary), 1) + told.indices.to_numpy()
    once = np.sort(np.unique(pairs, return_index=True)[1])
    return listed_by(beside[once], rows, said.take(pyarrow().array(once)))


def _codes(source: RawPieces, events: Any, claims: Any, places: Any, at: Any) -> dict[str, Any]:
    """What other schemes call each event: as its first claim of the same kind."""
    import numpy as np

    pa, pc = pyarrow(), compute()
    alike = pc.equal(claims["kind"].take(pa.array(at)), events["kind"].take(pa.array(places)))
    alike = np.flatnonzero(alike.combine_chunks().to_numpy(zero_copy_only=False))
    of_events, first = np.unique(places[alike], return_index=True)
    chosen = claims.select(["claim_id", "codes"]).take(pa.array(at[alike[first]])).combine_chunks()
    texts = _all_codes(source, chosen).dictionary_encode()
    place = np.full(events.num_rows, -1)
    place[of_events] = texts.indices.to_numpy()
    indices = pa.array(place, pa.int32(), mask=place < 0)
    told = [json.loads(one) for one in texts.dictionary.to_pylist()]
    return {
        name: pa.array([one[number] for one in told], pa.string()).take(indices) for number, name in enumerate(CODES)
    }


def _all_codes(source: RawPieces, chosen: Any) -> Any:
    """The codes of these claims as texts; those that nobody has told so far are worked out now."""
    pa = pyarrow()
    texts = chosen["codes"].combine_chunks()
    if not texts.null_count:
        return texts
    ids = chosen["claim_id"].filter(chosen["codes"].is_null()).to_pylist()
    reports = source.raw_claims(ids)
    found = values(reports.claims["claim_id"])
    told = dict(zip(found, source.raw_codes(reports, range(len(found))), strict=True))
    cells = zip(chosen["claim_id"].to_pylist(), texts.to_pylist(), strict=True)
    return pa.array([text if text is not None else as_text(in_schemes(told[one])) for one, text in cells], pa.string())
