"""Worker processes share out the cores among them; none takes several for itself."""

import os
import subprocess
import sys

import pytest

from casus.threads import NAMES, use_one_thread


def test_one_thread_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.environ", {"OMP_NUM_THREADS": "3"})
    use_one_thread()
    assert os.environ == dict.fromkeys(NAMES, "1") | {"OMP_NUM_THREADS": "3"}


def test_it_is_said_before_a_library_that_asks_is_loaded() -> None:
    """A worker loads the module of its first function before anything else; a library that is loaded then has made its threads."""
    code = "import sys, casus.threads; print({'numpy', 'onnxruntime', 'spacy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_command_line_uses_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    from casus.cli.running import run

    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    run(["--help"])
    assert {os.environ[name] for name in NAMES} == {"1"}
