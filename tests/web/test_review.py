"""Reviewing in a real browser: log in, correct a claim, merge two events, undo, and two who collide."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from casus.store.record import Record

PASSWORD = "four words in a row"


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    if not (files("casus.serving") / "static" / "index.html").is_file():
        pytest.skip("the web app is not built: make app")


@pytest.fixture
def own_record(sample_record: Path, tmp_path: Path) -> Path:
    with Record.open(sample_record) as record:
        record.back_up(tmp_path / "casus.db")
    return tmp_path / "casus.db"


@pytest.fixture
def local(own_record: Path, serve_record: Any) -> Iterator[str]:
    """A server at the machine itself, without accounts."""
    with serve_record(own_record) as address:
        yield address


@pytest.fixture
def shared_server(own_record: Path, serve_record: Any) -> Iterator[str]:
    """A server with two editors, a coder and an admin."""
    from datetime import UTC, datetime

    from casus.serving.accounts.passwords import digest_of

    digest = digest_of(PASSWORD)
    with Record.open(own_record) as record, record.accounts() as accounts:
        for name, role in (("ada", "editor"), ("grace", "editor"), ("joan", "coder"), ("root", "admin")):
            accounts.add(name, role, digest, datetime.now(UTC))  # type: ignore[arg-type]
    with serve_record(own_record) as address:
        yield address


def log_in(open_page: Any, address: str, name: str, **options: Any) -> Any:
    page = open_page("/account", at=address, **options)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_text(f"You are logged in as {name}").wait_for()
    return page


def first_claim(page: Any) -> str:
    """Open the first claim of the queue; its id."""
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/review")
    page.locator("#waits-0").click()
    page.get_by_role("button", name="Accept").wait_for()
    return str(page.url.rsplit("/", 1)[1])


def test_somebody_logs_in_is_known_and_logs_out(open_page: Any, shared_server: str) -> None:
    page = open_page("/account", at=shared_server, refused=(401,))
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill("a wrong password")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").get_by_text("do not go together").wait_for()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_text("You are logged in as ada, editor").wait_for()
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert page.evaluate("document.cookie") == ""
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("heading", name="Log in").wait_for()


def test_an_invitation_makes_an_account(open_page: Any, shared_server: str) -> None:
    admin = log_in(open_page, shared_server, "root")
    admin.get_by_role("link", name="People").click()
    admin.get_by_role("button", name="Make a link").click()
    link = admin.get_by_label("Link").input_value()
    guest = open_page(link.removeprefix(shared_server), at=shared_server)
    guest.get_by_label("Name").fill("edith")
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Make the account").click()
    guest.get_by_text("You are logged in as edith, coder").wait_for()
    assert "invitation" not in guest.url


def test_a_claim_is_corrected_by_its_fields_and_by_words_selected_in_the_text(open_page: Any, local: str) -> None:
    page = open_page("/review", at=local)
    claim = first_claim(page)
    page.get_by_label("Kind", exact=False).first.select_option("protest")
    page.get_by_role("button", name="Add a number").click()
    page.get_by_label("at least").last.fill("40")
    page.get_by_label("at least").last.press("Tab")
    page.evaluate(
        """() => {
          const body = document.querySelector('.text'), range = document.createRange();
          range.selectNodeContents(body.querySelector('mark'));
          const node = body.querySelector('mark').firstChild;
          range.setEnd(node, 20);
          const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range);
        }"""
    )
    page.get_by_role("button", name="Use the selected words").click()
    page.get_by_role("button", name="Save the correction").click()
    page.get_by_text("Corrected; the events follow.").wait_for()
    told = page.evaluate("id => fetch(`/api/v1/review/claims/${id}`).then(a => a.json())", claim)
    assert told["claim"]["kind"] == "protest"
    assert (told["claim"]["counts"][-1]["what"], told["claim"]["counts"][-1]["min"]) == ("killed", 40)
    assert told["claim"]["evidence"] == told["coded"]["evidence"][:20]
    assert set(told["claim"]["corrected"]) == {"kind", "counts", "evidence"}
    assert told["event"]["kind"] == "protest"


def test_keys_accept_undo_go_on_and_explain_themselves(open_page: Any, local: str) -> None:
    page = open_page("/review", at=local)
    claim = first_claim(page)
    page.locator("body").press("a")
    page.get_by_text("Accepted.").wait_for()
    page.locator("body").press("u")
    page.get_by_text("Undone.").wait_for()
    page.locator("body").press("?")
    page.get_by_role("dialog").get_by_text("undo my last decision").wait_for()
    page.keyboard.press("Escape")
    page.locator("body").press("j")
    page.wait_for_function("claim => !location.pathname.endsWith(claim)", arg=claim)
    page.locator("body").press("k")
    page.wait_for_url(f"**/review/claims/{claim}")
    page.get_by_role("button", name="Accept").wait_for()
    page.get_by_label("Remark").fill("a j in a field is a letter")
    page.get_by_role("button", name="Add the remark").click()
    page.get_by_text("Remark added.").wait_for()
    assert page.url.endswith(claim)


def test_two_events_are_merged_by_picking_and_the_merger_is_undone(open_page: Any, local: str) -> None:
    page = open_page("/review", at=local)
    event = page.evaluate(
        """async () => {
          const events = (await (await fetch('/api/v1/events?limit=100')).json()).items;
          for (const one of events) {
            const told = await (await fetch(`/api/v1/review/events/${one.event_id}`)).json();
            if (told.near.length) return told;
          }
        }"""
    )
    page.goto(f"{local}/review?event={event['event']['event_id']}")
    page.get_by_role("checkbox").nth(len(event["claims"])).check()
    page.get_by_label("Why").fill("one and the same")
    page.get_by_role("button", name="Merge into one event").click()
    page.get_by_text("because: one and the same").wait_for()
    assert page.get_by_role("checkbox").count() > len(event["claims"])
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("because: taken back").wait_for()


def test_two_who_judge_one_claim_collide_and_the_second_is_told(open_page: Any, shared_server: str) -> None:
    ada = log_in(open_page, shared_server, "ada", refused=(409,))
    grace = log_in(open_page, shared_server, "grace", refused=(409,))
    claim = first_claim(ada)
    grace.goto(f"{shared_server}/review/claims/{claim}")
    grace.get_by_text("this claim is on the desk of ada").wait_for()
    grace.get_by_role("button", name="Reject").click()
    grace.get_by_text("Rejected: the claim counts for nothing.").wait_for()
    ada.get_by_role("button", name="Accept").click()
    ada.get_by_role("alert").get_by_text("was changed by grace").wait_for()
    ada.get_by_role("button", name="Look at it as it is now").click()
    ada.get_by_text("This claim was rejected and counts for nothing.").wait_for()


def test_a_missed_claim_is_added_by_keys_alone(open_page: Any, local: str) -> None:
    page = open_page("/review", at=local)
    claim = first_claim(page)
    page.locator("body").press("n")
    page.get_by_role("heading", name="Add a missed claim").wait_for()
    page.get_by_role("button", name="Add the claim").press("Enter")
    page.get_by_role("alert").get_by_text("Select the words in the text first").wait_for()
    words = page.locator(".text").inner_text()[:60].strip()
    field = page.get_by_label("Its words, as they stand in the text")
    field.fill("words that stand nowhere in it")
    field.press("Tab")
    page.get_by_role("alert").get_by_text("do not stand in the text").wait_for()
    field.fill(words)
    field.press("Tab")
    page.locator("mark", has_text=words).wait_for()
    page.get_by_label("Kind", exact=False).first.select_option("protest")
    page.get_by_role("combobox", name="Place").fill("Oldtown")
    page.get_by_label("First day").fill("2024-03-05")
    page.get_by_label("Last day").fill("2024-03-05")
    page.get_by_role("button", name="Add the claim").press("Enter")
    page.get_by_role("link", name="Look at the claim").click()
    page.get_by_role("heading", name="Review of a claim").wait_for()
    added = page.url.rsplit("/", 1)[1]
    told = page.evaluate("id => fetch(`/api/v1/review/claims/${id}`).then(a => a.json())", added)
    assert added != claim
    assert (told["claim"]["evidence"], told["claim"]["kind"], told["event"]["kind"]) == (words, "protest", "protest")
    page.locator("body").press("u")
    page.get_by_text("This claim was rejected and counts for nothing.").wait_for()


def test_a_claim_is_moved_to_an_event_of_its_own_and_back(open_page: Any, local: str) -> None:
    page = open_page("/review", at=local)
    claim = page.evaluate(
        """async () => {
          const events = (await (await fetch('/api/v1/events?limit=100')).json()).items;
          return events.find((one) => one.claim_ids.length > 1).claim_ids[0];
        }"""
    )
    page.goto(f"{local}/review/claims/{claim}")
    page.get_by_role("button", name="Accept").wait_for()
    home = page.evaluate("id => fetch(`/api/v1/review/claims/${id}`).then(a => a.json())", claim)["claim"]["event_id"]
    for there in ("An event of its own", None):
        page.locator("body").press("m")
        dialog = page.get_by_role("dialog", name="Move the claim")
        if there:
            dialog.get_by_label(there).check()
        else:
            dialog.get_by_label("Another event's id or address").fill(f"{local}/events/{home}")
        assert dialog.get_by_role("button", name="Move").is_disabled()
        dialog.get_by_label("Why").fill("another day")
        dialog.get_by_role("button", name="Move").click()
        page.get_by_text("Moved; the events follow.").wait_for()
        told = page.evaluate("id => fetch(`/api/v1/review/claims/${id}`).then(a => a.json())", claim)
        if there:
            assert told["claim"]["event_id"] != home or told["event"]["claim_ids"] == [claim]
            others = told["history"][0]["apart_ids"]
            other = page.evaluate("id => fetch(`/api/v1/review/claims/${id}`).then(a => a.json())", others[0])
            assert other["claim"]["event_id"] != told["claim"]["event_id"]
            home = other["claim"]["event_id"]
        else:
            assert told["claim"]["event_id"] == home or len(told["event"]["claim_ids"]) > 1


def test_a_number_is_set_and_an_operation_named(open_page: Any, local: str) -> None:
    page = open_page("/review", at=local)
    event = page.evaluate(
        """async () => (await (await fetch('/api/v1/events?limit=100')).json()).items.find((one) => one.operation_id)"""
    )
    page.goto(f"{local}/review?event={event['event_id']}")
    form = page.get_by_role("group", name="Its numbers")
    form.get_by_label("What is counted").select_option("missing")
    form.get_by_label("At least").fill("9")
    form.get_by_label("Best").fill("7")
    form.get_by_text("The least must not be above").wait_for()
    form.get_by_label("At least").fill("5")
    form.get_by_label("Reason for the number").fill("counted by the mayor")
    form.get_by_role("button", name="Set the number").click()
    form.get_by_role("listitem").filter(has_text="missing").get_by_text("7").wait_for()
    page.get_by_role("link", name="Name the operation").click()
    page.get_by_label("What it is called").fill("The <b>long</b> winter")
    page.get_by_label("Why").fill("as its people call it")
    page.get_by_role("button", name="Name it").click()
    page.get_by_role("link", name="The <b>long</b> winter").wait_for()
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_role("link", name="The <b>long</b> winter").wait_for(state="detached")


def test_claims_are_assigned_and_coded_blind(open_page: Any, shared_server: str) -> None:
    ada = log_in(open_page, shared_server, "ada")
    ada.goto(f"{shared_server}/review")
    ada.locator("#waits-0").focus()
    ada.keyboard.press("x")
    ada.get_by_text("Assign claims").click()
    ada.get_by_text("1 claim picked").wait_for()
    claim = ada.locator("#waits-0").get_attribute("href").rsplit("/", 1)[1]
    ada.get_by_label("Blind:").check()
    for name in ("grace", "joan"):
        ada.get_by_role("checkbox", name=name, exact=True).check()
    ada.get_by_role("button", name="Give them out").click()
    ada.get_by_text("1 claim is given out blind to grace, joan.").wait_for()
    joan = log_in(open_page, shared_server, "joan")
    joan.goto(f"{shared_server}/review/claims/{claim}")
    joan.get_by_text("nobody sees your judgement before all have judged").wait_for()
    joan.get_by_role("button", name="Reject").click()
    joan.get_by_text("It is sealed until the others have judged.").wait_for()
    grace = log_in(open_page, shared_server, "grace")
    grace.goto(f"{shared_server}/review/claims/{claim}")
    grace.get_by_role("button", name="Accept").click()
    grace.get_by_text("Accepted.").wait_for()
    grace.goto(f"{shared_server}/review")
    grace.get_by_role("row").filter(has_text=claim).get_by_text("judgements differ").wait_for()
    grace.get_by_text("Agreement between coders").click()
    grace.get_by_text("over 1 claim that two people or more judged blind").wait_for()


def test_history_tells_who_decided_what(open_page: Any, local: str) -> None:
    page = open_page("/review", at=local)
    claim = first_claim(page)
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("Accepted.").wait_for()
    page.goto(f"{local}/history")
    page.get_by_text("is coded as the words say").wait_for()
    page.get_by_role("link", name=claim).click()
    page.get_by_role("button", name="Accept").wait_for()


@pytest.mark.parametrize("path", ["/account", "/review", "/history"])
def test_pages_fit_a_phone(open_page: Any, local: str, path: str) -> None:
    page = open_page(path, at=local, viewport={"width": 360, "height": 740})
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if path == "/review":
        first_claim(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
