"""How well an event is attested: one of five grades, each with the rule that gave it in plain words.

confirmed: admitted by the side that did it or suffered it, and by an origin of another side, or by three independent origins;
corroborated: two or more independent origins, none denying; reported: one origin; contested: origins disagree on whether it
happened or who did it; denied: only denials stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casus.linking.names import sides_likeness
from casus.linking.origins import Origin, belongs_to
from casus.record import Claim, Grade, distinct

_BLAMED = ("air_strike", "shelling", "suicide_bombing", "explosive_device", "chemical_attack", "attack_on_civilians")


def grade(asserting: Sequence[Claim], denying: Sequence[Claim], origins: Mapping[str, Origin]) -> tuple[Grade, str]:
    """The grade of an event and the rule that gave it. ``origins`` are those of the claims, by claim id."""
    yes = _by_key(_independent(asserting), origins)
    no = _by_key(denying, origins)
    if not asserting:
        return "denied", f"only denials stand: {_names(no)}"
    if denying:
        return "contested", f"{_names(yes)} {_say(yes)} it {_verb(asserting)}, {_names(no)} {_deny(no)} it"
    blame = _blame(asserting, origins)
    if blame:
        return "contested", blame
    if len(yes) == 1:
        return "reported", f"one origin: {_names(yes)}"
    parties = distinct(name for claim in asserting for name in (*claim.actors, *claim.targets))
    admitted = [origin for origin in yes.values() if belongs_to(origin, parties)]
    others = [origin for origin in yes.values() if origin not in admitted]
    second = others or _of_other_side(admitted, asserting)
    if admitted and second:
        return "confirmed", f"admitted by a side of it, {admitted[0].name}, and told by {second[0].name}"
    if len(yes) >= 3:
        return "confirmed", f"{len(yes)} independent origins: {_names(yes)}"
    return "corroborated", f"{len(yes)} independent origins, none denying: {_names(yes)}"


def against(asserting: Sequence[Claim], rivals: Sequence[Claim], origins: Mapping[str, Origin]) -> tuple[Grade, str]:
    """The grade of an event whose rival stands: ``rivals`` are claims that cannot be true together with it."""
    mine, theirs = _by_key(asserting, origins), _by_key(rivals, origins)
    return (
        "contested",
        f"origins disagree: {_names(mine)} against {_names(theirs)}, who {'tells' if len(theirs) == 1 else 'tell'} the opposite outcome",
    )


def _of_other_side(admitted: list[Origin], claims: Sequence[Claim]) -> list[Origin]:
    """Origins of the side opposite to the first one, where both sides of the event speak."""
    actors = distinct(name for claim in claims for name in claim.actors)
    targets = distinct(name for claim in claims for name in claim.targets)
    doers = [origin for origin in admitted if belongs_to(origin, actors)]
    suffer = [origin for origin in admitted if belongs_to(origin, targets) and origin not in doers]
    return suffer if doers and suffer else []


def _blame(claims: Sequence[Claim], origins: Mapping[str, Origin]) -> str:
    """Plain words where two sides each say that the other did it, else an empty string."""
    for index, one in enumerate(claims):
        for two in claims[:index]:
            if one.kind not in _BLAMED or sides_likeness(one.actors, two.actors) != "different":
                continue
            first, second = origins[one.claim_id], origins[two.claim_id]
            if belongs_to(first, two.actors) or belongs_to(second, one.actors):
                return f"{second.name} says {', '.join(two.actors)} did it, {first.name} says {', '.join(one.actors)}"
    return ""


def _independent(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those of a reporter who cites somebody for the same event in the same document."""
    cited = {claim.document for claim in claims if claim.source}
    return [claim for claim in claims if claim.source or claim.document not in cited]


def _by_key(claims: Sequence[Claim], origins: Mapping[str, Origin]) -> dict[str, Origin]:
    found = {origins[claim.claim_id].key: origins[claim.claim_id] for claim in claims}
    return dict(sorted(found.items()))


def _verb(claims: Sequence[Claim]) -> str:
    return "is planned" if all(claim.status == "planned" for claim in claims) else "happened"


def _say(origins: Mapping[str, Origin]) -> str:
    return "says" if len(origins) == 1 else "say"


def _deny(origins: Mapping[str, Origin]) -> str:
    return "denies" if len(origins) == 1 else "deny"


def _names(origins: Mapping[str, Origin]) -> str:
    names = [origin.name for origin in origins.values()]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"
