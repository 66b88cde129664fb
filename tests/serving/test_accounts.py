"""Who may do what: sessions, roles, and what stands before everything that writes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from people_values import HERE, NOW, PAGE, PASSWORD, Browser, add_people, fill_for_review
from starlette.testclient import TestClient

from casus.serving.accounts import passwords, routes, throttle
from casus.serving.accounts.tokens import digest_of
from casus.serving.app import make_app
from casus.serving.settings import Settings
from casus.store.record import Record
from casus.store.schema_accounts import ROLES

Visit = Callable[..., Browser]


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 at its least, for speed; the costs of the program have a test of their own."""
    from argon2 import PasswordHasher

    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: cheap)
    passwords._nobody.cache_clear()


@pytest.fixture
def place(tmp_path: Path) -> str:
    path = str(tmp_path / "casus.db")
    fill_for_review(path)
    return path


@pytest.fixture
def clock() -> SimpleNamespace:
    return SimpleNamespace(now=NOW)


@pytest.fixture
def visit(place: str, clock: SimpleNamespace) -> Any:
    """Makes browsers that visit one server, whose settings are those of the first call."""
    apps: list[Any] = []

    def make(base: str = "http://localhost", **settings: Any) -> Browser:
        if not apps:
            apps.append(make_app(Settings(place, **{"now": lambda: clock.now, "rate": None, **settings})))
        return Browser(TestClient(apps[0], client=HERE, base_url=base, raise_server_exceptions=False))

    yield make
    for app in apps:
        app.state.shelf.close()


def cookie_of(answer: Any) -> str:
    return str(answer.headers["set-cookie"])


# --------------------------------------------------------------------------------------------- the way of a password


AWAY = ("192.0.2.7", 50_000)


def knock(
    visit: Visit,
    *,
    base: str = "http://localhost",
    client: tuple[str, int] = HERE,
    headers: dict[str, str] | None = None,
    **settings: Any,
) -> Any:
    """Log in from somewhere."""
    browser = visit(base, **settings)
    browser.client = TestClient(browser.client.app, client=client, base_url=base, raise_server_exceptions=False)
    told = {**PAGE, "Origin": base, **(headers or {})}
    return browser.client.post("/api/v1/session", json={"name": "coder", "password": PASSWORD}, headers=told)


@pytest.mark.parametrize("client", [("127.0.0.1", 1), ("127.8.8.8", 1), ("::1", 1)])
def test_a_password_may_come_in_the_clear_from_this_machine_itself(
    place: str, visit: Visit, client: tuple[str, int]
) -> None:
    add_people(place)
    assert knock(visit, client=client).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via"])
def test_what_a_proxy_passes_on_that_is_not_named_is_not_from_this_machine(
    place: str, visit: Visit, header: str
) -> None:
    add_people(place)
    answer = knock(visit, headers={header: "https"})
    assert (answer.status_code, "in the clear" in answer.json()["detail"]) == (403, True)


def test_from_another_machine_it_needs_tls(place: str, visit: Visit) -> None:
    add_people(place)
    answer = knock(visit, client=AWAY)
    assert (answer.status_code, "--insecure-login" in answer.json()["detail"]) == (403, True)
    assert "set-cookie" not in answer.headers
    assert knock(visit, client=AWAY, base="https://localhost").status_code == 200


def test_it_may_come_in_the_clear_where_who_runs_the_server_says_so(place: str, visit: Visit) -> None:
    add_people(place)
    assert knock(visit, client=AWAY, insecure_login=True).status_code == 200


def test_an_invitation_is_taken_and_a_password_changed_on_a_safe_way_only(place: str, visit: Visit) -> None:
    add_people(place)
    admin = visit().log_in("admin")
    admin.client = TestClient(admin.client.app, client=AWAY, base_url="http://localhost", cookies=admin.client.cookies)
    token = admin.post("/invitations", {"role": "coder"}).json()["token"]
    used = admin.post("/invitations/use", {"token": token, "name": "edith", "password": PASSWORD})
    changed = admin.send("PUT", "/session/password", {"old": PASSWORD, "new": PASSWORD + "!"})
    assert (used.status_code, changed.status_code) == (403, 403)


# --------------------------------------------------------------------------------------------- sessions


