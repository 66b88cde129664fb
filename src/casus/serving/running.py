"""The server itself: uvicorn, in this process."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from casus.serving.app import make_app
from casus.serving.settings import Settings
from casus.store.errors import RecordError

KEEP_ALIVE_SECONDS = 10
MOST_CONNECTIONS = 200
GRACE_SECONDS = 10
"""How long answers that are under way may take when the server is told to stop."""


def run_server(settings: Settings, listener: socket.socket, proxy: str | None, started: Callable[[], None]) -> None:
    """Serve on a socket until stopped by Ctrl-C; ``started`` is called once the record is open.

    ``proxy`` is the address of a reverse proxy that is believed when it says whom it asks for.
    """
    app = make_app(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy or "",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        limit_concurrency=MOST_CONNECTIONS,
    )
    threading.Thread(target=_prepare, args=(app.state.prepare,), daemon=True).start()
    started()
    with suppress(KeyboardInterrupt):  # uvicorn ends in good order, then passes on what stopped it
        uvicorn.Server(config).run(sockets=[listener])


def _prepare(prepare: Callable[[], None]) -> None:
    """Make what takes long before it is asked for, and keep what stays as long as the server does from the garbage collector.

    Going through it took some 40 ms now and then, which whoever asked at that moment waited for.
    """
    with suppress(RecordError):  # whoever asks for it is told what is wrong
        prepare()
    gc.collect()
    gc.freeze()
