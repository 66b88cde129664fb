"""Builds the lemmatizer's tables, `python -m training.lemmas --corpora DIR --output DIR`: forms seen in the treebanks, known base forms, and the endings that lead to them."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from spacy.lookups import Lookups

from training.conllu import NONCOMMERCIAL, read_sentences

#: Verbs of reports about armed conflict that the treebanks lack or hardly have.
VERBS = frozenset(
    """abduct advance airdrop airlift airstrike ambush annex arm arrest assassinate assault attack avenge backfire ban
barricade behead besiege blast blockade bomb bombard booby-trap breach bulldoze burn bury capture cede clash condemn
confiscate conquer conscript crackdown crash cripple crush curb deadlock decapitate declare decommission defect defuse
degrade dehumanize demilitarise demilitarize demine demolish deploy deport destroy detain detonate devastate disarm
disband dislodge disperse displace disrupt dismantle down eject embargo encircle engage escalate evacuate evict execute
exile expel explode extort fire flatten flee foil fortify free gas gun halt hijack hit imprison infiltrate inflict injure
intercept interrogate intimidate intubate invade jail kidnap kill launch level liberate lob loot lynch maim martyr massacre
mediate mine mobilise mobilize mortar murder mutilate negotiate neutralise neutralize obliterate occupy oust outflank
overrun overthrow patrol penetrate persecute pillage plunder pound pummel punish purge push quell raid ram rape ransack
rape rattle raze recapture recoup reclaim reconquer redeploy regain regroup reinforce relinquish repatriate repel repulse
rescue resist resume retake retaliate retreat retrieve riot rocket rout sabotage sack secure seize shell shoot siege
skirmish slaughter slay smuggle sniper snipe spearhead stab starve stone storm strafe strike subdue subjugate surrender
surround target terrorise terrorize thwart topple torch torture trap trigger uproot violate warn withdraw wound wreck""".split()  # noqa: SIM905
)

#: Irregular forms of such verbs.
IRREGULAR = {
    "shot": "shoot", "fled": "flee", "hid": "hide", "hidden": "hide", "struck": "strike", "stricken": "strike",
    "slain": "slay", "slew": "slay", "overran": "overrun", "overthrew": "overthrow", "overthrown": "overthrow",
    "retook": "retake", "retaken": "retake", "withdrew": "withdraw", "withdrawn": "withdraw", "beset": "beset",
    "laid": "lay", "fought": "fight", "led": "lead", "bled": "bleed", "sank": "sink", "sunk": "sink", "shelled": "shell",
    "dug": "dig", "blew": "blow", "blown": "blow", "held": "hold", "took": "take", "taken": "take", "fell": "fall",
    "fallen": "fall", "drove": "drive", "driven": "drive", "besieged": "besiege", "besieging": "besiege",
}  # fmt: skip

RULES = {
    "verb": [["ies", "y"], ["es", "e"], ["es", ""], ["s", ""], ["ied", "y"], ["ed", ""], ["ed", "e"], ["ing", ""], ["ing", "e"]],
    "noun": [["ies", "y"], ["ses", "s"], ["xes", "x"], ["ches", "ch"], ["shes", "sh"], ["zes", "z"], ["men", "man"], ["s", ""]],
    "adj": [["er", ""], ["er", "e"], ["est", ""], ["est", "e"], ["ier", "y"], ["iest", "y"]],
}  # fmt: skip
RULES["verb"] = [[2 * c + end, c] for c in "bdgmnprt" for end in ("ed", "ing")] + RULES["verb"]
RULES["aux"] = RULES["verb"]


def tables(corpora: Path) -> Lookups:
    """The tables of spaCy's rule lemmatizer, from both treebanks' training parts."""
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for name in ("ewt", "gum"):
        for sentence in read_sentences(corpora / "ud" / f"{name}-train.conllu.xz"):
            if sentence.genre not in NONCOMMERCIAL:
                for word in sentence.words:
                    seen[word.upos.lower()][word.form.lower()][word.lemma] += 1
    exceptions, index = {}, {}
    for pos, forms in seen.items():
        if pos in ("propn", "x"):
            continue
        best = {form: lemmas.most_common(1)[0][0] for form, lemmas in forms.items()}
        index[pos] = sorted(set(best.values()) | (VERBS if pos == "verb" else frozenset()))
        if pos == "verb":
            best.update(IRREGULAR)
        exceptions[pos] = {form: [lemma] for form, lemma in sorted(best.items())}
    lookups = Lookups()
    lookups.add_table("lemma_exc", exceptions)
    lookups.add_table("lemma_index", index)
    lookups.add_table("lemma_rules", {pos: RULES.get(pos, []) for pos in exceptions})
    return lookups


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ud/")
    parser.add_argument("--output", type=Path, required=True, help="the model's folder")
    args = parser.parse_args()
    tables(args.corpora).to_disk(args.output, "lemmas.bin")


if __name__ == "__main__":
    main()
