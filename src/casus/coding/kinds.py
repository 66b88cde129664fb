"""The table of kinds, read from ``kinds.toml``: words that point to a kind and what the kind maps to in other schemes.

A user's own file is laid over the packaged one (:func:`layered_table`): it may add words to known kinds, take words away, and change what a
kind is called elsewhere.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from casus.coding.kind_codes import code_errors
from casus.coding.kind_lookout import Lookout, lookout, words_of_each
from casus.coding.kind_rules import Facts, Rule, read_rule, rule_errors, without_clauses
from casus.coding.kind_sentences import sentences_around
from casus.coding.kind_sight import Sight, sight_of
from casus.record import KINDS, Claim, Kind

ROLES = ("directed", "mutual", "patient", "none")
REQUIRED = ("name", "label", "family", "acled", "plover", "cameo", "ucdp", "roles")
WORD_LISTS = ("verbs", "nouns", "adjectives", "sure", "always", "about")
FIELDS = (*REQUIRED, *WORD_LISTS, "when", "rule")
LAYER_FIELDS = ("name", "label", "acled", "plover", "cameo", "ucdp", *WORD_LISTS, "when", "rule", "without")
STATE_KINDS = frozenset({"state_forces", "government", "police", "foreign_state"})
MOST_TOLD = 100_000
"""Claims that rules see differently whose codes are kept."""


class KindTableError(ValueError):
    """The table of kinds breaks its own format; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Company:
    """Words that tell a kind only when one of ``near`` stands in the same sentence."""

    words: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindEntry:
    """One kind: its label, its words and its place in ACLED, PLOVER, CAMEO and UCDP.

    ``sure`` words seldom mean anything else; an ``always`` word makes a claim whatever the learned opinion says; rules do not see what
    follows one of ``about``.
    """

    name: Kind
    label: str
    family: str
    acled: tuple[str, str]
    plover: tuple[str, str]
    cameo: str
    ucdp: str
    roles: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    when: tuple[Company, ...]
    sure: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()
    about: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    sight: Sight = dataclasses.field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sight", sight_of(self.rules))


@dataclass(frozen=True, slots=True, eq=False)
class KindTable:
    """All kinds by name, and the named word classes."""

    kinds: Mapping[str, KindEntry]
    classes: Mapping[str, frozenset[str]]
    _told: dict[Hashable, KindMapping] = dataclasses.field(default_factory=dict, repr=False)
    """What was worked out, by kind and what its rules saw."""

    def codes(self, kind: str, facts: Facts, words: Iterable[str] | None = None) -> KindMapping:
        """What a claim of a kind is called elsewhere, by the first of its rules that holds for each scheme.

        ``words`` are at least those of the text that a rule looks for, where somebody has found them (:meth:`words_of_each`).
        """
        entry = self.kinds[kind]
        if entry.about:
            facts, words = facts._replace(text=without_clauses(facts.text, entry.about)), None
        seen = kind, entry.sight.seen(facts, words)
        told = self._told.get(seen)
        if told is None:
            if len(self._told) >= MOST_TOLD:
                self._told.clear()
            told = self._told[seen] = _worked_out(entry, facts)
        return told

    def words_of_each(self, texts: Sequence[str], kinds: Sequence[str]) -> list[list[str]]:
        """Of each text, the words that rules of its kind may look for."""
        return words_of_each(texts, kinds, _lookout(self))


@lru_cache(maxsize=4)
def _lookout(kinds: KindTable) -> Lookout:
    return lookout({kind: entry.sight for kind, entry in kinds.kinds.items()})


@dataclass(frozen=True, slots=True)
class KindMapping:
    """What one claim is called in ACLED and PLOVER, its CAMEO root, and its UCDP type of violence ("" where it has none)."""

    acled_event_type: str
    acled_sub_event_type: str
    plover_event: str
    plover_mode: str
    cameo: str = ""
    ucdp: str = ""


