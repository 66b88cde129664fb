"""Names in a sentence, as far as they name: without article, title and office, with the noun that says what they name.

Names stand where the pipeline labelled one and where proper nouns run that it left out. "The town of X", "X province" and
"the Russian defence ministry" are names with a noun that describes; "a Kurdish militia" is not, for it may be any.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from casus.language.parse import Sentence
from casus.language.referring.nouns import ANY, Kind, knowledge
from casus.language.referring.references import Expression, Form, lemma, reference, role_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABELS: dict[str, Kind] = {"PERSON": "person", "ORGANISATION": "body", "PLACE": "place", "NATIONALITY": "people"}
INNER = frozenset("-–’'.")
TURNING = frozenset({"of", "for"})  # what follows only tells a body apart ("Ministry of Defence")
FARTHEST_NOUN = 4  # tokens between a name and the noun that it modifies


def names(sentence: Sentence) -> list[Expression]:
    """The names of a sentence, in order of the text."""
    doc = sentence.span.doc
    out: list[Expression] = []
    taken: set[int] = set()
    for first, last, kind in _stretches(sentence):
        noun = _noun_behind(doc, first, last, sentence)
        before = _noun_before(doc, first)
        begin, end = first, last
        if noun is not None:
            end = int(noun.i)
        elif before is not None:
            begin, noun = int(before.i), before
        if taken.isdisjoint(range(begin, end + 1)) and not (noun is None and _adjectival(doc, first, last)):
            taken.update(range(begin, end + 1))
            own = (first, last if noun is None or _says_only_extent(noun) else max(last, end))
            out.append(_expression(sentence, (begin, end), own, kind, noun))
    return out


def folded(text: str) -> str:
    """A word without case, accents and full stops."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.lower().replace(".", "").replace("’", "'")


# ------------------------------------------------------------------------------------------------------ stretches


def _stretches(sentence: Sentence) -> Iterator[tuple[int, int, Kind]]:
    """First and last token of each run of name words, and what the pipeline takes it for ("": it did not see it)."""
    doc, seen = sentence.span.doc, set[int]()
    found: list[tuple[int, int, Kind]] = []
    for entity in sentence.entities:
        start, stop = int(entity.start), int(entity.end)
        person = entity.label_ == "PERSON"
        runs = _runs(doc, start, stop, within=True, couples=not person) if entity.label_ in LABELS else []
        for first, last in runs:
            last = _grown(doc, first, last, int(sentence.span.end))
            kind: Kind = LABELS[entity.label_] if entity.label_ == "PLACE" or last + 2 >= stop else ""
            found.append((first, last, kind))
            seen.update(range(first, last + 1))
        seen.update(range(start, stop))
    for first, last in _runs(doc, int(sentence.span.start), int(sentence.span.end), within=False):
        if seen.isdisjoint(range(first, last + 1)) and folded(doc[first].text) not in knowledge()["time.names"]:
            found.append((first, last, ""))
    for first, last, kind in sorted(found):
        yield (first if kind in ("body", "place") else _behind_titles(doc, first, last)), last, kind


def _behind_titles(doc: Doc, first: int, last: int) -> int:
    """Where a person's name begins in a run that opens with an office ("Prime Minister X", "Gen. X")."""
    if any(folded(doc[at].text) in knowledge().telling for at in range(first, last + 1)):
        return first
    titles = [at for at in range(first, min(first + FARTHEST_NOUN, last)) if _title(doc[at])]
    begin = titles[-1] + 1 if titles else first
    begin += begin < last and doc[begin].text == "."
    return begin if _name_word(doc[begin], within=True) else first


def _runs(doc: Doc, start: int, stop: int, within: bool, couples: bool = True) -> list[tuple[int, int]]:
    """Runs of name words; ``within`` a label, capitalised words of any class count and particles join.

    ``couples``: "and" may stand inside a name ("Ministry of Health and Population"), as it does not in a person's.
    """
    out: list[tuple[int, int]] = []
    run: list[int] = []
    particles = knowledge()["aliases.particles"] - (frozenset() if couples else {"and"})
    for token in (*doc[start:stop], None):
        if token is not None and _name_word(token, within):
            run.append(int(token.i))
        elif run and (token is None or not _joins(token, particles, within)):
            out.append((run[0], run[-1]))
            run = []
    return out


def _name_word(token: Token, within: bool) -> bool:
    if _proper(token):
        return bool(token.text[:1].isalnum())
    opens = token.is_sent_start and token.tag_ == "NNS"  # "Fighters of X"
    return within and not opens and token.text[:1].isupper() and token.pos_ in ("ADJ", "NOUN", "X", "NUM", "VERB")


