"""A server on this machine that answers as it is told, byte by byte, for tests of what the web can do to a reader."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

Send = Callable[[bytes], None]
Behaviour = bytes | Callable[[Send, str], None]
"""The bytes of a whole answer, or what sends them; it is given the request's head. It ends when the reader goes away."""


def answer(body: bytes, media_type: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    """An answer as HTTP/1.1 writes it; underscores in names of headers stand for hyphens."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def redirect(to: str) -> bytes:
    """An answer that sends the reader on."""
    return answer(b"", status="302 Found", Location=to)


@dataclass
class Server:
    """What is served by path, and the heads of the requests that came."""

    pages: dict[str, Behaviour]
    port: int = 0
    requests: list[str] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [head.split(" ")[1] for head in self.requests]

    def serve(self, connection: socket.socket) -> None:
        """Answer one request."""
        with connection, contextlib.suppress(OSError):
            connection.settimeout(20)
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65536)
                if not piece:
                    return
                head += piece
            text = head.decode("latin-1")
            self.requests.append(text)
            does = self.pages.get(text.split(" ")[1], answer(b"gone", status="404 Not Found"))
            if isinstance(does, bytes):
                connection.sendall(does)
            else:
                does(connection.sendall, text)


@contextlib.contextmanager
def serving(pages: Mapping[str, Behaviour]) -> Iterator[Server]:
    """A server of these pages on a free port of the loopback address."""
    server = Server(dict(pages))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]

        def run() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=server.serve, args=(connection,), daemon=True).start()

        threading.Thread(target=run, daemon=True).start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
