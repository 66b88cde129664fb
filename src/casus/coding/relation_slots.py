"""Where the sides of a relation stand: the nominals that a verb's clause, a noun's phrase or a compound gives to a slot.

Labels are Universal Dependencies. A slot may be filled by several nominals ("arms the army and the militias") or by none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from casus.coding.phrases import coordinated, preposition
from casus.coding.relation_table import Entry, Slot, relation_table
from casus.coding.roles import PASSIVE_SUBJECTS, SUBJECTS, is_passive, subject_of, verb_roles
from casus.coding.triggers import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = ("NOUN", "PROPN", "PRON")
RELATIVE = ("which", "whom", "who", "that")
BESIDE = ("appos", "list", "parataxis", "dep", "flat")
NAMES = ("ORGANISATION", "NATIONALITY", "PLACE", "PERSON")


def distinct_tokens(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The tokens once each, in order of first appearance."""
    return tuple({token.i: token for token in tokens}.values())


# --------------------------------------------------------------------------------------------- verbs


def verb_slot(verb: Token, entry: Entry, slot: Slot) -> tuple[Token, ...]:
    """The nominals in a slot of a verb's clause; what a coordinated verb has counts for both ("arms and funds X")."""
    found = _own_slot(verb, entry, slot)
    if found or slot in ("party", "doer" if not is_passive(verb) else ""):
        return found
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB":
            return tuple(token for token in _own_slot(child, entry, slot) if token.i > child.i)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return tuple(token for token in _own_slot(verb.head, entry, slot) if token.i > verb.i)
    return ()


def _own_slot(verb: Token, entry: Entry, slot: Slot) -> tuple[Token, ...]:
    if not isinstance(slot, str):
        return _after(verb, slot, entry.company)
    if slot == "name":
        return _named_by(verb)
    if slot == "party":
        return _party(verb)
    if slot == "doer":
        charged = _charged(verb) or _sent_to(verb)
        if charged:
            return charged
        return verb_roles(verb, set()).doers if is_passive(verb) else subject_of(verb)
    begins = _mark(verb) if verb.dep_ == "advcl" else -1
    plain = (
        token
        for token in verb_roles(verb, set()).sufferers
        if (not preposition(token) or is_passive(verb)) and not (verb.i > token.i and token.i < begins)
    )
    return distinct_tokens(token for token in plain if lemma(token) not in entry.company)


def _charged(verb: Token) -> tuple[Token, ...]:
    """Whom a verb of charge says it of: "accuses Iran of arming", "Rwanda, suspected of backing"."""
    first = verb.head if verb.dep_ == "conj" else verb
    charge = first.head
    if lemma(charge) not in relation_table().lists["accusing"] or charge.i >= verb.i:
        return ()
    mark = _mark(first)
    objects = [
        child
        for word in (charge, first)
        for child in word.children
        if child.dep_ in ("obj", *PASSIVE_SUBJECTS) and child.i < mark
    ]
    return tuple(coordinated(objects[0])) if objects else verb_roles(charge, set()).sufferers


def _mark(verb: Token) -> int:
    """Where a verb's clause begins that "of" or "for" introduces."""
    return next((child.i for child in verb.children if child.dep_ in ("mark", "case") and child.i < verb.i), verb.i)


def _sent_to(verb: Token) -> tuple[Token, ...]:
    """Who is to do it: "hired mercenaries to fight X"; means ("used drones to fight X") do nothing themselves."""
    if verb.dep_ != "advcl" or verb.head.pos_ != "VERB" or not any(child.lower_ == "to" for child in verb.children):
        return ()
    objects = [child for child in verb.head.children if child.dep_ == "obj" and verb.head.i < child.i < verb.i]
    sent = objects and (objects[0].ent_type_ == "ORGANISATION" or lemma(objects[0]) in relation_table().lists["sides"])
    return tuple(coordinated(objects[0])) if sent else ()


def _party(verb: Token) -> tuple[Token, ...]:
    """The subject of a clause, whether active or passive, an adjective's ("is allied with") too; "itself" is not its object."""
    own = [child for child in verb.children if child.dep_ in (*SUBJECTS, *PASSIVE_SUBJECTS)]
    if own:
        if own[0].lower_ in RELATIVE and verb.dep_ in ("acl:relcl", "acl"):
            return tuple(coordinated(verb.head))
        return tuple(coordinated(own[0]))
    if verb.dep_ in ("acl", "acl:relcl", "amod") and verb.head.pos_ in NOMINAL:
        return tuple(coordinated(verb.head))
    if is_passive(verb):
        return verb_roles(verb, set()).sufferers
    found = subject_of(verb)
    if not found and verb.dep_ in ("advcl", "conj", "parataxis") and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        return _party(verb.head)
    return found


