"""Judging blind: nobody sees what the others judge before all have judged, and agreement is of that alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from people_values import HERE, NOW, PASSWORD, Browser, coded, fill_for_review
from starlette.testclient import TestClient

from casus.build import everything
from casus.linking import link
from casus.serving.accounts.passwords import digest_of
from casus.serving.app import make_app
from casus.serving.review import answers as models
from casus.serving.settings import Settings
from casus.store.blind import all_blind
from casus.store.record import Record

CLAIM = "c-gazette"
PEOPLE = {"ada": "coder", "grace": "coder", "joan": "coder", "edith": "editor", "root": "admin"}


@pytest.fixture
def place(tmp_path: Path) -> str:
    path = str(tmp_path / "casus.db")
    fill_for_review(path)
    digest = digest_of(PASSWORD)
    with Record.open(path) as record, record.accounts() as accounts:
        for name, role in PEOPLE.items():
            accounts.add(name, role, digest, NOW)  # type: ignore[arg-type]
    return path


@pytest.fixture
def people(place: str) -> Iterator[dict[str, Browser]]:
    app = make_app(Settings(place, rate=None, now=lambda: NOW))
    yield {
        name: Browser(TestClient(app, client=HERE, base_url="http://localhost", raise_server_exceptions=False)).log_in(
            name
        )
        for name in ("ada", "grace", "joan", "edith")
    }
    app.state.shelf.close()


@pytest.fixture
def given(people: dict[str, Browser]) -> dict[str, Browser]:
    """The same, after the editor has given a claim to Ada and Grace."""
    answer = people["edith"].post("/review/blind", {"claims": [CLAIM], "coders": ["ada", "Grace"]})
    assert answer.status_code == 201, answer.text
    return people


def read(browser: Browser, path: str) -> Any:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def judge(browser: Browser, kind: str = "accept", claim: str = CLAIM, status: int = 201, **fields: Any) -> Any:
    seen = read(browser, f"/review/claims/{claim}")["version"]
    body = {"kind": kind, "claim": claim, "version": seen, "because": "read", **fields}
    answer = browser.post("/decisions", body)
    assert answer.status_code == status, answer.text
    return answer.json()


def waiting(browser: Browser, asked: str = "") -> set[str]:
    return {item["claim"]["claim_id"] for item in read(browser, f"/review/queue{asked}")["items"]}


def seen_by(browser: Browser) -> Any:
    """All that somebody can see of the claim, wherever it is told."""
    claim = read(browser, f"/review/claims/{CLAIM}")
    claim["desk"] = None
    event = claim["claim"]["event_id"]
    pages = (
        f"/events/{event}",
        f"/events/{event}/dossier",
        f"/documents/{claim['document']['key']}",
        f"/review/events/{event}",
    )
    return [claim, read(browser, "/decisions"), read(browser, "/agreement"), *(read(browser, page) for page in pages)]


@pytest.mark.parametrize("judgement", [{"kind": "accept"}, {"kind": "reject"}, {"kind": "correct", "changes": {"kind": "shelling"}}])  # fmt: skip
def test_what_one_judges_is_seen_by_nobody_until_the_other_has(
    given: dict[str, Browser], judgement: dict[str, Any]
) -> None:
    before = seen_by(given["grace"])
    taken = judge(given["ada"], **judgement)
    assert taken["sealed"] is True
    models.TakenRow.model_validate(taken, strict=True)
    assert seen_by(given["grace"]) == before
    assert judge(given["grace"])["sealed"] is False
    history = read(given["joan"], f"/review/claims/{CLAIM}")["history"]
    assert {(one["author"], one["kind"]) for one in history} == {("ada", judgement["kind"]), ("grace", "accept")}


def test_the_claim_waits_for_those_two_alone_until_each_has_judged(given: dict[str, Browser]) -> None:
    assert {name: CLAIM in waiting(given[name], "?mine=true") for name in PEOPLE if name != "root"} == {
        "ada": True, "grace": True, "joan": False, "edith": False,
    }  # fmt: skip
    assert {name: CLAIM in waiting(given[name]) for name in ("ada", "joan")} == {"ada": True, "joan": False}
    assert given["ada"].post(f"/review/claims/{CLAIM}/desk", {}).status_code == 200
    assert given["grace"].post(f"/review/claims/{CLAIM}/desk", {}).status_code == 200
    judge(given["ada"])
    assert (CLAIM in waiting(given["ada"]), CLAIM in waiting(given["grace"])) == (False, True)
    judge(given["grace"])
    assert CLAIM not in waiting(given["grace"])
    assert CLAIM in waiting(given["joan"], "?state=reviewed")


def test_how_the_claim_stands_is_told_to_each(given: dict[str, Browser]) -> None:
    judge(given["ada"])
    told = {name: read(given[name], f"/review/claims/{CLAIM}")["blind"] for name in ("ada", "grace", "joan")}
    assert told == {"ada": "sealed", "grace": "yours", "joan": "others"}
    judge(given["grace"])
    assert read(given["joan"], f"/review/claims/{CLAIM}")["blind"] is None


@pytest.mark.parametrize("who", ["joan", "edith"])
def test_nobody_else_judges_it_meanwhile_and_nobody_judges_twice(given: dict[str, Browser], who: str) -> None:
    assert "wait until all" in judge(given[who], status=409)["detail"]
    judge(given["ada"])
    assert "sealed" in judge(given["ada"], "reject", status=409)["detail"]
    remark = {"kind": "comment", "claims": [CLAIM], "because": "see the second sentence"}
    assert given["grace"].post("/decisions", remark).status_code == 409
    assert given["joan"].post("/decisions", remark).status_code == 409
    judge(given["grace"])
    assert given["grace"].post("/decisions", remark).status_code == 201


def test_what_is_opened_is_linked_as_if_it_had_been_decided_openly(given: dict[str, Browser], place: str) -> None:
    judge(given["ada"], "correct", changes={"place": {"name": "Kas"}})
    judge(given["grace"], "correct", changes={"kind": "shelling"})
    claim = read(given["joan"], f"/review/claims/{CLAIM}")["claim"]
    assert (claim["place"], claim["kind"]) == ("Kas", "shelling")
    with Record.open(place) as record:
        assert record.links().event_of == link(*everything(record)).event_of
        assert record.faults() == ()


def test_agreement_is_of_what_was_judged_blind_and_of_nothing_else(people: dict[str, Browser]) -> None:
    asked = {"claims": [CLAIM, "c-herald"], "coders": ["ada", "grace"]}
    assert people["edith"].post("/review/blind", asked).status_code == 201
    judge(people["ada"], claim="c-mirror")
    judge(people["joan"], claim="c-mirror")
    judge(people["ada"])
    judge(people["grace"], "correct", changes={"kind": "shelling"})
    judge(people["ada"], claim="c-herald")
    found = read(people["ada"], "/agreement")
    assert found["claims"] == 1, "one that waits for the second says nothing yet"
    judge(people["grace"], claim="c-herald")
    judge(people["joan"], "correct", claim="c-herald", changes={"kind": "protest"})
    found = read(people["ada"], "/agreement")
    models.AgreementRow.model_validate(found, strict=True)
    kinds = next(one for one in found["fields"] if one["field"] == "kind")
    assert (found["claims"], kinds["claims"], kinds["coders"]) == (2, 2, 2)
    assert kinds["alpha"] == pytest.approx(0.0)


def test_editors_see_how_far_it_is_and_where_judgements_differ_and_coders_do_not(given: dict[str, Browser]) -> None:
    judge(given["ada"])
    (row,) = read(given["edith"], "/review/blind")["items"]
    assert row["coders"] == [{"name": "ada", "judged": True}, {"name": "grace", "judged": False}]
    assert (row["open"], row["same"]) == (True, None)
    judge(given["grace"], "reject")
    page = read(given["edith"], "/review/blind")
    models.BlindList.model_validate(page, strict=True)
    assert (page["items"][0]["open"], page["items"][0]["same"]) == (False, False)
    assert given["ada"].get("/review/blind").status_code == 403


def test_only_what_nobody_has_judged_is_given_out_and_to_two_at_least(people: dict[str, Browser]) -> None:
    editor = people["edith"]
    judge(people["joan"], claim="c-mirror")
    for claims, coders, status in [
        (["c-mirror"], ["ada", "grace"], 409), ([CLAIM], ["ada", "Ada"], 409), (["c-none"], ["ada", "grace"], 404), ([CLAIM], ["ada", "nobody"], 409),
    ]:  # fmt: skip
        assert editor.post("/review/blind", {"claims": claims, "coders": coders}).status_code == status
    assert read(editor, "/review/blind")["items"] == []
    assert people["ada"].post("/review/blind", {"claims": [CLAIM], "coders": ["ada", "grace"]}).status_code == 403
    assert editor.post("/review/blind", {"claims": [CLAIM], "coders": ["ada", "grace"]}).status_code == 201
    assert editor.post("/review/blind", {"claims": [CLAIM], "coders": ["ada", "joan"]}).status_code == 409
    assert editor.post("/review/assignments", {"claims": [CLAIM], "coder": "joan"}).status_code == 409


def test_a_sealed_judgement_outlives_a_restart_a_backup_and_coding_anew(
    given: dict[str, Browser], place: str, tmp_path: Path
) -> None:
    judge(given["ada"], "correct", changes={"kind": "shelling"})

    with Record.open(place) as record:
        record.add_document(coded("gazette"), coder="another")
        record.back_up(tmp_path / "backup.db")

    with Record.open(tmp_path / "backup.db") as record, record.asking() as connection:
        (sealed,) = (one.sealed for one in all_blind(connection)[CLAIM] if one.sealed is not None)
    assert (sealed.author, sealed.changes) == ("ada", (("kind", ("shelling",)),))
