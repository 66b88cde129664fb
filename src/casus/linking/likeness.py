"""Why several claims are taken for one event, and where they disagree, in sentences: kinds, places, days, sides, words, reports.

The sentences follow the features by which :mod:`casus.linking.pairs` compares two claims, told of all claims at once: who names what is
grouped, and only what differs is told apart. Claims go by their number in the list above the sentences: "[2]".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from casus.linking import pairs
from casus.linking.names import Likeness, fold, sides_likeness
from casus.linking.origins import root
from casus.linking.titles import with_article
from casus.linking.view import View
from casus.linking.words import kind_facts, words
from casus.record import Document, Interval

_SHOWN = 6


class Told(NamedTuple):
    """Sentences that speak for one event, and sentences that speak against it."""

    alike: list[str]
    unlike: list[str]


class Group(NamedTuple):
    """The claims (their numbers) that say the same of something, with the words for it and one of the claims."""

    said: str
    numbers: tuple[int, ...]
    view: View


def compare(views: Sequence[View], documents: Mapping[str, Document]) -> Told:
    """The sentences on two claims or more, numbered from 1 in their order."""
    told = Told([], [])
    for part in (_kinds, _places, _days, _doers, _targets, _words):
        for alike, sentence in part(views):
            (told.alike if alike else told.unlike).append(sentence)
    told.alike.extend(_reports(views, documents))
    return told


def numbered(numbers: Sequence[int]) -> str:
    """Numbers of claims as a sentence lists them: "[1], [2] and [5]"."""
    marks = [f"[{number}]" for number in numbers[:_SHOWN]]
    if len(numbers) > _SHOWN:
        return f"{', '.join(marks)} and {len(numbers) - _SHOWN} more"
    return and_join(marks)


def and_join(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def all_of(many: int) -> str:
    """The subject of a sentence on all claims."""
    return "Both" if many == 2 else f"All {many}"


def days_in_words(interval: Interval) -> str:
    """An interval in words."""
    start, end = interval.start, interval.end
    if start is None and end is None:
        return "no date given"
    if start == end:
        return f"{start}"
    if start is None:
        return f"by {end}"
    return f"{start} to {end}" if end else f"from {start}"


def _grouped(views: Sequence[View], said: Callable[[View], str]) -> list[Group]:
    """The claims by what they say, the commonest first; one that says nothing (an empty text) is in no group."""
    found: dict[str, list[int]] = {}
    for number, view in enumerate(views, 1):
        if said(view):
            found.setdefault(fold(said(view)), []).append(number)
    ranked = sorted(found.values(), key=lambda numbers: (-len(numbers), numbers))
    return [Group(said(views[numbers[0] - 1]), tuple(numbers), views[numbers[0] - 1]) for numbers in ranked]


def _beside(group: Group) -> str:
    return f"{group.said} {numbered(group.numbers)}"


# ------------------------------------------------------------------------------------------- what happened, where, when


def _kinds(views: Sequence[View]) -> Iterator[tuple[bool, str]]:
    groups = _grouped(views, lambda view: f'"{kind_facts()[view.claim.kind].label.lower()}"')
    if len(groups) == 1:
        yield True, f"{all_of(len(views))} are coded as {groups[0].said}."
        return
    listed = and_join([_beside(group) for group in groups])
    akin = all("kind other" not in pairs.features(one.view, two.view) for one, two in combinations(groups, 2))
    yield akin, f"They are coded as {listed}" + (", which can be one event." if akin else ".")


_PLACES: Mapping[str, str] = {
    "place part": "{one} and {two}: one lies within the other, or both in one.",
    "place near": "{one} and {two} lie within 15 km of each other.",
    "place wide": "{one} and {two} are the same wide area.",
    "place wide apart": "{one} and {two} lie in different parts of the country.",
    "place within wide": "{one} and {two}: the wider may hold the other.",
    "place other": "{one} and {two} are two places.",
}
_APART = frozenset({"place other", "place wide apart"})


def _places(views: Sequence[View]) -> Iterator[tuple[bool, str]]:
    groups = _grouped(views, lambda view: view.claim.place or "")
    silent = [number for number, view in enumerate(views, 1) if not view.claim.place]
    if len(groups) == 1 and not silent:
        yield True, f"{all_of(len(views))} name {groups[0].said}."
    elif len(groups) == 1:
        yield True, f"{numbered(groups[0].numbers)} {_verb(groups[0], 'name')} {groups[0].said}."
    features = [
        (one, two, pairs.features(one.view, two.view)) for one, two in combinations(groups, 2)
    ]  # each name once, not each claim
    spelled = [(one, two) for one, two, found in features if "place same" in found]
    if spelled:
        names = dict.fromkeys(_beside(group) for pair in spelled for group in pair)
        yield True, f"They name one place under several names: {and_join(list(names))}."
    for feature, sentence in _PLACES.items():
        for one, two, found in features[: _SHOWN * _SHOWN]:
            if feature in found:
                yield feature not in _APART, sentence.format(one=_beside(one), two=_beside(two))
    if silent and groups:
        yield True, f"{numbered(silent)} {_names(silent)} no place."


def _days(views: Sequence[View]) -> Iterator[tuple[bool, str]]:
    groups = _grouped(views, lambda view: days_in_words(view.claim.interval) if view.dated else "")
    silent = [number for number, view in enumerate(views, 1) if not view.dated]
    if len(groups) == 1 and not silent:
        yield True, f"{all_of(len(views))} give the same time, {groups[0].said}."
    elif len(groups) == 1:
        yield True, f"{numbered(groups[0].numbers)} {_verb(groups[0], 'give')} {groups[0].said}."
    ranked = [(one, two, pairs.features(one.view, two.view)) for one, two in combinations(groups, 2)]
    near = [(one, two) for one, two, found in ranked if "days apart" not in found]
    if near:
        names = dict.fromkeys(_beside(group) for pair in near for group in pair)
        yield True, f"Their times overlap or lie within three days: {and_join(list(names))}."
    for one, two, found in ranked:
        if "days apart" in found:
            yield False, f"Their times lie apart: {_beside(one)} and {_beside(two)}."
    if silent:
        told = sorted({view.published for view in views if not view.dated and view.published})
        span = f"; {_reports_of(silent)} {days_in_words(Interval(told[0], told[-1]))}" if told else ""
        yield True, f"{numbered(silent)} {'gives' if len(silent) == 1 else 'give'} no time{span}."


def _reports_of(numbers: Sequence[int]) -> str:
    return "its report is of" if len(numbers) == 1 else "their reports are of"


def _verb(group: Group, verb: str) -> str:
    return verb + "s" if len(group.numbers) == 1 else verb


def _names(numbers: Sequence[int]) -> str:
    return "names" if len(numbers) == 1 else "name"


# ------------------------------------------------------------------------------------------- who, whom, in which words


def _doers(views: Sequence[View]) -> Iterator[tuple[bool, str]]:
    yield from _sides(views, "doer", lambda view: view.claim.actors)


def _targets(views: Sequence[View]) -> Iterator[tuple[bool, str]]:
    yield from _sides(views, "target", lambda view: view.claim.targets)


def _sides(views: Sequence[View], role: str, of: Callable[[View], tuple[str, ...]]) -> Iterator[tuple[bool, str]]:
    groups = _grouped(views, lambda view: and_join([with_article(name) for name in of(view)]))
    silent = [number for number, view in enumerate(views, 1) if not of(view)]
    if len(groups) == 1:
        who = all_of(len(views)) if not silent else numbered(groups[0].numbers)
        yield True, f"{who} {_verb(groups[0], 'name')} {groups[0].said} as the {role}."
    likeness: dict[tuple[int, int], Likeness] = {
        (one, two): sides_likeness(of(groups[one].view), of(groups[two].view))
        for one, two in combinations(range(len(groups)), 2)
    }
    for wanted, sentence in (("same", "is one side under several names"), ("related", "are akin")):
        found = sorted({index for pair, like in likeness.items() if like == wanted for index in pair})
        if found:
            yield True, f"The {role}s named {_are(sentence)}: {and_join([_beside(groups[index]) for index in found])}."
    for (one, two), like in likeness.items():
        if like == "different":
            yield False, f"They name different {role}s: {_beside(groups[one])} and {_beside(groups[two])}."
    if silent and groups:
        yield True, f"{numbered(silent)} {_names(silent)} no {role}."


def _are(sentence: str) -> str:
    return sentence.replace("is one side", "are one side")


def _words(views: Sequence[View]) -> Iterator[tuple[bool, str]]:
    """The words that passages share, by how many of them; names of places and sides have had their sentences."""
    shown: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for view in views:
        for stem, word in _stems(view).items():
            counted[stem] += 1
            shown.setdefault(stem, word)
    shared = sorted((stem for stem in counted if counted[stem] > 1), key=lambda stem: (-counted[stem], shown[stem]))
    in_all = [shown[stem] for stem in shared if counted[stem] == len(views)][:_SHOWN]
    in_some = [shown[stem] for stem in shared if counted[stem] < len(views)][:_SHOWN]
    if in_all:
        yield True, f"{all_of(len(views))} use the word{_s(in_all)} {and_join(_quoted(in_all))}."
    if in_some:
        yield True, f"Some share the word{_s(in_some)} {and_join(_quoted(in_some))}."
    if not shared:
        yield False, "Their passages share no telling word."


def _s(names: Sequence[str]) -> str:
    return "" if len(names) == 1 else "s"


def _quoted(found: Sequence[str]) -> list[str]:
    return [f'"{word}"' for word in found]


def _stems(view: View) -> dict[str, str]:
    """The telling words of a passage by the stem under which linking compares them."""
    found: dict[str, str] = {}
    for raw in re.findall(r"[^\W\d_][\w’'-]*", view.claim.evidence):
        for word in re.findall(r"[a-z0-9]+", fold(raw)):
            if word[:5] in view.stems and len(word) > 2 and word not in words().common:
                found.setdefault(word[:5], raw)
    return found


def _reports(views: Sequence[View], documents: Mapping[str, Document]) -> Iterator[str]:
    published = [view.published for view in views]
    days = [day for day in published if day is not None]
    keys = {view.claim.document for view in views}
    if len(keys) == 1:
        yield f"{all_of(len(views))} stand in one report."
    elif len(days) == len(views) and (max(days) - min(days)).days <= 7:
        yield "The reports appeared within a week."
    first: dict[str, int] = {}
    for number, view in enumerate(views, 1):
        original = root(view.claim.document, documents)
        if original != view.claim.document:
            other = first.get(original)
            yield f"[{number}] stands in a copy of {f'the report of [{other}]' if other else documents[original].id}."
        first.setdefault(original, number)
