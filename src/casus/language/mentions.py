"""Mentions: the names that the pipeline finds, as plain values with offsets into the document; quantities with what they amount to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from casus.language.counting import unit_of
from casus.language.parse import Sentence
from casus.language.quantities import Quantity, read_quantities
from casus.record import Mention, MentionType, Phrase

MEASURED = ("quantity", "money")
URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]]")
TYPES: dict[str, MentionType] = {
    "PERSON": "person",
    "ORGANISATION": "organisation",
    "PLACE": "place",
    "NATIONALITY": "nationality",
    "WEAPON": "weapon",
    "PLATFORM": "platform",
    "VEHICLE": "vehicle",
    "TIME": "time",
    "QUANTITY": "quantity",
    "MONEY": "money",
    "REFERENCE": "reference",
    "EVENT": "event",
}


def find_mentions(sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """All mentions of the sentences, in order of the text; none overlaps another."""
    out: list[Mention] = []
    for sentence in sentences:
        taken: list[tuple[int, int]] = []
        for match in URL.finditer(sentence.text):
            begin, end = sentence.begin + match.start(), sentence.begin + match.end()
            taken.append((begin, end))
            out.append(Mention(begin, end, match.group(), "url"))
        quantities = (
            read_quantities(sentence.text) if any(TYPES.get(e.label_) in MEASURED for e in sentence.entities) else []
        )
        for entity in sentence.entities:
            if entity.label_ not in TYPES:
                continue
            begin, end = sentence.place(entity[0], entity[-1])
            if _free(begin, end, taken):
                taken.append((begin, end))
                mention = Mention(begin, end, str(entity.text), TYPES[entity.label_])
                out.append(_measured(mention, sentence, quantities) if mention.type in MEASURED else mention)
        out.extend(
            Mention(name.begin, name.end, name.text, "place")
            for name in _toponyms(sentence)
            if _free(name.begin, name.end, taken) and name.text[:1].isupper()
        )
    return tuple(sorted(out, key=lambda mention: (mention.begin, mention.end)))


def find_toponyms(sentences: Sequence[Sentence]) -> tuple[Phrase, ...]:
    """All place names, also those inside other names and adjectives ("the Aleppo Media Centre", "Iraqi"), in order of the text.

    They tell where a text plays; :func:`find_mentions` has those that are a mention of their own.
    """
    return tuple(name for sentence in sentences for name in _toponyms(sentence))


def _toponyms(sentence: Sentence) -> Iterator[Phrase]:
    for span in sentence.toponyms:
        begin, end = sentence.place(span[0], span[-1])
        yield Phrase(begin, end, str(span.text), "place")


def _measured(mention: Mention, sentence: Sentence, quantities: Sequence[Quantity]) -> Mention:
    """The mention with the least, most and unit of the first number in it, qualifiers before it in the sentence heeded."""
    begin, end = mention.begin - sentence.begin, mention.end - sentence.begin
    quantity = next((one for one in quantities if one.first < end and one.last > begin), None)
    if quantity is None:
        return mention
    unit = quantity.unit or unit_of(sentence.text, quantity)
    return replace(mention, min=_plain(quantity.least), max=_plain(quantity.most), unit=unit)


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _free(begin: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return all(end <= first or begin >= last for first, last in taken)