def _proper(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.tag_ in ("NNP", "NNPS")


def _joins(token: Token, particles: frozenset[str], within: bool) -> bool:
    if token.text in INNER or token.tag_ == "POS":
        return within or token.text in "-–"
    return token.lower_ in particles and (within or token.lower_ in ("al", "el", "de"))


def _grown(doc: Doc, first: int, last: int, stop: int) -> int:
    """The end of a run with the words behind it that the parse takes for further parts of the name."""
    particles = knowledge()["aliases.particles"]
    while last + 1 < stop:
        joint = doc[last + 1].text in "-–" or (doc[last + 1].lower_ in particles and doc[last + 1].dep_ == "flat")
        at = last + 2 if joint else last + 1
        if at >= stop or not _proper(doc[at]) or not doc[at].dep_.startswith("flat"):
            break
        if not first <= doc[at].head.i < at or (doc[at].ent_type_ and not joint):
            break
        last = at
    return last


def _title(token: Token) -> bool:
    word = folded(token.text)
    return word in knowledge().titles or (word in knowledge().by_noun and knowledge().kind(word) == "person")


def _adjectival(doc: Doc, first: int, last: int) -> bool:
    """Whether a run only says of which country something is ("Turkish")."""
    return first == last and (doc[first].pos_ == "ADJ" or doc[first].tag_ == "JJ")


# ------------------------------------------------------------------------------------------------------ nouns beside


def _noun_behind(doc: Doc, first: int, last: int, sentence: Sentence) -> Token | None:
    """The common noun that a run modifies and with which it is one name ("Sudan's army", "Idlib province")."""
    root = doc[first : last + 1].root
    head = root.head
    if (
        root.dep_ not in ("compound", "amod", "nmod", "nmod:poss", "nmod:desc")
        or not last < head.i <= last + FARTHEST_NOUN
        or head.i >= sentence.span.end
        or head.pos_ != "NOUN"
    ):
        return None
    if head.tag_ == "NNS" or any(doc[at].is_punct and doc[at].text not in "-–" for at in range(last + 1, head.i)):
        return None
    classes = knowledge().by_noun.get(lemma(head), ())
    if any(found.kind == "place" for found in classes):
        owned = any(doc[at].tag_ == "POS" for at in range(last + 1, head.i))
        return None if owned or _adjectival(doc, first, last) else head
    return head if any(found.kind == "body" and ANY not in found.names for found in classes) else None


def _noun_before(doc: Doc, first: int) -> Token | None:
    """The common noun for a place that a name specifies ("the town of X")."""
    if first < 2 or doc[first - 1].lower_ != "of" or doc[first - 2].pos_ != "NOUN" or doc[first - 2].tag_ == "NNS":
        return None
    noun = doc[first - 2]
    if lemma(noun) in knowledge()["modifiers.parts"]:
        return None
    return noun if any(found.kind == "place" for found in knowledge().by_noun.get(lemma(noun), ())) else None


def _says_only_extent(noun: Token) -> bool:
    """Whether a noun says how large a place is and is no part of its name ("X province", but "X airport")."""
    extents = knowledge().extents(lemma(noun))
    return bool(extents) and "site" not in extents


def _offices(doc: Doc, first: int, start: int) -> list[str]:
    """The nouns for persons right before a name ("rebel commander X", "President Y")."""
    out: list[str] = []
    at = first - 1
    while at >= start and len(out) < FARTHEST_NOUN:
        word = folded(doc[at].text) if doc[at].text[:1].isupper() else lemma(doc[at])
        if doc[at].text == "." or (doc[at].text == "," and out == []):
            at -= 1
            continue
        if word in knowledge().titles:
            out.append(knowledge().titles[word])
        elif word in knowledge().by_noun and knowledge().kind(word) == "person":
            out.append(word)
        elif doc[at].pos_ not in ("NOUN", "PROPN", "ADJ") or not out:
            break
        at -= 1
    return out


def _expression(
    sentence: Sentence, span: tuple[int, int], name: tuple[int, int], kind: Kind, noun: Token | None
) -> Expression:
    doc, start = sentence.span.doc, int(sentence.span.start)
    head = noun if noun is not None else doc[span[0] : span[1] + 1].root
    title = head
    while title.dep_.startswith("flat") and start <= title.head.i < span[0]:
        title = title.head  # the parse takes the title for the head
    parts = (folded(part) for at in range(name[0], name[1] + 1) for part in doc[at].text.split("-"))
    words = tuple(part for part in parts if any(letter.isalnum() for letter in part))
    nouns = {lemma(noun)} if noun is not None else set()
    offices = [] if kind in ("place", "people") or noun is not None else _offices(doc, name[0], start)
    kind = _people(head, _kind(words, kind, noun, bool(offices)))
    gender = _gender(words, offices) if kind in ("person", "") else ""
    text = "".join(doc[at].text for at in range(name[0], name[1] + 1))
    return Expression(
        reference(sentence, span[0], span[1], head, _form(text)), title, kind, role_of(title), sentence.block,
        kind == "people" or (kind == "body" and head.tag_ in ("NNPS", "NNS")), gender,
        frozenset(nouns | set(offices if kind == "person" else ())), frozenset(words), words, "definite",
    )  # fmt: skip


def _gender(words: tuple[str, ...], offices: list[str]) -> str:
    """The gender that an office or, in a name of two words and more, the first name tells; "" where neither does."""
    told = max((knowledge().gender(office) for office in offices), default="")
    if told or len(words) < 2:
        return told
    return next((gender for gender in ("m", "f") if words[0] in knowledge()[f"given.{gender}"]), "")


def _form(text: str) -> Form:
    capitals = sum(letter.isupper() for letter in text)
    short = len(text) <= 10 and capitals >= 2 and sum(letter.islower() for letter in text) <= 2
    return "acronym" if short else "name"


def _kind(words: tuple[str, ...], kind: Kind, noun: Token | None, office: bool) -> Kind:
    """What a name names: its own words go before the pipeline's label."""
    if noun is not None:
        return knowledge().kind(lemma(noun))
    if " ".join(words) in knowledge()["countries.names"]:
        return "place"
    core = next((i for i, word in enumerate(words) if i and word in TURNING), len(words))
    last = words[core - 1]
    if last in knowledge().telling and not knowledge().extents(last):
        return "body"
    if kind != "place" and knowledge().telling & set(words):
        return "body"
    return "person" if kind == "" and office else kind


def _people(head: Token, kind: Kind) -> Kind:
    """A plural that is labelled a person is a people or the members of a movement ("the Houthis")."""
    return "people" if kind == "person" and head.tag_ == "NNPS" else kind
