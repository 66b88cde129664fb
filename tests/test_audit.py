"""What an audit of the dependencies is taken to have found: never a clean bill where nothing could be asked."""

from __future__ import annotations

import sys

import pytest
from tools import audit as tool
from tools.audit import FOUND, SAFE, UNKNOWN, Audit, main, outcome, run

NPM_FOUND = "# npm audit report\n\nleftpad  <1.3.0\nSeverity: high\n\n1 high severity vulnerability\n"
NPM_AWAY = "npm warn audit 405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk\nnpm error audit endpoint returned an error\n"
PIP_FOUND = "Found 2 known vulnerabilities in 1 package\nName Version ID\n"
PIP_UNASKED = (
    "No known vulnerabilities found\nwheel Dependency not found on PyPI and could not be audited: wheel (0.48.0)\n"
)
PIP_AWAY = "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='pypi.org', port=443): Max retries exceeded\n"


@pytest.mark.parametrize(
    ("status", "told", "expected"),
    [(0, "No known vulnerabilities found\n", SAFE), (0, PIP_UNASKED, UNKNOWN), (1, NPM_FOUND, FOUND), (1, PIP_FOUND, FOUND), (1, NPM_AWAY, UNKNOWN), (1, PIP_AWAY, UNKNOWN), (2, "", UNKNOWN)],
)  # fmt: skip
def test_what_was_found_is_told_from_what_could_not_be_asked(status: int, told: str, expected: int) -> None:
    assert outcome(status, told) == expected


def audit(name: str, status: int, told: str = "") -> Audit:
    return Audit(name, (sys.executable, "-c", f"import sys; print({told!r}); sys.exit({status})"))


@pytest.mark.parametrize(
    ("audits", "expected", "words"),
    [
        ((audit("one", 0), audit("other", 0)), SAFE, "other: no known weakness"),
        ((audit("one", 0), audit("other", 1, NPM_AWAY)), UNKNOWN, "other: NOT KNOWN"),
        ((audit("one", 1, PIP_FOUND), audit("other", 1, NPM_AWAY)), FOUND, "one: WEAKNESSES FOUND"),
    ],
)
def test_the_worst_counts_and_each_is_told(
    audits: tuple[Audit, ...], expected: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(audits) == expected
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("worst", "arguments", "status"),
    [
        (UNKNOWN, [], UNKNOWN),
        (UNKNOWN, ["--unasked-passes"], SAFE),
        (FOUND, ["--unasked-passes"], FOUND),
        (SAFE, [], SAFE),
    ],
)
def test_only_what_could_not_be_asked_may_pass(
    monkeypatch: pytest.MonkeyPatch, worst: int, arguments: list[str], status: int
) -> None:
    monkeypatch.setattr(tool, "run", lambda: worst)
    assert main(arguments) == status
