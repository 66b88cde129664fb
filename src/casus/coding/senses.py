"""What set phrases make of a claim: "a glide bomb hit the flats" is an air strike, "floods drove out 2,000" no claim of a conflict.

Words that point to a kind elsewhere mean something else in company; ``senses.toml`` says which, by the claim's evidence alone. Where a whole
text tells of a natural disaster and of no violence, relief and flight in it are no claims either.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from casus.coding.kind_rules import matcher
from casus.record import Draft, Kind

OF_DISASTERS: frozenset[Kind] = frozenset(
    {"displacement", "property_destruction", "aid", "deployment", "casualty_report"}
)
"""Kinds that disasters have as wars do."""
DISASTER = 3  # sentences that speak of nature's doing, from which a text without violence is about a disaster


class SenseError(ValueError):
    """The table of senses is not as it says it is."""


@dataclass(frozen=True, slots=True)
class Sense:
    """Of claims of some kinds, what they are where some words stand in the evidence and others do not; ``None`` is no claim."""

    kinds: frozenset[str]
    words: tuple[str, ...]
    unless: tuple[str, ...]
    means: Kind | None

    def holds(self, kind: Kind, evidence: str) -> bool:
        """Whether the rule decides what a claim with this evidence is."""
        return (
            kind in self.kinds
            and matcher(self.words).search(evidence) is not None
            and not (self.unless and matcher(self.unless).search(evidence))
        )


@dataclass(frozen=True, slots=True)
class Senses:
    """All rules in order, and the words for what nature does."""

    rules: tuple[Sense, ...]
    nature: tuple[str, ...]


def read_senses(text: str) -> Senses:
    """The table as read from TOML; :class:`SenseError` where a rule names no known kind or has no words."""
    data = tomllib.loads(text)
    classes: Mapping[str, list[str]] = data.get("classes", {})
    if "nature" not in classes:
        raise SenseError("senses: no class 'nature'")
    return Senses(tuple(_rule(row, classes) for row in data.get("sense", [])), tuple(classes["nature"]))


def _rule(row: Mapping[str, Any], classes: Mapping[str, Sequence[str]]) -> Sense:
    known = set(get_args(Kind))
    means = row.get("means")
    if not row.get("words") or not row.get("kinds") or set(row["kinds"]) - known or means not in known | {""}:
        raise SenseError(f"senses: {row} needs kinds, words and means, all kinds known")
    return Sense(
        frozenset(row["kinds"]), _spread(row["words"], classes), _spread(row.get("unless", []), classes), means or None
    )


def _spread(words: Sequence[str], classes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    out: list[str] = []
    for word in words:
        if word.startswith("@") and word[1:] not in classes:
            raise SenseError(f"senses: no class {word!r}")
        out.extend(classes[word[1:]] if word.startswith("@") else [word])
    return tuple(out)


@cache
def packaged_senses() -> Senses:
    """The table in the package, read once per process."""
    return read_senses((files("casus.coding") / "senses.toml").read_text(encoding="utf-8"))


def as_meant(
    drafts: Sequence[Draft], text_of: Mapping[tuple[int, int], str], senses: Senses | None = None
) -> list[Draft]:
    """The drafts as what they mean, those that are no claim left out; ``text_of`` holds the sentences' texts by their offsets."""
    senses = senses or packaged_senses()
    kept: list[Draft] = []
    for draft in drafts:
        meant = _meant(draft, text_of, senses)
        if meant is not None and (meant is draft or not _told_already(meant, drafts)):
            kept.append(meant)
    return [] if _is_disaster(kept, text_of, senses) else kept


def _meant(draft: Draft, text_of: Mapping[tuple[int, int], str], senses: Senses) -> Draft | None:
    evidence = _evidence(draft, text_of)
    for rule in senses.rules:
        if rule.holds(draft.kind, evidence):
            return replace(draft, kind=rule.means) if rule.means else None
    return draft


def _evidence(draft: Draft, text_of: Mapping[tuple[int, int], str]) -> str:
    """The words of a draft's evidence that stand in its sentence, as a reader has them."""
    for (begin, end), text in text_of.items():
        if begin <= draft.begin < end:
            return text[draft.begin - begin : draft.end - begin]
    return ""


def _told_already(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether a draft has become of the kind of another in the same stretch of the text."""
    return any(one.kind == draft.kind and one.begin < draft.end and draft.begin < one.end for one in others)


def _is_disaster(drafts: Sequence[Draft], text_of: Mapping[tuple[int, int], str], senses: Senses) -> bool:
    """Whether a text tells of a natural disaster, and all its drafts could be that disaster's."""
    if not drafts or any(draft.kind not in OF_DISASTERS for draft in drafts):
        return False
    return sum(matcher(senses.nature).search(text) is not None for text in text_of.values()) >= DISASTER
