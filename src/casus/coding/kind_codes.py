"""The codes of other schemes that the tables of coding may give: ACLED's types, PLOVER's events and modes, CAMEO roots, UCDP's types.

ACLED: codebook of 2023, 6 event types with 25 sub-event types. PLOVER: manual of 2023 (Halterman and others), 16 event types with their modes;
of the two spellings in circulation the manual's is kept. CAMEO: the 20 root codes of the manual of 2012 (Schrodt). UCDP: the three types of
organised violence of the georeferenced event data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

ACLED: Mapping[str, tuple[str, ...]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
PLOVER: Mapping[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "ban", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "ban", "censor", "martial-law", "curfew", "arrest", "deport", "withhold", "misinformation", "cyber",
    ),
    "ASSAULT": (
        "beat", "torture", "execute", "sexual", "assassinate", "primitive", "firearms", "explosives", "suicide-attack",
        "heavy-weapons", "crowd-control", "massacre", "cleansing", "unconventional", "drone", "aerial", "destroy", "abduct",
    ),
}  # fmt: skip
CAMEO = tuple(f"{root:02d}" for root in range(1, 21))
UCDP = ("by_sides", "one_sided", "")


def code_errors(row: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the codes that a row of a table gives, one line each."""
    if "acled" in row:
        pair = row["acled"]
        if not _is_pair(pair) or pair[1] not in ACLED.get(pair[0], ()):
            yield f"acled {pair!r} is not an event type with one of its sub-event types"
    if "plover" in row:
        pair = row["plover"]
        if not _is_pair(pair) or (pair[0] and pair[0] not in PLOVER):
            yield f"plover {pair!r} is not an event type with a mode or an empty one"
        elif pair[1] and pair[1] not in PLOVER.get(pair[0], ()):
            yield f"plover {pair[0]} has no mode {pair[1]!r}: {', '.join(PLOVER.get(pair[0], ())) or 'it has none'}"
    if "cameo" in row and row["cameo"] not in (*CAMEO, ""):
        yield f"cameo {row['cameo']!r} is not a root code from 01 to 20"
    if "ucdp" in row and row["ucdp"] not in UCDP:
        yield f"ucdp {row['ucdp']!r} is not one of {', '.join(UCDP[:2])} or empty"


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)