def _after(word: Token, cases: tuple[str, ...], company: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Nominals behind one of the prepositions, of a verb or of the noun that must come with it; "of which" is the clause's head."""
    holders = [word, *(one for one in _with_verb(word) if lemma(one) in company)]
    out: list[Token] = []
    for holder in holders:
        for child in holder.children:
            if (
                child.pos_ in NOMINAL
                and preposition(child) in cases
                and child.dep_ not in ("conj", "appos", "acl:relcl")
            ):
                out.extend(_antecedent(child))
    return distinct_tokens(out)


def _antecedent(token: Token) -> list[Token]:
    """The nominal, or what a relative pronoun stands for."""
    if token.lower_ in RELATIVE:
        clause = next((above for above in token.ancestors if above.dep_ == "acl:relcl"), None)
        return coordinated(clause.head) if clause is not None else []
    return coordinated(token)


def _named_by(verb: Token) -> tuple[Token, ...]:
    """What a verb of naming calls somebody: "renamed itself X", "was renamed X", "formerly called X"."""
    for child in verb.children:
        named = child.dep_ in ("xcomp", "obj", "obl", "nmod", "appos", "flat") and child.pos_ in ("PROPN", "NOUN")
        if named and child.i > verb.i and not preposition(child):
            return (child,)
    return ()


def has_company(verb: Token, entry: Entry) -> bool:
    """Whether the nouns and adverbs that an entry asks for come with the verb."""
    children = list(verb.children)
    nouns = {lemma(one) for one in _with_verb(verb)}
    if (entry.company and not entry.company & nouns) or entry.unless & nouns:
        return False
    near = {child.lower_ for child in children} | {c.lower_ for child in children for c in child.children}
    return not entry.adverbs or bool(entry.adverbs & near)


def _with_verb(verb: Token) -> list[Token]:
    """The words that hang on a verb, coordinated ones each."""
    return [one for child in verb.children for one in coordinated(child)]


# --------------------------------------------------------------------------------------------- nouns


def noun_slot(noun: Token, entry: Entry, slot: Slot) -> tuple[Token, ...]:
    """The nominals in a slot of a noun's phrase."""
    if not isinstance(slot, str):
        return _after(noun, slot) or _after_copula(noun, slot)
    if slot == "owner":
        return _owners(noun, entry)
    if slot == "pair":
        found = _after(noun, ("between",))
        return found if len(found) > 1 and not _after(noun, ("against",)) else ()
    if slot == "clause":
        adjunct = noun.dep_ in ("obl", "advcl") and noun.head.pos_ == "VERB" and not _after(noun, ("for", "to"))
        return _party(noun.head) if adjunct else ()
    return bearers(noun)


def _after_copula(noun: Token, cases: tuple[str, ...]) -> tuple[Token, ...]:
    """A phrase that hangs on the verb which says what somebody is: "remains at war | with X"."""
    verb = noun.head
    return _after(verb, cases) if lemma(verb) in relation_table().lists["copulas"] else ()


def _owners(noun: Token, entry: Entry) -> tuple[Token, ...]:
    """Whose it is; "the Syrian wing of X" is X's, so a name before the noun counts only where nothing else says so."""
    owned = [owner for child in noun.children if child.dep_ == "nmod:poss" for owner in coordinated(child)]
    owned += _after(noun, tuple(sorted(entry.of)))
    if owned:
        return distinct_tokens(owned)
    before = (
        child
        for child in noun.children
        if child.i < noun.i
        and child.dep_ in ("amod", "compound")
        and _is_name(child)
        and (entry.adjectives or child.pos_ == "PROPN")
    )
    return distinct_tokens(owner for child in before for owner in coordinated(child))


def _is_name(token: Token) -> bool:
    return (token.text[0].isupper() and token.pos_ in ("PROPN", "ADJ", "NOUN") and token.i > 0) or token.pos_ == "PROPN"


def bearers(noun: Token) -> tuple[Token, ...]:
    """Who is said to be what the noun says: by apposition, by a copula, by a verb of becoming or of regarding."""
    called = [
        child for child in noun.children if child.dep_ in ("appos", "flat") and child.i > noun.i and _is_name(child)
    ]
    if called and _next_to(noun, called[0]):
        return tuple(coordinated(called[0]))
    if any(child.dep_ == "cop" for child in noun.children):
        return _party(noun)
    if noun.dep_ in BESIDE and noun.head.pos_ in NOMINAL:
        return (noun.head,)
    if noun.dep_ in ("compound", "nmod:desc") and noun.head.i > noun.i and _is_name(noun.head):
        return (noun.head,)
    return _predicated(noun)


def _next_to(noun: Token, name: Token) -> bool:
    """Whether a name follows the noun with no more than a comma or an article between: "ally Iran", "its ally, the X"."""
    return all(token.is_punct or token.lower_ == "the" for token in noun.doc[noun.i + 1 : name.left_edge.i])


def _predicated(noun: Token) -> tuple[Token, ...]:
    """The bearer where a verb stands between: "became a member", "which Turkey considers part of", "regards X as"."""
    verb = noun.head
    if verb is noun or noun.dep_ not in ("obj", "xcomp", "obl", "ccomp", "nmod"):
        return ()
    lists = relation_table().lists
    if lemma(verb) in lists["copulas"]:
        return _party(verb)
    if lemma(verb) not in lists["regarding"] and lemma(verb) not in lists["accusing"]:
        return ()
    if is_passive(verb):
        return _party(verb)
    for child in verb.children:
        if child.dep_ == "obj" and child != noun:
            return tuple(coordinated(verb.head)) if child.lower_ in RELATIVE else tuple(coordinated(child))
    return tuple(coordinated(verb.head)) if verb.dep_ == "acl:relcl" else ()


# --------------------------------------------------------------------------------------------- compounds


def compound_name(word: Token) -> Token | None:
    """The name in front of a hyphenated word ("Turkish-backed"), or behind a prefix ("pro-Iranian")."""
    doc = word.doc
    if word.i + 2 < len(doc) and doc[word.i + 1].text == "-" and word.lower_ == "pro":
        return doc[word.i + 2]
    if word.i < 2 or doc[word.i - 1].text not in "-–‑" or doc[word.i - 1].whitespace_:
        return None
    return doc[word.i - 2]


def compound_head(word: Token, name: Token) -> tuple[Token, ...]:
    """What a hyphenated word modifies."""
    at = name if word.lower_ == "pro" else word
    while at.dep_ in ("amod", "compound", "nmod", "obl:npmod", "flat") and at.head.i > at.i:
        at = at.head
        if at.i > max(word.i, name.i) and at.pos_ in ("NOUN", "PROPN"):
            break
    return (at,) if at.i > max(word.i, name.i) and at.pos_ in ("NOUN", "PROPN") else ()
