"""Claims coded by hand in the corpora's texts and in our own: ``labels/claims/CORPUS.jsonl``, by document id and offsets.

    python -m training.claim_labels --shared ../shared --output FOLDER     # docs.json and gold.json, as the other steps of training read them
    python -m training.claim_labels --shared ../shared --take FOLDER       # the other way: labels from such a folder

A line is a document: ``id``, ``date`` where one was known, and ``claims`` with the fields of ``docs/coding-guide.md``, the evidence as ``begin`` and ``end``. The
words stay in the corpora; a label whose evidence is not what its ``crc`` says is refused.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any
from zlib import crc32

from training.texts import CORPORA, documents

Row = dict[str, Any]
FOLDER = Path(__file__).parent / "labels" / "claims"
DEFAULTS: Row = {
    "actors": [], "targets": [], "place": None, "country": None, "date_start": None, "date_end": None, "counts": [], "source": None,
    "source_type": "reporter", "status": "happened", "aggregate": False,
}  # fmt: skip


class ChangedTextError(ValueError):
    """A label does not fit the text that it was made on."""


def read_labels(shared: Path) -> tuple[list[Row], list[Row]]:
    """Documents (``id``, ``date``, ``text``) and their coding (``id``, ``claims``).

    Raises:
        ChangedTextError: when a corpus has other words where a label stands.
    """
    docs: list[Row] = []
    gold: list[Row] = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        texts = documents(shared, path.stem)
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            text = texts[row["id"]]
            claims = []
            for claim in row["claims"]:
                evidence = text[claim["begin"] : claim["end"]]
                if crc32(evidence.encode()) != claim["crc"]:
                    raise ChangedTextError(f"{path.stem} {row['id']}: other words at {claim['begin']}")
                claims.append(
                    {
                        **DEFAULTS,
                        **{k: v for k, v in claim.items() if k not in ("begin", "end", "crc")},
                        "evidence": evidence,
                    }
                )
            name = f"{path.stem}/{row['id']}"
            docs.append({"id": name, "date": row.get("date"), "text": text})
            gold.append({"id": name, "claims": claims})
    return docs, gold


def take(folder: Path, shared: Path) -> None:
    """Adds the coding in a folder to the labels; ids there begin with the corpus, the text is looked up by what it says."""
    docs = {row["id"]: row for row in json.loads((folder / "docs.json").read_text(encoding="utf-8"))}
    coded = {row["id"]: row["claims"] for row in json.loads((folder / "gold.json").read_text(encoding="utf-8"))}
    rows: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    lost = 0
    known: dict[str, dict[str, str]] = {}
    for name, claims in coded.items():
        corpus = name.split("/")[0]
        if corpus not in known:
            known[corpus] = documents(shared, corpus)
        texts = known[corpus]
        key = _key(texts, docs[name]["text"], name)
        if key is None:
            lost += 1
            continue
        row: Row = {"id": key, "claims": []}
        if docs[name].get("date"):
            row["date"] = docs[name]["date"]
        for claim in claims:
            begin = texts[key].find(claim["evidence"])
            if begin < 0:
                lost += 1
                continue
            fields = {k: v for k, v in claim.items() if k != "evidence" and DEFAULTS.get(k, ...) != v}
            crc = crc32(claim["evidence"].encode())
            row["claims"].append({**fields, "begin": begin, "end": begin + len(claim["evidence"]), "crc": crc})
        rows[corpus][key] = row
    FOLDER.mkdir(parents=True, exist_ok=True)
    for corpus, found in rows.items():
        path = FOLDER / f"{corpus}.jsonl"
        if path.exists():
            found = {
                **{row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())},
                **found,
            }
        path.write_text(
            "".join(json.dumps(found[key], ensure_ascii=False) + "\n" for key in sorted(found)), encoding="utf-8"
        )
    print(
        f"{sum(len(found) for found in rows.values())} documents taken, {lost} documents or claims that do not fit their corpus left out"
    )


def _key(texts: dict[str, str], text: str, name: str) -> str | None:
    """The id of a text in its corpus: that in its name, or where the words differ there, of the text that begins alike."""
    given = name.split("/")[-1]
    if texts.get(given, "")[:60].strip() == text[:60].strip():
        return given
    return next((key for key, other in texts.items() if other.strip(' "')[:120] == text.strip(' "')[:120]), None)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--take", type=Path, action="append", default=[])
    args = parser.parse_args()
    for folder in args.take:
        take(folder, args.shared)
    if args.output:
        args.output.mkdir(parents=True, exist_ok=True)
        docs, gold = read_labels(args.shared)
        (args.output / "docs.json").write_text(json.dumps(docs, ensure_ascii=False), encoding="utf-8")
        (args.output / "gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        print(
            f"{len(docs)} documents, {sum(len(row['claims']) for row in gold)} claims of {', '.join(sorted(CORPORA))}"
        )


if __name__ == "__main__":
    main()
