"""How well the ACLED sub-event type of a snippet's main claim is told.

    python -m benchmarks.subevents --shared ../shared [--unseen] [--errors]

The 200 snippets of ``corpora/case2021-task2/dev.tsv`` (CASE 2021, task 2), each with one label; 25 of the labels are ACLED's sub-event types one to
one. ``casus code`` reads them in a process of its own; a snippet without a claim has no sub-event and counts as wrong. Of the labels that are no ACLED
types, those of texts without political violence (diplomacy, organised crime, disasters) are measured by how often no claim is made of them.

The snippets are among the texts that claims are learned from; with ``--unseen`` only those kept out of training count (one in eight).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.holding import is_held

from benchmarks.running import UnavailableError, casus, write_rows

TYPES = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}
NOT_VIOLENT = ("DIPLO", "ORG_CRIME", "NATURAL_DISASTER", "MAN_MADE_DISASTER")


def weighted_f1(true: Sequence[str], said: Sequence[str]) -> float:
    """The mean of the labels' F1, each weighing as often as it is true."""
    scores = []
    for label, number in Counter(true).items():
        hit = sum(t == s == label for t, s in zip(true, said, strict=True))
        scores.append(number * 2 * hit / (number + said.count(label)))
    return sum(scores) / len(true)


def sub_event(row: dict[str, Any]) -> str:
    """The sub-event type of a document's main claim; empty where it has none."""
    return "" if row["main"] is None else str(row["claims"][row["main"]]["acled"]["sub_event_type"])


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.subevents", description="ACLED sub-events of snippets")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds corpora/")
    parser.add_argument("--unseen", action="store_true", help="only snippets that nothing was trained on")
    parser.add_argument("--errors", action="store_true", help="also print what was taken for what")
    options = parser.parse_args(arguments)
    table = options.shared / "corpora" / "case2021-task2" / "dev.tsv"
    if not table.is_file():
        print(f"{table} is not there: name the folder that holds corpora/ with --shared", file=sys.stderr)
        return 2
    lines = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    if options.unseen:
        lines = [row for row in lines if is_held(f"case-{row[0]}")]
    with tempfile.TemporaryDirectory() as folder:
        path = write_rows(Path(folder) / "snippets.jsonl", [{"id": row[0], "text": row[1]} for row in lines])
        try:
            rows = casus("code", path).rows()
        except UnavailableError as error:
            print(f"not measured: {error}", file=sys.stderr)
            return 1
    pairs = [(label, sub_event(row)) for (_, _, label), row in zip(lines, rows, strict=True)]
    known = [(TYPES[label], said) for label, said in pairs if label in TYPES]
    quiet = [not said for label, said in pairs if label in NOT_VIOLENT]
    true, said = [t for t, _ in known], [s for _, s in known]
    print(f"ACLED sub-event types: {len(known)} snippets, {len(set(true))} types")
    print(f"weighted F1           {weighted_f1(true, said):.3f}")
    print(f"accuracy              {sum(t == s for t, s in known) / len(known):.3f}")
    print(f"without a claim       {said.count('')}")
    print(f"of {len(quiet)} snippets without political violence no claim is made of {sum(quiet)}")
    if options.errors:
        for (t, s), number in sorted(Counter((t, s) for t, s in pairs if TYPES.get(t) != s).items()):
            print(f"{number:3d}  {t} taken for {s or 'nothing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
