"""How the server speaks: tags, packing, problems, other origins, hosts, rates, careful headers, pages without a network."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from casus.record import Problem
from casus.serving.answer_models import ProblemDetails
from casus.serving.guards import read_rate
from casus.store.record import Record
from casus.store.schema import VERSION_TABLE

EVENTS = "/api/v1/events"


def problem(answer: Any, status: int) -> str:
    """The detail of a problem of this status."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    told = ProblemDetails.model_validate(answer.json())
    assert told.status == status
    return told.detail


@pytest.fixture
def own_record(small_record: str, tmp_path: Path) -> str:
    """A record that a test may change."""
    return str(shutil.copy(small_record, tmp_path / "own.db"))


# --------------------------------------------------------------------------------------------- tags


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    tag = client.get(EVENTS).headers["etag"]
    assert re.fullmatch(r'W/"[0-9a-f]+"', tag)
    again = client.get(EVENTS, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(EVENTS, headers={"If-None-Match": '"other"'}).status_code == 200


def test_whatever_is_written_changes_the_tag(serve: Any, own_record: str) -> None:
    client = serve(own_record)
    tag = client.get("/api/v1/problems").headers["etag"]
    with Record.open(own_record) as record:
        record.add_problem(Problem("new.txt", "read", "holds nothing; give a file with text"))
    answer = client.get("/api/v1/problems", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "new.txt" in answer.text


def test_a_record_that_takes_the_place_of_another_is_seen(serve: Any, own_record: str, tmp_path: Path) -> None:
    client = serve(own_record)
    before = client.get(EVENTS)
    with Record.open(tmp_path / "new.db"):
        pass
    for end in ("", "-wal", "-shm"):
        Path(own_record + end).unlink(missing_ok=True)
    detail = problem(client.get(EVENTS), 503)
    assert str(tmp_path) not in detail
    (tmp_path / "new.db").rename(own_record)
    after = client.get(EVENTS, headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json()["items"]) == (200, [])


# --------------------------------------------------------------------------------------------- problems


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("?cursor=bm90aGluZw", 400, "cursor"),
        ("?since=2019-03-02&until=2019-03-01", 400, "after until"),
        ("?near=95,0,1", 400, "no circle"),
        ("?limit=501", 422, "limit"),
        ("?limit=0", 422, "limit"),
        ("?kind=picnic", 422, "kind"),
        ("?since=17226", 422, "since"),
        ("?colour=red", 422, "colour"),
        ("?place=%00", 422, "NUL"),
    ],
)
def test_what_cannot_be_asked_is_a_problem_that_says_so(
    client: TestClient, asked: str, status: int, words: str
) -> None:
    answer = client.get(EVENTS + asked)
    assert words in problem(answer, status)
    assert (status == 422) == bool(answer.json().get("errors"))


def test_a_cursor_of_another_question_is_refused(client: TestClient) -> None:
    following = client.get(f"{EVENTS}?limit=5").json()["next"]
    assert "another question" in problem(client.get(f"{following}&kind=shelling"), 400)


def test_only_reading_is_answered(client: TestClient) -> None:
    problem(client.post(EVENTS, json={}), 405)
    assert client.head(EVENTS).status_code == 200
    assert client.head(EVENTS).content == b""


def test_addresses_that_are_not_there_are_problems(client: TestClient) -> None:
    assert "/docs" in problem(client.get("/api/v1/nothing"), 404)


