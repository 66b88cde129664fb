"""How the web app is served: its page for its addresses, its files for ever, and what browsers are told to keep from."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from casus.serving import web
from casus.serving.settings import Settings
from casus.serving.web import NO_SETTINGS, origin, policy, read_asset, with_settings

PAGE = f"<html><head>{NO_SETTINGS}</head></html>"
SCRIPT = "export const words = 'many of the same, many of the same, many of the same, many of the same';" * 20


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small built app in the place of the real one."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "assets" / "main-AbC1.js").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not to be read", encoding="utf-8")
    monkeypatch.setattr(web, "files", lambda _package: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "path", ["/", "/about", "/events/e1", "/places/gn:1/x", "/documents/a%2Fb", "/review/claims/c1"]
)
def test_every_address_of_the_app_gives_its_page(built: Path, serve: Any, path: str) -> None:
    answer = serve().get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/nowhere", "/eventsx", "/static/assets/none.js", "/static/index.html"])
def test_other_addresses_give_a_problem(built: Path, serve: Any, path: str) -> None:
    answer = serve().get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/nowhere", "/eventsx", "/review/nothing"])
def test_whoever_follows_a_wrong_address_in_a_browser_sees_a_page_that_says_so(
    built: Path, serve: Any, path: str
) -> None:
    answer = serve().get(path, headers={"Accept": BROWSER})
    assert (answer.status_code, answer.text) == (404, PAGE)
    assert answer.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/v1/events/e-none", "/static/assets/none.js", "/feeds/none.rss"]
)
def test_programs_are_told_a_problem_whatever_they_accept(built: Path, serve: Any, path: str) -> None:
    answer = serve().get(path, headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "assets/../../secret.txt",
        "assets/..",
        "assets/",
        "",
        "assets\\..\\..\\secret.txt",
        "/etc/passwd",
    ],
)
def test_no_file_outside_the_app_is_given(built: Path, name: str) -> None:
    assert read_asset(built / "static", name) is None


def test_files_are_packed_and_may_be_kept_for_ever(built: Path, serve: Any) -> None:
    client = serve()
    packed = client.get("/static/assets/main-AbC1.js", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/static/assets/main-AbC1.js", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text == SCRIPT
    assert int(packed.headers["content-length"]) == len(gzip.compress(SCRIPT.encode(), 9)) < len(SCRIPT)
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.headers["content-type"].startswith("text/javascript")


def test_files_do_not_count_towards_the_rate(built: Path, serve: Any) -> None:
    client = serve(rate="2/minute")
    assert {client.get("/static/assets/main-AbC1.js").status_code for _ in range(5)} == {200}
    assert [client.get("/api/v1/health").status_code for _ in range(3)] == [200, 200, 429]


def test_the_app_may_run_its_own_scripts_only_and_ask_its_own_server_only(built: Path, serve: Any) -> None:
    headers = serve().get("/").headers
    rules = dict(one.split(" ", 1) for one in headers["content-security-policy"].split("; "))
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["worker-src"] == "'self'"
    assert rules["default-src"] == rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]


def test_what_is_no_page_of_the_app_has_no_scripts(built: Path, serve: Any) -> None:
    for path in ("/docs", "/api/v1/events", "/static/assets/main-AbC1.js", "/nowhere"):
        assert "script-src" not in serve().get(path).headers["content-security-policy"]


def test_tiles_of_another_server_are_let_through_and_told_to_the_app(built: Path, serve: Any) -> None:
    tiles = "https://tiles.example:8443/{z}/{x}/{y}.png?a=1&b=\"'<"
    answer = serve(tiles=tiles, tiles_credit="© <Maps>").get("/")
    rules = dict(one.split(" ", 1) for one in answer.headers["content-security-policy"].split("; "))
    assert rules["connect-src"] == "'self' https://tiles.example:8443"
    assert rules["script-src"] == "'self'"
    content = re.findall(r'<meta name="casus:settings" content="([^"]*)" />', answer.text)[0]
    assert json.loads(unescape(content)) == {"tiles": tiles, "tilesCredit": "© <Maps>"}
    assert "<Maps>" not in answer.text


@pytest.mark.parametrize(
    "given", ["file:///etc/passwd", "tiles.example/{z}", "https://", "https://a b/{z}", "https://x;script-src *"]
)
def test_an_address_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no address of tiles"):
        origin(given)


def test_without_tiles_no_other_server_is_in_the_policy() -> None:
    assert "http" not in policy(None)


def test_a_page_without_a_place_for_settings_is_not_served_as_if_it_had_one() -> None:
    with pytest.raises(ValueError, match="build it anew"):
        with_settings("<html></html>", Settings("casus.db"))


def test_a_package_without_the_app_says_so_and_answers_the_api(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Any
) -> None:
    monkeypatch.setattr(web, "files", lambda _package: tmp_path)
    client: TestClient = serve()
    answer = client.get("/")
    assert answer.status_code == 503
    assert "was not built" in answer.json()["detail"]
    assert client.get("/api/v1/health").status_code == 200
