"""Look whether a dependency has a known weakness: pip-audit for Python's packages, npm audit for the web app's.

    python -m tools.audit [--unasked-passes]          (make audit; with the option also at the end of make test)

Both ask advisory services on the network (PyPI's, and the npm registry's). Where one cannot be reached this says so and ends with 3: nothing
is known then, neither good nor bad. 1: a weakness was found; 0: none is known. With ``--unasked-passes`` what could not be asked
is told but ends with 0, so that tests can run where only the registries can be reached.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SAFE, FOUND, UNKNOWN = 0, 1, 3
UNREACHABLE = re.compile(
    r"ConnectionError|ConnectTimeout|ReadTimeout|ServiceError|Max retries|HTTPError|audit endpoint returned an error|ENOTFOUND|ECONNREFUSED"
    r"|ETIMEDOUT|EAI_AGAIN|ENOAUDIT|E40[0-9]|E50[0-9]|network|dns error|Failed to fetch|error sending request",
    re.IGNORECASE,
)
UNASKED = "could not be audited"


@dataclass(frozen=True)
class Audit:
    """What one audit is called, and the command that makes it."""

    name: str
    command: tuple[str, ...]


AUDITS = (
    Audit(
        "pip-audit",
        (
            str(BIN / "uv"), "tool", "run", "pip-audit", "--requirement", "constraints.txt", "--no-deps", "--disable-pip",
            "--progress-spinner", "off",
        ),
    ),
    Audit("npm audit", (sys.executable, "web/node.py", "web/app", "audit", "--audit-level", "low")),
)  # fmt: skip


def outcome(status: int, told: str) -> int:
    """What an audit found, by its exit status and what it printed: an error that is no finding means that nothing is known."""
    if status == 0:  # pip-audit ends so, too, where the index knew none of the packages
        return UNKNOWN if UNASKED in told else SAFE
    found = re.search(
        r"Found \d+ known vulnerabilit|\b[1-9]\d* (\w+ severity )?vulnerabilit|\n# npm audit report", told
    )
    return FOUND if found and not UNREACHABLE.search(told.split("npm audit report")[0]) else UNKNOWN


def run(audits: Sequence[Audit] = AUDITS) -> int:
    """Run the audits and say what each found; the worst of their outcomes."""
    worst = SAFE
    for audit in audits:
        done = subprocess.run(audit.command, cwd=HERE, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        result = outcome(done.returncode, done.stdout)
        if result != SAFE:
            sys.stdout.write(f"{done.stdout.rstrip()}\n")
        sys.stdout.write(
            {
                SAFE: f"{audit.name}: no known weakness",
                FOUND: f"{audit.name}: WEAKNESSES FOUND, see above",
                UNKNOWN: f"{audit.name}: NOT KNOWN: the advisory service could not be asked, see above; run it where there is a network",
            }[result]
            + "\n"
        )
        worst = FOUND if FOUND in (worst, result) else max(worst, result)
    return worst


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.audit", description="known weaknesses of the dependencies")
    parser.add_argument("--unasked-passes", action="store_true", help="end with 0 where a service could not be asked")
    options = parser.parse_args(arguments)
    worst = run()
    return SAFE if worst == UNKNOWN and options.unasked_passes else worst


if __name__ == "__main__":
    sys.exit(main())