def test_whoever_logs_in_is_known_until_they_log_out(place: str, visit: Visit) -> None:
    add_people(place)
    browser = visit().log_in("coder")
    told = browser.get("/session").json()
    assert (told["name"], told["role"], told["local"], told["may_read"]) == ("coder", "coder", False, True)
    assert browser.send("DELETE", "/session").status_code == 200
    assert browser.get("/session").json()["name"] is None
    assert browser.get("/events").status_code == 401


def test_a_session_ends_after_a_week_whatever_is_done_in_it(place: str, visit: Visit, clock: SimpleNamespace) -> None:
    add_people(place)
    browser = visit().log_in("coder")
    clock.now += timedelta(days=6, hours=23)
    assert browser.get("/events").status_code == 200
    clock.now += timedelta(hours=2)
    assert browser.get("/events").status_code == 401


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(place: str, visit: Visit) -> None:
    add_people(place)
    answer = visit().post("/session", {"name": "coder", "password": PASSWORD})
    told = cookie_of(answer)
    assert told.startswith("casus=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(told.split("; "))
    assert "Domain" not in told


def test_over_tls_the_cookie_is_secure_and_bound_to_the_host(place: str, visit: Visit) -> None:
    add_people(place)
    browser = visit("https://localhost")
    answer = browser.send("POST", "/session", {"name": "coder", "password": PASSWORD}, Origin="https://localhost")
    assert answer.status_code == 200
    told = cookie_of(answer)
    assert told.startswith("__Host-casus=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(told.split("; "))


def test_a_session_that_somebody_else_fixed_is_not_used(place: str, visit: Visit) -> None:
    add_people(place)
    attacker, victim = visit(), visit()
    attacker.log_in("reader")
    planted = attacker.client.cookies["casus"]
    victim.client.cookies.set("casus", planted)
    victim.log_in("admin")
    own = {cookie.value for cookie in victim.client.cookies.jar} - {planted}
    assert own
    assert attacker.get("/session").json()["name"] is None, "the session that came along has ended"
    victim.client.cookies.clear()
    victim.client.cookies.set("casus", own.pop())
    assert victim.get("/session").json()["name"] == "admin"


def test_each_login_has_a_token_of_its_own_and_none_is_kept(place: str, visit: Visit) -> None:
    add_people(place)
    tokens = [visit().log_in("coder").client.cookies["casus"] for _ in range(2)]
    assert tokens[0] != tokens[1]
    stored = Path(place).read_bytes() + Path(f"{place}-wal").read_bytes()
    assert digest_of(tokens[0]).encode() in stored
    assert not any(secret.encode() in stored for secret in (*tokens, PASSWORD))


@pytest.mark.parametrize("change", [{"role": "reader"}, {"disabled": True}])
def test_a_changed_account_is_logged_out_everywhere(place: str, visit: Visit, change: dict[str, Any]) -> None:
    add_people(place)
    here, there, admin = visit().log_in("editor"), visit().log_in("editor"), visit().log_in("admin")
    assert admin.send("PATCH", "/users/editor", change).status_code == 200
    assert {one.get("/events").status_code for one in (here, there)} == {401}


def test_a_new_password_ends_all_other_sessions(place: str, visit: Visit) -> None:
    add_people(place)
    here, there = visit().log_in("coder"), visit().log_in("coder")
    wrong = here.send("PUT", "/session/password", {"old": "not this one at all", "new": "five words in one row"})
    assert wrong.status_code == 403
    assert here.send("PUT", "/session/password", {"old": PASSWORD, "new": "short"}).status_code == 409
    assert here.send("PUT", "/session/password", {"old": PASSWORD, "new": "five words in one row"}).status_code == 200
    assert here.get("/session").json()["name"] == "coder"
    assert there.get("/session").json()["name"] is None
    visit().log_in("coder", "five words in one row")


# --------------------------------------------------------------------------------------------- logging in


def test_every_failure_looks_the_same(place: str, visit: Visit) -> None:
    add_people(place)
    with Record.open(place) as record, record.accounts() as accounts:
        accounts.change("reader", disabled=True)
    attempts = [("coder", "not the password"), ("nobody-here", PASSWORD), ("reader", PASSWORD), ("../etc", PASSWORD)]
    answers = [visit().post("/session", {"name": name, "password": password}) for name, password in attempts]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert not any("set-cookie" in answer.headers for answer in answers)


def test_a_password_is_checked_whether_somebody_is_called_so_or_not(
    place: str, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the time tells nothing: as much is worked out for an unknown name as for a wrong password."""
    add_people(place)
    checked: list[str] = []
    whole = passwords.hasher().verify
    monkeypatch.setattr(
        passwords,
        "hasher",
        lambda: SimpleNamespace(hash=lambda _words: checked.append("made") or NOBODY, verify=watched),
    )

    def watched(digest: str, password: str) -> bool:
        checked.append("nobody" if digest == NOBODY else "somebody")
        return whole(digest, password)

    passwords._nobody()
    checked.clear()
    visit().post("/session", {"name": "coder", "password": "not the password"})
    visit().post("/session", {"name": "unheard-of", "password": "not the password"})
    assert checked == ["somebody", "nobody"]


NOBODY = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$O7vQb3pQ7m2bC4w0qQ1v2g"


def test_a_name_can_be_tried_ten_times_in_a_quarter_of_an_hour_from_wherever(place: str, visit: Visit) -> None:
    add_people(place)
    browser = visit()
    for name in ("coder", "unheard-of"):
        statuses = [browser.post("/session", {"name": name, "password": "no"}).status_code for _ in range(11)]
        assert statuses == [401] * 10 + [429]
    late = browser.post("/session", {"name": "CODER", "password": PASSWORD})
    assert (late.status_code, late.headers["retry-after"]) == (429, "900")
    visit().log_in("editor")


def test_blanks_around_a_name_are_no_more_attempts(place: str, visit: Visit) -> None:
    add_people(place)
    browser = visit()
    spelt = ["coder" + " " * n for n in range(5)] + [" " * n + "Coder" for n in range(1, 7)]
    statuses = [browser.post("/session", {"name": name, "password": "no"}).status_code for name in spelt]
    assert statuses == [401] * 10 + [429]


def test_an_address_can_try_thirty_names(place: str, visit: Visit) -> None:
    add_people(place)
    browser = visit()
    statuses = [browser.post("/session", {"name": f"name{n}", "password": "no"}).status_code for n in range(31)]
    assert statuses == [401] * 30 + [429]
    assert throttle.FOR_ADDRESS.startswith("30/")


def test_logging_in_well_forgets_the_attempts_before(place: str, visit: Visit) -> None:
    add_people(place)
    for _ in range(2):
        for _ in range(9):
            visit().post("/session", {"name": "coder", "password": "no"})
        visit().log_in("coder")


def test_passwords_cost_a_guesser_what_rfc_9106_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    passwords.hasher.cache_clear()
    digest = passwords.digest_of(PASSWORD)
    assert digest.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.fits(PASSWORD, digest)
    assert not passwords.fits(PASSWORD + "s", digest)
    assert not passwords.fits(PASSWORD, None)
    assert passwords.digest_of(PASSWORD) != digest, "each has its own salt"


@pytest.mark.parametrize("secret", [PASSWORD, "TOKEN", "CSRF", "INVITATION"])
def test_no_secret_is_logged_or_told_in_an_error(
    place: str, visit: Visit, secret: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    add_people(place)
    browser = visit().log_in("admin")
    invitation = browser.post("/invitations", {"role": "coder"}).json()["token"]
    secrets = {"TOKEN": browser.client.cookies["casus"], "CSRF": browser.csrf, "INVITATION": invitation}
    looked_for = secrets.get(secret, secret)

    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("casus.serving.accounts.routes.fits", broken)
    told = [
        browser.post("/session", {"name": "admin", "password": PASSWORD}),
        browser.post("/session", {"name": "admin", "password": [PASSWORD]}),
        browser.post("/invitations/use", {"token": [invitation], "name": "x", "password": PASSWORD}),
        browser.post("/invitations/use", {"token": invitation, "name": "Ä", "password": PASSWORD}),
        browser.get("/users"),
    ]
    assert told[0].status_code == 500
    said = capfd.readouterr()
    assert looked_for not in "".join([caplog.text, said.out, said.err, *(answer.text for answer in told)])


# --------------------------------------------------------------------------------------------- other sites


WRITES = [
    ("POST", "/decisions", {"kind": "accept", "claim": "c-herald", "version": "0-0"}),
    ("POST", "/review/claims/c-herald/desk", {}),
    ("POST", "/review/assignments", {"claims": ["c-herald"], "coder": "coder"}),
    ("DELETE", "/review/claims/c-herald/desk", None),
    ("POST", "/invitations", {"role": "coder"}),
    ("PATCH", "/users/coder", {"role": "admin"}),
    ("PUT", "/session/password", {"old": PASSWORD, "new": "another long password"}),
    ("DELETE", "/session", None),
]
FROM_ELSEWHERE: list[dict[str, str]] = [
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://localhost:9999", "Sec-Fetch-Site": "same-site"},
    {"Origin": "https://localhost", "Sec-Fetch-Site": "same-site"},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "null"},
    {"Origin": "http://[localhost"},
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_what_another_site_sends_is_refused_with_the_cookie_and_even_with_the_token(
    place: str, visit: Visit, method: str, path: str, body: Any
) -> None:
    add_people(place)
    browser = visit().log_in("admin")
    for headers in FROM_ELSEWHERE:
        answer = browser.client.request(
            method, f"/api/v1{path}", json=body, headers={"X-CSRF-Token": browser.csrf, **headers}
        )
        assert answer.status_code == 403, headers
    bare = browser.client.request(method, f"/api/v1{path}", json=body, headers={"X-CSRF-Token": browser.csrf})
    assert bare.status_code == 403
    with Record.open(place) as record:
        assert record.decisions() == ()


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
@pytest.mark.parametrize("token", ["", "x" * 43])
def test_writing_needs_the_token_of_the_session(
    place: str, visit: Visit, method: str, path: str, body: Any, token: str
) -> None:
    add_people(place)
    browser = visit().log_in("admin")
    other = visit().log_in("admin").csrf
    for wrong in (token, other):
        browser.csrf = wrong
        answer = browser.send(method, path, body)
        assert (answer.status_code, "token" in answer.json()["detail"]) == (403, True)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", ""])
def test_what_a_form_could_send_is_refused(place: str, visit: Visit, kind: str) -> None:
    add_people(place)
    browser = visit()
    body = b'{"name": "coder", "password": "four words in a row"}'
    answer = browser.client.post("/api/v1/session", content=body, headers={**PAGE, "Content-Type": kind})
    assert answer.status_code == 415


def test_logging_in_through_another_site_is_refused(place: str, visit: Visit) -> None:
    add_people(place)
    answer = visit().send("POST", "/session", {"name": "coder", "password": PASSWORD}, Origin="https://evil.example")
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_what_is_too_long_is_refused_before_it_is_read(place: str, visit: Visit) -> None:
    add_people(place)
    answer = visit().post("/session", {"name": "coder", "password": "x" * 300_000})
    assert answer.status_code == 413


def test_why_nobody_can_be_known_is_said_where_the_server_runs(
    place: str, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = visit()
    Path(place).unlink()
    answer = browser.get("/session")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert place not in answer.text
    assert f"the record {place} is not there any more" in capsys.readouterr().err


# --------------------------------------------------------------------------------------------- roles

NOBODY_KNOWN = "nobody"
MATRIX = [
    # method, path, body, the least role that may; what else is wrong with the request does not matter
    ("GET", "/events", None, "reader"),
    ("GET", "/documents/herald", None, "reader"),
    ("GET", "/search?q=market", None, "reader"),
    ("GET", "/decisions", None, "reader"),
    ("GET", "/review/queue", None, "coder"),
    ("GET", "/review/claims/c-herald", None, "coder"),
    ("GET", "/agreement", None, "coder"),
    ("POST", "/review/claims/c-herald/desk", {}, "coder"),
    ("DELETE", "/review/claims/c-herald/desk", None, "coder"),
    ("POST", "/decisions", {"kind": "accept", "claim": "c-herald", "version": "-"}, "coder"),
    ("POST", "/decisions", {"kind": "reject", "claim": "c-herald", "version": "-", "because": "x"}, "coder"),
    (
        "POST",
        "/decisions",
        {"kind": "correct", "claim": "c-herald", "version": "-", "because": "x", "changes": {}},
        "coder",
    ),
    ("POST", "/decisions", {"kind": "comment", "claims": ["c-herald"], "because": "x"}, "coder"),
    ("POST", "/decisions", {"kind": "merge", "events": {"e1": "-", "e2": "-"}, "because": "x"}, "editor"),
    (
        "POST",
        "/decisions",
        {"kind": "split", "event": "e1", "version": "-", "claims": ["c-herald"], "because": "x"},
        "editor",
    ),
    ("POST", "/decisions", {"kind": "move", "claim": "c-herald", "version": "-", "to": None, "because": "x"}, "editor"),
    (
        "POST",
        "/decisions",
        {"kind": "number", "event": "e1", "version": "-", "what": "killed", "best": 1, "because": "x"},
        "editor",
    ),
    ("POST", "/decisions", {"kind": "name", "operation": "o1", "version": "-", "name": "x", "because": "x"}, "editor"),
    ("POST", "/decisions", {"kind": "add", "document": "d1", "version": "-", "fields": {"kind": "protest"}}, "coder"),
    ("GET", "/review/documents/d1", None, "coder"),
    ("GET", "/review/operations/o1", None, "coder"),
    ("GET", "/review/coders", None, "editor"),
    ("GET", "/review/blind", None, "editor"),
    ("POST", "/review/blind", {"claims": ["c-herald"], "coders": ["coder", "editor"]}, "editor"),
    ("POST", "/review/assignments", {"claims": ["c-herald"], "coder": "coder"}, "editor"),
    ("GET", "/alerts", None, "reader"),
    ("POST", "/alerts", {"name": "a1", "query": "kind=siege"}, "coder"),
    ("DELETE", "/alerts/a1", None, "coder"),
    ("GET", "/users", None, "admin"),
    ("POST", "/invitations", {"role": "reader"}, "admin"),
    ("PATCH", "/users/reader", {"role": "reader"}, "admin"),
]


@pytest.mark.parametrize("role", [NOBODY_KNOWN, *ROLES])
def test_each_role_may_do_what_the_table_says_and_no_more(place: str, visit: Visit, role: str) -> None:
    add_people(place)
    browser = visit()
    if role != NOBODY_KNOWN:
        browser.log_in(role)
    for method, path, body, least in MATRIX:
        status = browser.send(method, path, body).status_code
        allowed = role != NOBODY_KNOWN and ROLES.index(role) >= ROLES.index(least)  # type: ignore[arg-type]
        refused = 401 if role == NOBODY_KNOWN else 403
        assert (status == refused) != allowed, (role, method, path, body, status)


def test_the_table_has_every_address_that_is_not_for_all_readers(visit: Visit) -> None:
    told = visit().client.get("/openapi.json").json()["paths"]
    mine = {(method.upper(), path) for path, methods in told.items() for method, one in methods.items() if {"accounts", "review"} & set(one["tags"])}  # fmt: skip
    tried = {(method, path.split("?")[0]) for method, path, _, _ in MATRIX}
    for method, path in mine:
        if "session" in path or path.endswith("/use"):
            continue  # by whom these may be asked is not a matter of roles
        pattern = path.removeprefix("/api/v1").split("/")
        alike = [
            one for one in tried
            if one[0] == method and len(one[1].split("/")) == len(pattern)
            and all(part in (given, f"{{{part.strip('{}')}}}") for part, given in zip(pattern, one[1].split("/"), strict=True))
        ]  # fmt: skip
        assert alike or path == "/api/v1/review/events/{event_id}", (method, path)


def test_who_reads_without_an_account_is_for_the_admin_to_say(place: str, visit: Visit) -> None:
    add_people(place)
    stranger = visit()
    assert stranger.get("/events").status_code == 401
    assert stranger.client.get("/").status_code in (200, 503), "the page to log in on is for all"
    with Record.open(place) as record, record.accounts() as accounts:
        accounts.set_reading("public")
    assert stranger.get("/events").status_code == 200
    assert stranger.post("/decisions", {"kind": "accept", "claim": "c-herald", "version": "0-0"}).status_code == 401


# --------------------------------------------------------------------------------------------- feeds


@pytest.fixture
def feed(place: str, visit: Visit) -> str:
    """The address of a feed of a search that ``coder`` saved, in a record that is read with an account only."""
    add_people(place)
    told = visit().log_in("coder").post("/searches", {"name": "Strikes", "query": "kind=air_strike"})
    assert told.status_code == 200, told.text
    return str(told.json()["feeds"]["atom"])


def test_a_program_without_a_cookie_reads_a_feed_by_its_key_and_nothing_else(visit: Visit, feed: str) -> None:
    program = visit()
    answer = program.client.get(feed)
    assert answer.status_code == 200
    assert "El Fasher" in answer.text
    assert program.client.get(feed, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    others = ("/api/v1/events", "/api/v1/events.atom", "/api/v1/searches", "/feeds/guessed.atom", "/feeds/.atom")
    assert {program.client.get(path).status_code for path in others} == {401}
    key = feed.removeprefix("/feeds/").removesuffix(".atom")
    for path in (
        f"/feeds/{key}",
        f"/feeds/{key}/../../api/v1/events",
        f"/feeds/x/{key}.atom",
        f"/api/v1/events?key={key}",
    ):
        assert program.client.get(path).status_code == 401, path
    assert program.client.post(feed, headers=PAGE, json={}).status_code == 401


def test_a_key_ends_when_its_owner_may_read_no_longer_or_removes_the_search(
    place: str, visit: Visit, feed: str
) -> None:
    def disable(wanted: bool) -> int:
        with Record.open(place) as record, record.accounts() as accounts:
            accounts.change("coder", disabled=wanted)
        return int(visit().client.get(feed).status_code)

    assert [disable(True), disable(False)] == [401, 200]
    key = feed.removeprefix("/feeds/").removesuffix(".atom")
    assert visit().log_in("coder").send("DELETE", f"/searches/{key}").status_code == 200
    assert visit().client.get(feed).status_code == 401


def test_who_logs_in_where_somebody_else_was_is_not_told_that_nothing_has_changed(place: str, visit: Visit) -> None:
    add_people(place)
    browser = visit().log_in("coder")
    assert browser.post("/searches", {"name": "Strikes", "query": "kind=air_strike"}).status_code == 200
    theirs = browser.get("/searches")
    assert browser.send("GET", "/searches", **{"If-None-Match": theirs.headers["ETag"]}).status_code == 304
    browser.log_in("reader")
    mine = browser.send("GET", "/searches", **{"If-None-Match": theirs.headers["ETag"]})
    assert (mine.status_code, mine.json()["items"]) == (200, [])
    assert "Cookie" in mine.headers["Vary"]


def test_searches_from_before_there_were_accounts_are_for_those_who_log_in(place: str, visit: Visit) -> None:
    one = visit(local=True).at_the_machine().post("/searches", {"name": "Strikes", "query": ""}).json()
    assert visit().client.get(one["feeds"]["rss"]).status_code == 200
    add_people(place)
    assert visit().client.get(one["feeds"]["rss"]).status_code == 401
    assert visit().log_in("reader").client.get(one["feeds"]["rss"]).status_code == 200


# --------------------------------------------------------------------------------------------- without accounts


def test_at_the_machine_itself_one_may_decide_without_an_account(visit: Visit) -> None:
    browser = visit(local=True).at_the_machine()
    told = browser.get("/session").json()
    assert (told["name"], told["role"], told["accounts"]) == ("local", "editor", False)
    assert browser.get("/review/queue").status_code == 200
    assert browser.get("/users").status_code == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_who_comes_through_a_proxy_is_not_at_the_machine(visit: Visit, header: str) -> None:
    browser = visit(local=True).at_the_machine()
    assert browser.send("GET", "/review/queue", **{header: "203.0.113.9"}).status_code == 401


def test_elsewhere_nobody_decides_without_an_account(visit: Visit) -> None:
    browser = visit().at_the_machine()
    assert browser.get("/session").json()["name"] is None
    assert browser.get("/events").status_code == 200, "reading is as it was before there were accounts"
    assert browser.post("/decisions", {"kind": "comment", "claims": ["c-herald"], "because": "x"}).status_code == 401


def test_the_first_account_ends_deciding_without_one(place: str, visit: Visit) -> None:
    browser = visit(local=True).at_the_machine()
    assert browser.get("/review/queue").status_code == 200
    add_people(place, "admin")
    assert browser.get("/review/queue").status_code == 401


# --------------------------------------------------------------------------------------------- people


def test_an_invitation_makes_one_account_once(place: str, visit: Visit, clock: SimpleNamespace) -> None:
    add_people(place)
    admin = visit().log_in("admin")
    token = admin.post("/invitations", {"role": "editor"}).json()["token"]
    guest = visit()
    made = guest.post("/invitations/use", {"token": token, "name": "Ada.L", "password": PASSWORD})
    assert (made.status_code, made.json()["name"], made.json()["role"]) == (201, "ada.l", "editor")
    assert guest.get("/session").json()["name"] == "ada.l"
    again = visit().post("/invitations/use", {"token": token, "name": "eve", "password": PASSWORD})
    assert (again.status_code, "used" in again.json()["detail"]) == (409, True)
    late = admin.post("/invitations", {"role": "editor"}).json()["token"]
    clock.now += timedelta(days=7)
    assert visit().post("/invitations/use", {"token": late, "name": "eve", "password": PASSWORD}).status_code == 409


def test_an_invitation_is_not_used_up_by_a_name_that_is_taken(place: str, visit: Visit) -> None:
    add_people(place)
    token = visit().log_in("admin").post("/invitations", {"role": "coder"}).json()["token"]
    guest = visit()
    for name in ("coder", "local", "with blank", "a" * 61):
        assert guest.post("/invitations/use", {"token": token, "name": name, "password": PASSWORD}).status_code == 409
    assert guest.post("/invitations/use", {"token": token, "name": "ada", "password": PASSWORD}).status_code == 201


def test_a_password_that_is_changed_while_it_is_checked_lets_nobody_in(
    place: str, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_people(place)

    def meanwhile(_password: str, _digest: str | None) -> bool:
        with Record.open(place) as record, record.accounts() as accounts:
            accounts.change("coder", password=passwords.digest_of("quite another password"))
        return True

    monkeypatch.setattr(routes, "fits", meanwhile)
    browser = visit()
    assert browser.post("/session", {"name": "coder", "password": PASSWORD}).status_code == 401
    assert browser.get("/session").json()["name"] is None


@pytest.mark.parametrize(("change", "status"), [({"role": "editor"}, 409), ({"disabled": True}, 409), ({}, 201)])
def test_an_invitation_is_over_when_who_gave_it_may_not_give_any(
    place: str, visit: Visit, change: dict[str, Any], status: int
) -> None:
    add_people(place)
    admin = visit().log_in("admin")
    admin.send("PATCH", "/users/editor", {"role": "admin"})
    leaving = visit().log_in("editor")
    token = leaving.post("/invitations", {"role": "admin"}).json()["token"]
    assert admin.send("PATCH", "/users/editor", change).status_code == 200
    answer = visit().post("/invitations/use", {"token": token, "name": "eve", "password": PASSWORD})
    assert answer.status_code == status


@pytest.mark.parametrize("change", [{"role": "editor"}, {"disabled": True}])
def test_the_last_admin_stays(place: str, visit: Visit, change: dict[str, Any]) -> None:
    add_people(place)
    admin = visit().log_in("admin")
    answer = admin.send("PATCH", "/users/admin", change)
    assert (answer.status_code, "only admin" in answer.json()["detail"]) == (409, True)
    assert admin.get("/users").status_code == 200


def test_nobody_is_told_a_digest_of_a_password(place: str, visit: Visit) -> None:
    add_people(place)
    text = visit().log_in("admin").get("/users").text
    assert "coder" in text
    assert "argon2" not in text


def test_a_backup_has_the_accounts_and_neither_sessions_nor_invitations(
    place: str, visit: Visit, tmp_path: Path
) -> None:
    add_people(place)
    browser = visit().log_in("admin")
    browser.post("/invitations", {"role": "coder"})
    with Record.open(place) as record:
        record.back_up(tmp_path / "backup.db")
    with Record.open(tmp_path / "backup.db") as backup, backup.reviewing() as connection:
        numbers = [connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in ("users", "sessions", "invitations")]  # fmt: skip
    assert numbers == [4, 0, 0]
    assert browser.get("/users").status_code == 200


def test_with_safe_nothing_can_be_decided(place: str, visit: Visit) -> None:
    add_people(place)
    browser = visit(safe=True).log_in("editor")
    assert browser.get("/session").json()["may_write"] is False
    assert browser.get("/review/queue").status_code == 403
    assert browser.post("/decisions", {"kind": "comment", "claims": ["c-herald"], "because": "x"}).status_code == 403
