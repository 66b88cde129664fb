"""``casus serve``: what it refuses, what it says, and a server that answers while another process builds."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

import small_casus
from casus.cli.serving import hosts_of
from casus.serving.settings import is_loopback
from small_steps import write_reports


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "127.0.0.2", "localhost"])
def test_addresses_of_this_machine_alone(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_addresses_that_others_reach(host: str) -> None:
    assert not is_loopback(host)


def test_the_server_goes_by_names_of_this_machine_its_address_and_those_given() -> None:
    assert hosts_of("127.0.0.1", ()) == ("localhost", "127.0.0.1", "::1")
    assert hosts_of("192.168.1.5", ["war.example"])[-2:] == ("192.168.1.5", "war.example")
    assert hosts_of("0.0.0.0", ()) == ()
    assert "war.example" in hosts_of("0.0.0.0", ["war.example"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--rate", "often"], "600/minute"),
        (["--cors", "map.example"], "https://example.org"),
        (["--hold-back", "3"], "--safe"),
        (["--record", "missing.db"], "missing.db"),
        (["--host", "192.0.2.1"], "cannot listen"),
    ],
)
def test_what_cannot_be_served_is_one_line(casus: Any, tmp_path: Path, options: list[str], words: str) -> None:
    done = casus("serve", "--port", "0", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def read(address: str, path: str) -> Any:
    with urllib.request.urlopen(address + path, timeout=60) as answer:
        return json.load(answer)


@pytest.fixture
def started(tmp_path: Path) -> Any:
    """Starts ``casus serve`` and gives its address and what it has said; stops it in the end."""
    running: list[subprocess.Popen[str]] = []

    def start(*options: object) -> tuple[str, list[str]]:
        command = [sys.executable, "-m", "casus", "serve", "--port", "0", *map(str, options)]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        running.append(process)
        said: list[str] = []
        assert process.stderr is not None
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"http://[^/]+:(\d+) ", line):
                return f"http://127.0.0.1:{found[1]}", said
        raise AssertionError(said)

    yield start
    for process in running:
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=60)
        assert (process.returncode, "Traceback" in rest) == (0, False)


def write_rows(path: Path, numbers: range) -> Path:
    """Reports in one file, each of an event of its own."""
    rows = ({"id": f"d{number}", "text": f"word{number} fell on the market."} for number in numbers)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_server_answers_while_another_process_builds(tmp_path: Path, started: Any) -> None:
    place = tmp_path / "casus.db"
    assert small_casus.run("build", write_rows(tmp_path / "few.jsonl", range(3)), "--record", place)[0] == 0
    address, _ = started("--record", place)

    def seen() -> tuple[set[str], set[str]]:
        """The events and the documents that the server tells of."""
        events = read(address, "/api/v1/events?limit=500")["items"]
        assert all(one["claim_ids"] for one in events)
        documents = read(address, "/api/v1/documents?limit=500")["items"]
        return {one["event_id"] for one in events}, {one["id"] for one in documents}

    before = seen()
    building = small_casus.start_and_pause(
        "build", write_rows(tmp_path / "many.jsonl", range(3, 12)), "--record", place, at="d9"
    )
    meanwhile = seen()
    assert small_casus.ended(building)[0] == 0
    after = seen()
    assert [len(documents) for _, documents in (before, meanwhile, after)] == [3, 9, 12]
    assert before[0] <= after[0]
    assert (len(before[0]), len(after[0])) == (3, 12)
    assert read(address, "/api/v1/changes?since=1")["added"] == sorted(after[0] - before[0])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_listening_for_other_machines_is_said_with_what_it_means(tmp_path: Path, started: Any) -> None:
    place = tmp_path / "casus.db"
    assert small_casus.run("build", write_reports(tmp_path / "reports"), "--record", place)[0] in (0, 1)
    address, said = started("--record", place, "--host", "0.0.0.0")
    assert "without a password" in said[0]
    assert read(address, "/api/v1/health") == {"status": "ok", "linked": True}