def _worked_out(entry: KindEntry, facts: Facts) -> KindMapping:
    given = [rule for rule in entry.rules if rule.holds(facts)]
    acled = next((rule.acled for rule in given if rule.acled is not None), entry.acled)
    plover = next((rule.plover for rule in given if rule.plover is not None), entry.plover)
    cameo = next((rule.cameo for rule in given if rule.cameo is not None), entry.cameo)
    ucdp = next((rule.ucdp for rule in given if rule.ucdp is not None), entry.ucdp)
    return KindMapping(*acled, *plover, cameo, _violence(ucdp, facts))


def _violence(told: str, facts: Facts) -> str:
    """UCDP's type of violence: what is decided by the sides is state-based with a state on any, non-state between known others."""
    if told != "by_sides":
        return {"one_sided": "one-sided"}.get(told, told)
    if STATE_KINDS & {*facts.actor_kinds, *facts.target_kinds}:
        return "state-based"
    known = [set(kinds) - {"civilians"} for kinds in (facts.actor_kinds, facts.target_kinds)]
    return "non-state" if all(known) or (known[0] and len(facts.actor_kinds) > 1) else ""


# --------------------------------------------------------------------------------------------- reading


def read_table(text: str, over: str | None = None) -> KindTable:
    """Read a table of kinds from TOML text, with a user's layer ``over`` it where one is given.

    Raises:
        KindTableError: when a kind is unknown, missing or lacks a field, a code is unknown, or a class is not defined.
    """
    data = _toml(text)
    layer = {} if over is None else _toml(over)
    classes = {name: tuple(words) for name, words in data.get("classes", {}).items()}
    errors = list(_layer_errors(layer, classes))
    if not errors:
        for name, words in layer.get("classes", {}).items():
            classes[name] = tuple(dict.fromkeys([*classes.get(name, ()), *words]))
        rows = _laid(data.get("kind", []), layer.get("kind", []))
        errors = [f"kind {row.get('name')!r}: {e}" for row in rows for e in _row_errors(row, classes)]
    if errors:
        raise KindTableError(errors[0])
    entries = {row["name"]: _entry(row, classes) for row in rows}
    absent = [kind for kind in KINDS if kind not in entries]
    if absent:
        raise KindTableError(f"the table lacks {', '.join(absent)}")
    return KindTable(entries, {name: frozenset(words) for name, words in classes.items()})


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KindTableError(f"not valid TOML: {error}") from error


