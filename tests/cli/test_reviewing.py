"""``casus user``, ``casus agreement`` and ``casus gold``."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casus.decision import Decision
from casus.record import Claim, Coded, Count, Document, DocumentDate, Interval
from casus.serving.accounts.passwords import fits
from casus.store.blind import BlindCoding, give_blind, seal
from casus.store.filing import keep_decision
from casus.store.record import Record
from in_process import Result, runner

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def coded(name: str) -> Coded:
    text = "Jets bombed the bridge and killed 12 people. Rebels shelled the mill at Karim."
    document = Document(name, text, date=DocumentDate(date(2024, 3, 6), date(2024, 3, 6), "given"))
    day = Interval(date(2024, 3, 5), date(2024, 3, 5))
    claims = (
        Claim(f"{name}1", document.key, "air_strike", 0, 43, text[:43], ("army",), ("civilians",), interval=day, counts=(Count("killed", 12, 12),)),
        Claim(f"{name}2", document.key, "shelling", 45, len(text), text[45:], ("rebels",), place="Karim", country="SY", interval=day),
    )  # fmt: skip
    return Coded(document, claims, main=0)


@pytest.fixture
def casus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Result:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "password").write_text("four words in a row\nand a remark\n")
    with Record.open(tmp_path / "casus.db") as record:
        for name in ("a", "b"):
            record.add_document(coded(name))

    return runner(capsys)


def decide(*taken: Decision) -> None:
    with Record.open("casus.db") as record:
        for one in taken:
            record.add_decision(one)


def test_accounts_are_made_listed_changed_and_disabled(casus: Result) -> None:
    assert casus("user", "list") == (0, "no accounts\n", "")
    status, out, _ = casus("user", "add", "Ada", "--role", "admin", "--password-file", "password")
    assert (status, "ada is an admin" in out, "from now on whoever writes logs in" in out) == (0, True, True)
    assert casus("user", "add", "grace", "--password-file", "password")[0] == 0
    assert casus("user", "role", "grace", "editor")[0] == 0
    assert casus("user", "disable", "grace")[0] == 0
    listed = casus("user", "list")[1]
    assert "grace  editor  disabled" in listed
    assert "argon2" not in listed
    assert casus("user", "disable", "grace", "--enable")[0] == 0
    assert casus("user", "reading", "public")[0] == 0
    assert "reading: public" in casus("user", "list")[1]
    with Record.open("casus.db") as record, record.accounts() as accounts:
        assert fits("four words in a row", accounts.get("ada").password)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "ada", "--password-file", "password"), "already"),
        (("add", "x y", "--password-file", "password"), "a name has"),
        (("add", "eve", "--role", "king", "--password-file", "password"), "no role"),
        (("add", "eve", "--password-file", "nowhere"), "cannot be read"),
        (("add", "eve"), "--password-file"),
        (("role", "ada", "reader"), "only admin"),
        (("disable", "ada"), "only admin"),
        (("role", "nobody", "reader"), "nobody is called"),
        (("reading", "some"), "public, or accounts"),
    ],
)
def test_what_cannot_be_is_one_line_with_what_to_do(casus: Result, arguments: tuple[str, ...], words: str) -> None:
    casus("user", "add", "ada", "--role", "admin", "--password-file", "password")
    status, out, err = casus("user", *arguments)
    assert (status, out, err.count("\n"), words in err) == (2, "", 1, True)


def test_a_password_too_short_makes_no_account(casus: Result, tmp_path: Path) -> None:
    (tmp_path / "short").write_text("letmein")
    status, _, err = casus("user", "add", "eve", "--password-file", "short")
    assert (status, "12 to 200 letters" in err, "letmein" in err) == (2, True, False)
    assert casus("user", "list")[1] == "no accounts\n"


def test_agreement_is_told_of_claims_that_two_judged_blind(casus: Result) -> None:
    openly = [Decision("accept", who, NOON, "read", ("a1",)) for who in ("Edith", "Joan")]
    decide(*openly)
    assert "no claim has been judged blind by two" in casus("agreement")[1]
    with Record.open("casus.db") as record, record.changing() as connection:
        for claim in ("a2", "b1"):
            give_blind(connection, [BlindCoding(claim, who, "Edith", NOON) for who in ("Ada", "Grace")])
            for who in ("Ada", "Grace"):
                judgements = seal(connection, claim, who, Decision("accept", who, NOON, "read", (claim,)))
            for one in judgements:
                keep_decision(connection, one)
    status, out, _ = casus("agreement")
    assert (status, out.startswith("2 claims judged blind by two people or more")) == (0, True)
    rows = {row["field"]: row for row in map(json.loads, casus("agreement", "--json")[1].splitlines())}
    assert (rows["kind"]["alpha"], rows["kind"]["claims"]) == (1.0, 2)


def test_reviewed_documents_are_written_as_hand_coded_ones(casus: Result, tmp_path: Path) -> None:
    assert "no document is reviewed" in casus("gold", "--output", "gold")[2]
    decide(
        Decision("accept", "Ada", NOON, "read", ("a1",)),
        Decision("correct", "Ada", NOON, "read", ("a2",), changes=(("counts", ("killed:3:",)), ("source", ("a miller",)), ("source_type", ("witness",)))),
        Decision("accept", "Ada", NOON, "read", ("b1",)),
    )  # fmt: skip
    assert casus("gold", "--output", "gold")[0] == 0
    (document,) = json.loads((tmp_path / "gold" / "docs.json").read_text())
    (gold,) = json.loads((tmp_path / "gold" / "gold.json").read_text())
    assert (document["id"], document["date"], gold["id"]) == ("a", "2024-03-06", "a"), (
        "b has a claim that nobody judged"
    )
    first, second = gold["claims"]
    assert document["text"][:43] == first["evidence"]
    assert (second["counts"], second["source"], second["source_type"]) == ([{"what": "killed", "min": 3, "max": None}], "a miller", "witness")  # fmt: skip
    assert list(first) == [
        "kind", "evidence", "actors", "targets", "place", "country", "date_start", "date_end", "counts", "source", "source_type",
        "status", "aggregate",
    ]  # fmt: skip
    assert casus("gold", "--output", "gold")[0] == 2, "what is there is not written over"
    decide(Decision("reject", "Ada", NOON, "a film", ("b2",)))
    assert casus("gold", "--output", "more")[0] == 0
    assert [len(one["claims"]) for one in json.loads((tmp_path / "more" / "gold.json").read_text())] == [2, 1]


def test_what_was_reviewed_scores_one_against_itself(casus: Result, tmp_path: Path, shared: Path) -> None:
    decide(*(Decision("accept", "Ada", NOON, "read", (claim,)) for claim in ("a1", "a2", "b1", "b2")))
    casus("gold", "--output", "gold")
    folder = tmp_path / "gold"
    done = subprocess.run(
        [sys.executable, shared / "gold" / "score.py", folder / "gold.json", folder / "gold.json", folder / "docs.json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    scores = dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines()[1:])
    assert set(scores.values()) == {"1.000"}
