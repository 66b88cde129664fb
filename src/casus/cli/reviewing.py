"""``casus agreement`` and ``casus gold``: how far coders agree, and what they reviewed as hand-coded documents."""

from __future__ import annotations

import json
from pathlib import Path

from casus.cli.console import complain, say, table
from casus.cli.errors import DONE, CommandError
from casus.cli.records import looking_at


def show_agreement(place: str, *, json_lines: bool) -> int:
    """Print Krippendorff's alpha for each field; returns the exit status."""
    from casus.agreement import agreement, blind_readings
    from casus.store.blind import all_blind, opened

    with looking_at(place) as record, record.asking() as connection:
        blind = opened(all_blind(connection))
        claims, decisions = record.claims() if blind else (), record.decisions()
    read = blind_readings(claims, decisions, blind)
    found = agreement(read)
    if json_lines:
        for one in found:
            row = {
                "field": one.field,
                "scale": one.scale,
                "claims": one.claims,
                "coders": one.coders,
                "alpha": one.alpha,
            }
            say(json.dumps(row))
        return DONE
    number = len(read)
    if not number:
        say(
            "no claim has been judged blind by two people; agreement is measured on such claims: give some out under /review"
        )
        return DONE
    rows = [
        (one.field, one.scale, str(one.claims), str(one.coders), "" if one.alpha is None else f"{one.alpha:.3f}")
        for one in found
    ]
    say(f"{number} {'claim' if number == 1 else 'claims'} judged blind by two people or more")
    for line in table(("field", "scale", "claims", "coders", "alpha"), rows):
        say(line)
    return DONE


def export_gold(place: str, folder: Path) -> int:
    """Write reviewed documents as hand-coded ones into a new folder; returns the exit status."""
    from casus.agreement import readings
    from casus.cli.publishing import written_in_place
    from casus.exporting.gold import reviewed_documents, write_gold

    if folder.exists():
        raise CommandError(f"{folder} exists already; give a new folder with --output")
    with looking_at(place) as record:
        coded, decisions = record.claims(), record.decisions()
        judged = readings(coded, decisions)
        documents = reviewed_documents(record.documents(), coded, judged)
        claims = record.counted_claims()
    if not documents:
        raise CommandError(
            "no document is reviewed: every claim of one must be accepted, corrected or rejected (casus serve)"
        )
    ids = [one.id for one in documents]
    for name in sorted({one for one in ids if ids.count(one) > 1}):
        raise CommandError(
            f"{ids.count(name)} reviewed documents have the id {name!r}, and hand-coded ones are told by id; give them ids of their own"
        )
    with written_in_place(folder) as made:
        made.mkdir()
        write_gold(made, documents, claims)
    keys = {one.key for one in documents}
    complain(f"wrote {folder}: {len(documents)} documents, {sum(claim.document in keys for claim in claims)} claims")
    return DONE
