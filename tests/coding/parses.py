"""Sentences parsed by hand, so that what coding reads off a parse is tested apart from how well the parser does."""

import spacy
from spacy.tokens import Doc

from casus.language.parse import Sentence

VOCAB = spacy.blank("en").vocab


def parsed(rows: str) -> Sentence:
    """A sentence from lines "word lemma POS TAG head dep [ENTITY]"; ``head`` is the number of a line, from 1; 0: itself."""
    cells = [line.split() for line in rows.strip().splitlines()]
    heads = [int(cell[4]) - 1 if int(cell[4]) else at for at, cell in enumerate(cells)]
    ents = [f"B-{cell[6]}" if len(cell) > 6 else "O" for cell in cells]
    doc = Doc(
        VOCAB, words=[c[0] for c in cells], lemmas=[c[1] for c in cells], pos=[c[2] for c in cells], tags=[c[3] for c in cells],
        heads=heads, deps=[c[5] for c in cells], ents=ents, sent_starts=[at == 0 for at in range(len(cells))],
    )  # fmt: skip
    return Sentence(doc[:], 0, 0, 0)


ACTIVE = """
Turkish Turkish ADJ JJ 2 amod NATIONALITY
jets jet NOUN NNS 3 nsubj
bombed bomb VERB VBD 0 ROOT
rebel rebel NOUN NN 5 compound
positions position NOUN NNS 3 obj
and and CCONJ CC 7 cc
depots depot NOUN NNS 5 conj
"""
PASSIVE = """
The the DET DT 2 det
town town NOUN NN 4 nsubj:pass
was be AUX VBD 4 aux:pass
captured capture VERB VBN 0 ROOT
by by ADP IN 7 case
Syrian Syrian ADJ JJ 7 amod NATIONALITY
rebels rebel NOUN NNS 4 obl
"""
RELATIVE = """
Villages village NOUN NNS 4 nsubj
rebels rebel NOUN NNS 3 nsubj
captured capture VERB VBD 1 acl:relcl
burned burn VERB VBD 0 ROOT
"""
NOMINAL = """
Russian Russian ADJ JJ 2 amod NATIONALITY
strikes strike NOUN NNS 6 nsubj
on on ADP IN 4 case
rebels rebel NOUN NNS 2 nmod
have have AUX VBP 6 aux
resumed resume VERB VBN 0 ROOT
"""
LIGHT = """
Militants militant NOUN NNS 2 nsubj
launched launch VERB VBD 0 ROOT
an a DET DT 4 det
attack attack NOUN NN 2 obj
on on ADP IN 6 case
soldiers soldier NOUN NNS 4 nmod
"""
BETWEEN = """
Clashes clash NOUN NNS 0 ROOT
between between ADP IN 3 case
soldiers soldier NOUN NNS 1 nmod
and and CCONJ CC 5 cc
rebels rebel NOUN NNS 3 conj
"""
CONTROL = """
Shelling shelling NOUN NN 2 nsubj
forced force VERB VBD 0 ROOT
rebels rebel NOUN NNS 2 obj
to to PART TO 5 mark
withdraw withdraw VERB VB 2 xcomp
"""
LOST = """
Rebels rebel NOUN NNS 2 nsubj
lost lose VERB VBD 0 ROOT
the the DET DT 4 det
town town NOUN NN 2 obj
to to ADP IN 6 case
soldiers soldier NOUN NNS 2 obl
"""
FOUND = """
Looters looter NOUN NNS 3 nsubj
had have AUX VBD 3 aux
fled flee VERB VBN 0 ROOT
but but CCONJ CC 6 cc
were be AUX VBD 6 aux:pass
found find VERB VBN 3 conj
and and CCONJ CC 8 cc
arrested arrest VERB VBN 3 conj
"""
CAPTIVE = """
Guards guard NOUN NNS 6 nsubj:pass
held hold VERB VBN 6 advcl
hostage hostage NOUN NN 2 obj
for for ADP IN 5 case
weeks week NOUN NNS 2 obl
freed free VERB VBN 0 ROOT
"""