def test_a_broken_record_is_unavailable_and_the_reason_stays_on_the_server(
    serve: Any, own_record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    client = serve(own_record)
    with Record.open(own_record) as record, record._writing() as connection:
        connection.exec_driver_sql("DROP TABLE event_names")
        connection.exec_driver_sql("ALTER TABLE numbers RENAME TO other")
    answer = client.get(EVENTS)
    detail = problem(answer, 503)
    assert own_record not in detail
    assert answer.headers["retry-after"]
    assert own_record in capsys.readouterr().err


def test_a_record_of_another_schema_is_unavailable(serve: Any, own_record: str) -> None:
    client = serve(own_record)
    with Record.open(own_record) as record, record._writing() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    problem(client.get(EVENTS), 503)


def test_an_answer_that_takes_too_long_is_given_up(
    serve: Any, small_record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casus.store.patience._STEPS", 10)
    client = serve(small_record, seconds=0.0)
    assert "within 0 seconds" in problem(client.get(f"{EVENTS}?limit=500&text=market"), 503)


def test_an_error_of_the_program_is_a_problem_too(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    client = serve()
    monkeypatch.setattr("casus.serving.about.read_versions", broken)
    assert "report it" in problem(client.get("/api/v1/versions"), 500)


# --------------------------------------------------------------------------------------------- packing, origins, hosts, rates


def test_large_answers_are_packed_for_those_who_can_unpack(client: TestClient) -> None:
    packed = client.get(EVENTS, headers={"Accept-Encoding": "gzip"})
    plain = client.get(EVENTS, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert packed.headers["etag"] == plain.headers["etag"]
    assert "content-encoding" not in client.get("/api/v1/health", headers={"Accept-Encoding": "gzip"}).headers


def test_pages_of_other_origins_read_nothing_unless_they_may(serve: Any) -> None:
    origin = {"Origin": "https://map.example"}
    closed, opened = serve(), serve(cors=("https://map.example",))
    assert "access-control-allow-origin" not in closed.get(EVENTS, headers=origin).headers
    assert closed.get(EVENTS).headers["cross-origin-resource-policy"] == "same-origin"
    assert opened.get(EVENTS, headers=origin).headers["access-control-allow-origin"] == "https://map.example"
    assert "access-control-allow-origin" not in opened.get(EVENTS, headers={"Origin": "https://bad.example"}).headers


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_the_server_goes_by_its_own_names(client: TestClient, host: str) -> None:
    assert client.get(EVENTS, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", ""])
def test_a_name_that_somebody_pointed_at_it_is_refused(client: TestClient, host: str) -> None:
    assert "--allow-host" in problem(client.get(EVENTS, headers={"Host": host}), 421)


def test_an_address_that_asks_too_often_has_to_wait(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr("limits.storage.memory.time", SimpleNamespace(time=lambda: clock.now))
    client = serve(rate="3/minute")
    statuses = [client.get("/api/v1/health").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = client.get("/api/v1/health")
    assert "wait" in problem(answer, 429)
    assert answer.headers["retry-after"] == "60"
    clock.now += 61
    assert client.get("/api/v1/health").status_code == 200


def test_no_rate_is_no_limit(serve: Any) -> None:
    client = serve(rate=read_rate("0"))
    assert {client.get("/api/v1/kinds").status_code for _ in range(20)} == {200}


@pytest.mark.parametrize("given", ["often", "-3", "3/fortnight"])
def test_a_rate_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_rate(given)


@pytest.mark.parametrize("path", ["/docs", EVENTS, "/api/v1/nothing", f"{EVENTS}?limit=0"])
def test_every_answer_keeps_browsers_careful(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")


# --------------------------------------------------------------------------------------------- documentation


def test_the_page_of_documentation_tells_all_addresses_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs").text
    told = client.get("/openapi.json").json()
    assert [path for path in told["paths"] if path not in page] == []
    assert "<script" not in page
    for target in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert not target.startswith(("http", "//"))
        if not target.startswith("#"):
            assert client.get(f"/{target}").status_code in (200, 422)


def test_every_address_and_parameter_is_described(client: TestClient) -> None:
    told = client.get("/openapi.json").json()
    for path, operation in ((path, one) for path, methods in told["paths"].items() for one in methods.values()):
        assert operation["description"], path
        assert operation["responses"]["200"]["content"]["application/json"]["example"], path
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query" and parameter["name"] not in ("sort", "what"):
                assert parameter.get("description") or parameter["schema"].get("description"), (path, parameter["name"])
