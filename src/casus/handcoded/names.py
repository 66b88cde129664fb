"""Names of actors in ACLED's and UCDP's lists as other people write them."""

from __future__ import annotations

import re

_FORCES = re.compile(
    r"(?:Mutiny of )?(?:Military Forces|Police Forces|Government) of (?:the )?(?P<state>[^(]+?)\s*(?:\(.*)?$"
)
_ACRONYM = re.compile(r"^[A-Z0-9][\w./-]*: (?=\S)")
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")


def state_named(name: str) -> str:
    """The state whose forces or government a name means ("Military Forces of Syria (2000-2024)": Syria); "" for any other actor."""
    found = _FORCES.match(name)
    return found["state"] if found else ""


def plain_name(name: str) -> str:
    """The name without the acronym before it and the country or years behind it ("HTS: Hayat Tahrir al-Sham" -> "Hayat Tahrir al-Sham")."""
    return _BRACKET.sub("", _ACRONYM.sub("", name)).strip() or name