def _layer_errors(layer: Mapping[str, Any], classes: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown table {name!r}" for name in layer if name not in ("kind", "classes"))
    for name, words in layer.get("classes", {}).items():
        if not _is_words(words):
            yield f"class {name!r} must be a list of words"
    known = {*classes, *layer.get("classes", {})}
    for row in layer.get("kind", []):
        name = row.get("name")
        if name not in KINDS:
            yield f"kind {name!r}: is not a known kind (known are {', '.join(KINDS)})"
            continue
        yield from (f"kind {name!r}: unknown field {field!r}" for field in row if field not in LAYER_FIELDS)
        yield from (f"kind {name!r}: {error}" for error in _word_errors(row, known))


def _laid(rows: list[dict[str, Any]], layer: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with a layer over them: codes changed, words added or taken away, rules put before the others."""
    out = {row.get("name"): dict(row) for row in rows}
    for over in layer:
        row = out.setdefault(over["name"], {"name": over["name"]})
        gone = set(over.get("without", ()))
        for field in WORD_LISTS:
            row[field] = [
                word for word in dict.fromkeys([*row.get(field, ()), *over.get(field, ())]) if word not in gone
            ]
        if gone:
            when = [c | {"words": [w for w in c["words"] if w not in gone]} for c in row.get("when", ())]
            row["when"] = [company for company in when if company["words"]]
        row["when"] = [*row.get("when", ()), *over.get("when", ())]
        row["rule"] = [*over.get("rule", ()), *row.get("rule", ())]
        row |= {field: over[field] for field in ("label", "acled", "plover", "cameo", "ucdp") if field in over}
    return list(out.values())


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _row_errors(row: Mapping[str, Any], classes: Mapping[str, Any]) -> Iterator[str]:
    missing = [field for field in REQUIRED if field not in row]
    if row.get("name") not in KINDS or missing:
        yield f"lacks {', '.join(missing)}" if row.get("name") in KINDS else "is not a known kind"
        return
    yield from (f"unknown field {field!r}" for field in row if field not in FIELDS)
    if row["roles"] not in ROLES:
        yield f"roles must be one of {', '.join(ROLES)}"
    yield from _word_errors(row, classes)
    listed = {word for field in ("verbs", "nouns", "adjectives") for word in row.get(field, ())}
    for field in ("sure", "always"):
        stray = sorted(set(row.get(field, ())) - listed)
        if stray:
            yield f"{field} words that are not among its words: {', '.join(stray)}"
    yield from code_errors(row)
    for rule in row.get("rule", ()):
        yield from code_errors(rule)


def _word_errors(row: Mapping[str, Any], classes: Collection[str]) -> Iterator[str]:
    for field in (*WORD_LISTS, "without"):
        if not _is_words(row.get(field, [])):
            yield f"{field} must be a list of words"
            return
    lists = [row.get(field, ()) for field in WORD_LISTS]
    for company in row.get("when", ()):
        if not isinstance(company, dict) or not (_is_words(company.get("words")) and _is_words(company.get("near"))):
            yield "each entry of when needs words and near, both lists of words"
            return
        lists += [company["words"], company["near"]]
    yield from (f"there is no class {w}" for words in lists for w in words if w[:1] == "@" and w[1:] not in classes)
    for rule in row.get("rule", ()):
        yield from rule_errors(rule, classes)


def _entry(row: Mapping[str, Any], classes: Mapping[str, tuple[str, ...]]) -> KindEntry:
    def spread(words: Collection[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(w for word in words for w in (classes[word[1:]] if word[:1] == "@" else (word,))))

    return KindEntry(
        name=row["name"],
        label=row["label"],
        family=row["family"],
        acled=(row["acled"][0], row["acled"][1]),
        plover=(row["plover"][0], row["plover"][1]),
        cameo=row["cameo"],
        ucdp=row["ucdp"],
        roles=row["roles"],
        verbs=spread(row.get("verbs", ())),
        nouns=spread(row.get("nouns", ())),
        adjectives=spread(row.get("adjectives", ())),
        when=tuple(Company(spread(c["words"]), spread(c["near"])) for c in row.get("when", ())),
        sure=frozenset(row.get("sure", ())),
        always=frozenset(row.get("always", ())),
        about=tuple(row.get("about", ())),
        rules=tuple(read_rule(rule, classes) for rule in row.get("rule", ())),
    )


# --------------------------------------------------------------------------------------------- the tables in use


def _packaged_text() -> str:
    return (files("casus.coding") / "kinds.toml").read_text(encoding="utf-8")


@cache
def table() -> KindTable:
    """The packaged table of kinds."""
    return read_table(_packaged_text())


@cache
def _layered(over: str) -> KindTable:
    return read_table(_packaged_text(), over)


def layered_table(path: Path | None) -> KindTable:
    """The packaged table with a user's file over it (``None``: as it is); the same words give the very same table.

    Raises:
        KindTableError: when the file cannot be read or is wrong; the message names the file.
    """
    if path is None:
        return table()
    try:
        return _layered(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise KindTableError(f"{path}: cannot be read ({error})") from error
    except KindTableError as error:
        raise KindTableError(f"{path}: {error}") from error


# --------------------------------------------------------------------------------------------- what a claim is called


def mapping(
    claim: Claim,
    actor_kinds: Collection[str] = (),
    target_kinds: Collection[str] = (),
    *,
    text: str | None = None,
    kinds: KindTable | None = None,
) -> KindMapping:
    """What a claim is called elsewhere.

    ``actor_kinds`` and ``target_kinds`` are the kinds of the grounded sides, where known; ``text`` is the document's, of which rules see the
    sentences that hold the evidence (``None``: the evidence alone); ``kinds`` the table (``None``: the packaged one).
    """
    facts = Facts(
        text=claim.evidence if text is None else sentences_around(text, claim.begin, claim.end),
        trigger=claim.trigger,
        actor_kinds=tuple(actor_kinds),
        target_kinds=tuple(target_kinds),
        actors=claim.actors,
        targets=claim.targets,
        status=claim.status,
    )
    return (kinds or table()).codes(claim.kind, facts)
