"""The walk over a document: whom and what it speaks of, and which expression stands for whom.

Names are brought together by spelling, acronym, short form and what the text defines; then each nominal and pronoun, in
order, looks back for what it may stand for. What fits is weighed by how much it is in view (role, distance, mentions). After
S. Lappin and H. Leass, An Algorithm for Pronominal Anaphora Resolution, Computational Linguistics 20 (1994).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casus.language.parse import Sentence
from casus.language.referring.agreement import Fits, about_no_thing, fitting
from casus.language.referring.aliases import defined
from casus.language.referring.binding import ahead, clause_of, excluded, refers_to_nothing, subject
from casus.language.referring.expressions import expressions
from casus.language.referring.nouns import Kind, knowledge
from casus.language.referring.quotes import speaking
from casus.language.referring.references import SUBJECTS, Expression, governing, lemma, reference
from casus.language.referring.referents import Referent, alike, nominal_fits, same_bearer
from casus.language.referring.salience import clearest, together, weight

if TYPE_CHECKING:
    from spacy.tokens import Token

REPORTED: frozenset[Kind] = frozenset({"person", "body", "people", "place", ""})
ANIMATE: frozenset[Kind] = frozenset({"person", "body", "people"})
NEGATIONS = frozenset({"not", "n't", "never", "no"})
MARKS = 3  # tokens of a sentence that is all quote which are outside it: marks and a full stop


def _positions(sentence: Sentence, found: Expression) -> list[int]:
    """The tokens of the block that stand for an expression: its head; each word of a name, whichever the parse makes the head."""
    start = int(sentence.span.start)
    words = range(start + found.reference.first, start + found.reference.last + 1) if found.named else ()
    return [int(found.token.i), *words]


def _predicated(token: Token) -> bool:
    """Whether a nominal says what the subject is: "X is a group", not "X is no group", "X is in a group"."""
    denied = any(child.lower_ in NEGATIONS or child.dep_ == "case" for child in token.children)
    return not denied and any(child.dep_ == "cop" for child in token.children)


def _looks_back(found: Expression) -> bool:
    """Whether a nominal may stand for something named before: "the group", "this town", not "a group" or "its army"."""
    return found.determiner in ("definite", "demonstrative") and not found.closed


class Discourse:
    """What a document has spoken of up to here, and how each new expression is taken."""

    def __init__(self) -> None:
        self.referents: list[Referent] = []
        self._bearers: list[Referent] = []  # those with a name
        self._seen: list[tuple[Expression, Referent]] = []  # in order of the text
        self._heads: dict[int, Referent] = {}  # of the sentence being read, by the position of the head
        self._names: dict[int, Referent] = {}  # its names, those further on too
        self._groups: dict[int, Referent] = {}
        self._offices: list[tuple[Referent, Token]] = []
        self._quotes: frozenset[int] = frozenset()
        self._speaks: Referent | None = None  # whose words the sentence being read quotes
        self._speaker: Referent | None = None  # whose words the sentence before quoted

    def read(self, sentence: Sentence, inside: frozenset[int]) -> None:
        """Take the expressions of the next sentence; ``inside`` are the positions of its tokens between quotation marks."""
        found = expressions(sentence)
        self._heads, self._groups, self._offices, self._quotes = {}, {}, [], inside
        self._names = {}
        for one in found:
            if one.named:
                bearer = self._bearer(one)
                self._names.update(dict.fromkeys(_positions(sentence, one), bearer))
        for left, other in defined(sentence, found):
            self._define(left, other)
        self._speaks = self._speaker_of(sentence)
        for one in found:
            self._take(sentence, one)
        for person, office in self._offices:
            self._serve(person, office)
        self._speaks = self._speaker_of(sentence)
        self._speak([one for one in found if one.words[:1] in (("i",), ("we",)) and not one.named])

    def _take(self, sentence: Sentence, one: Expression) -> None:
        if one.named:
            referent: Referent | None = self._names[int(one.token.i)]
            self._offices += [
                (self._names[int(one.token.i)], child) for child in one.token.children if child.pos_ == "NOUN"
            ]
        elif one.reference.form == "nominal":
            referent = self._nominal(one)
            self._offices.append((referent, one.token))
        else:
            referent = self._pronoun(one) if one.words[0] not in ("i", "we") else None
        if referent is not None:
            self._heads.update(dict.fromkeys(_positions(sentence, one), referent))
            self._see(one, referent)
            self._couple(sentence, one)

    def _see(self, found: Expression, referent: Referent) -> None:
        """Put an expression before the reader's eyes; names have been taken for their referents before."""
        if not found.named:
            referent.add(found)
        self._seen.append((found, referent))
        self._heads[int(found.token.i)] = referent

    def _new(self) -> Referent:
        referent = Referent()
        self.referents.append(referent)
        return referent

    # ------------------------------------------------------------------------------------------ names

    def _bearer(self, name: Expression) -> Referent:
        """Who bears a name: somebody known, or somebody new."""
        referent = same_bearer(name, reversed(self._bearers))
        if referent is None:
            referent = self._new()
        else:
            self._bearers.remove(referent)
        self._bearers.append(referent)
        referent.add(name)
        return referent

    def _define(self, left: Expression, other: Expression) -> None:
        """Bring together two names that the sentence says are of the same."""
        first, second = self._names.get(int(left.token.i)), self._names[int(other.token.i)]
        if first is None or first is second:
            return
        first.absorb(second)
        self.referents.remove(second)
        self._bearers.remove(second)
        for one in self.referents:
            one.body = first if one.body is second else one.body
        self._speaker = first if self._speaker is second else self._speaker
        self._seen = [(found, first if one is second else one) for found, one in self._seen]
        self._names = {at: first if one is second else one for at, one in self._names.items()}

    # ------------------------------------------------------------------------------------------ nominals

    def _nominal(self, found: Expression) -> Referent:
        same = self._said_to_be(found)
        if same is not None and found.kind in ("person", "body") and same.kind in ("person", "body"):
            same.kind = found.kind
        if same is None and _looks_back(found):
            unnamed = found.reference.sentence - knowledge().reach["unnamed"]
            same = self._clearest(
                found,
                knowledge().reach["nominal"],
                lambda one: (one.named or one.last >= unnamed) and nominal_fits(found, one),
            )
        return same if same is not None else self._new()

    def _said_to_be(self, found: Expression) -> Referent | None:
        """Whom the sentence says a nominal to be: "X, a spokesman", "the spokesman, X", "X is a group"."""
        token = found.token
        options = [self._names.get(int(child.i)) for child in token.children if child.dep_ in ("appos", "flat")]
        if found.kind == "body" and token.i and token.tag_ == "NN":  # "the M23 rebel group"
            options += [self._names.get(int(child.i)) for child in token.children if child.dep_ == "compound"]
        if token.dep_ in ("appos", "flat"):
            options.append(self._heads.get(int(token.head.i)))
        if _predicated(token):
            options += [self._heads.get(int(child.i)) for child in token.children if child.dep_ in SUBJECTS]
        return next((one for one in options if one is not None and alike(found, one)), None)

    # ------------------------------------------------------------------------------------------ pronouns

    def _pronoun(self, found: Expression) -> Referent | None:
        word, token = found.words[0], found.token
        if word == "it" and (refers_to_nothing(token) or about_no_thing(token)):
            return None
        fits = fitting(found)
        if token.lower_ in knowledge()["pronouns.reflexive"]:
            verb = clause_of(token)
            top = subject(verb) if verb is not None else None
            own = self._heads.get(int(top.i)) if top is not None else None
            return own if own is not None and fits(own) else None
        name = ahead(token)
        coming = self._names.get(int(name.i)) if name is not None else None
        if coming is not None and fits(coming):
            return coming
        silent = self._speaks if found.reference.head in self._quotes else None  # who speaks says "I"
        referent = self._clearest(found, knowledge().reach[word], lambda one: one is not silent and fits(one))
        return referent if referent is not None and referent.kind in REPORTED else None

    # ------------------------------------------------------------------------------------------ the clearest

    def _clearest(self, found: Expression, reach: int, fits: Fits) -> Referent | None:
        """What fits and is in view, where it clearly outweighs all else that fits."""
        fitting: dict[Referent, bool] = {}
        weights: dict[Referent, float] = {}
        barred: set[Referent] = set()
        for other, one in self._in_view(found, reach):
            if one not in fitting:
                fitting[one] = fits(one)
            if not fitting[one]:
                continue
            weights[one] = together(weights.get(one, 0.0), weight(found, other))
            if other.reference.sentence == found.reference.sentence and excluded(found.token, other.token):
                barred.add(one)
        return clearest(found, {one: value for one, value in weights.items() if one not in barred})

    def _in_view(self, found: Expression, reach: int) -> Iterator[tuple[Expression, Referent]]:
        outside = found.reference.head not in self._quotes
        says = outside and lemma(found.token.head) in knowledge()["verbs.speech"]
        for other, one in reversed(self._seen):
            if found.reference.sentence - other.reference.sentence > reach:
                return
            same = other.reference.sentence == found.reference.sentence
            if not (same and says and other.reference.head in self._quotes):  # nobody is spoken of in his own words
                yield other, one

    # ------------------------------------------------------------------------------------------ several together

    def _couple(self, sentence: Sentence, found: Expression) -> None:
        """Those that are named in one breath ("Egypt and Sudan") are together what "they" may stand for."""
        top = int(governing(found.token).i)
        members = [self._heads.get(top), self._heads[int(found.token.i)]]
        if found.token.dep_ != "conj" or not all(one and (one.kind in ANIMATE or one.country) for one in members):
            return
        earlier = self._groups.pop(top, None)
        if earlier is not None:
            self.referents.remove(earlier)
            self._seen = [(other, one) for other, one in self._seen if one is not earlier]
        start = int(sentence.span.start)
        first = next(
            other for other, one in reversed(self._seen) if one is members[0] and top in _positions(sentence, other)
        )
        span = reference(sentence, start + first.reference.first, start + found.reference.last, first.token, "nominal")
        group = self._groups[top] = self._new()
        group.group = True
        several = replace(first, reference=span, kind="people", plural=True, gender="", words=(), nouns=frozenset())
        group.add(several)
        self._seen.append((several, group))

    # ------------------------------------------------------------------------------------------ who speaks

    def _serve(self, person: Referent, office: Token) -> None:
        """Remember the body of a person from the words around an office ("an SDF spokesman", "head of the army")."""
        for child in office.children:
            known = self._heads.get(int(child.i)) if child.dep_ in ("compound", "nmod", "nmod:poss") else None
            if known is not None and known.kind == "body" and person.kind == "person":
                person.body = person.body or known

    def _speaker_of(self, sentence: Sentence) -> Referent | None:
        """Whose words a sentence quotes: who is cited in it, else, where it is all quote, the speaker of the one before."""
        token = speaking(sentence, self._quotes)
        if token is not None:
            return self._heads.get(int(token.i), self._names.get(int(token.i)))
        all_quoted = bool(self._quotes) and len(self._quotes) >= len(sentence.span) - MARKS
        return self._speaker if all_quoted else None

    def _speak(self, first_person: Sequence[Expression]) -> None:
        """Take "I" and "we" inside a quote for its speaker, or for the body that a speaker speaks for."""
        self._speaker = self._speaks
        for one in first_person:
            speaker = self._speaker
            if speaker is None or one.reference.head not in self._quotes:
                continue
            if one.words[0] == "we":
                speaker = speaker.body or speaker
            if speaker.kind in (("body", "people") if one.words[0] == "we" else ("person", "")):
                self._see(one, speaker)
