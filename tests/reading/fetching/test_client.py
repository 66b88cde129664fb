"""One fetch against a server that means harm: each trick is one reason, in one line, and nothing hangs or swells."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from casus.reading.errors import UnreadableError
from casus.reading.fetching import Answer, Client, Limits, Seen
from hostile_server import Behaviour, Send, answer, redirect, serving

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LOCAL = Limits(bytes=1 << 20, expanded=1 << 20, seconds=5.0, idle=2.0, redirects=3, private=True)


def get(does: Behaviour, limits: Limits = LOCAL, path: str = "/") -> Answer:
    with serving({path: does}) as server:
        return Client(limits).get(server.url(path))


def refusal(does: Behaviour, limits: Limits = LOCAL) -> str:
    with pytest.raises(UnreadableError) as raised:
        get(does, limits)
    reason = str(raised.value)
    assert "\n" not in reason
    return reason


def endless(send: Send, _head: str) -> None:
    send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        send(b"10000\r\n" + b"a" * 0x10000 + b"\r\n")


def dripping(first: bytes, drop: bytes) -> Callable[[Send, str], None]:
    """One drop and another, often enough never to be idle."""

    def drip(send: Send, _head: str) -> None:
        send(first)
        while True:
            send(drop)
            threading.Event().wait(0.02)

    return drip


def silent(send: Send, _head: str) -> None:
    send(HEAD + b"Content-Length: 100\r\n\r\nonce ")
    threading.Event().wait(10)


class TestAnswers:
    def test_a_page_comes_with_what_the_header_says(self) -> None:
        found = get(answer("Ḥarran".encode(), "Text/HTML; Charset=UTF-8", ETag='"a1"'))
        assert (found.data.decode(), found.media_type, found.charset, found.seen.etag) == (
            "Ḥarran",
            "text/html",
            "utf-8",
            '"a1"',
        )

    @pytest.mark.parametrize(
        ("coding", "compress"),
        [
            ("gzip", gzip.compress),
            ("deflate", zlib.compress),
            ("deflate", lambda data: zlib.compress(data, wbits=-15)),
            ("gzip", lambda data: gzip.compress(data[:3]) + gzip.compress(data[3:])),
            ("identity", bytes),
        ],
    )
    def test_compressed_answers_are_expanded(self, coding: str, compress: Callable[[bytes], bytes]) -> None:
        assert get(answer(compress(b"report " * 40), Content_Encoding=coding)).data == b"report " * 40

    def test_casus_says_who_asks_and_sends_no_cookie_back(self) -> None:
        with serving({"/": redirect("/2"), "/2": answer(b"x")}) as server:
            server.pages["/"] = answer(b"", status="302 Found", Location="/2", Set_Cookie="id=1")
            Client(LOCAL).get(server.url())
        assert all("User-Agent: Casus/" in head and "Cookie" not in head for head in server.requests)
        assert server.asked == ["/", "/2"]

    def test_an_answer_that_has_not_changed_is_said_to_be_the_same(self) -> None:
        def once(send: Send, head: str) -> None:
            same = 'If-None-Match: "a1"' in head
            send(answer(b"", status="304 Not Modified") if same else answer(b"x", ETag='"a1"'))

        with serving({"/": once}) as server:
            first = Client(LOCAL).get(server.url())
            second = Client(LOCAL).get(server.url(), first.seen)
        assert (first.changed, second.changed, second.data) == (True, False, b"")

    def test_validators_become_headers(self) -> None:
        assert Seen().headers() == []
        assert Seen('"a"', "Mon").headers() == [("If-None-Match", '"a"'), ("If-Modified-Since", "Mon")]

    def test_a_final_address_is_that_of_the_last_redirect(self) -> None:
        with serving({"/a": redirect("b#part"), "/b": answer(b"x")}) as server:
            assert Client(LOCAL).get(server.url("/a#top")).url == server.url("/b")


class TestHostileServers:
    def test_an_endless_stream_is_cut_at_the_limit(self) -> None:
        assert "larger than 1 MB" in refusal(endless)

    def test_a_dripping_body_ends_with_the_time_for_the_whole(self) -> None:
        limits = replace(LOCAL, seconds=0.3)
        assert "took longer than 0.3 seconds" in refusal(
            dripping(HEAD + b"Content-Length: 999999\r\n\r\n", b"a"), limits
        )

    def test_dripping_headers_end_with_the_time_for_the_whole(self) -> None:
        assert "took longer than 0.3 seconds" in refusal(dripping(HEAD, b"X-A: b\r\n"), replace(LOCAL, seconds=0.3))

    def test_a_server_that_falls_silent_is_left(self) -> None:
        assert "sent nothing for 0.2 seconds" in refusal(silent, replace(LOCAL, idle=0.2))

    def test_a_gzip_bomb_is_stopped_while_it_expands(self) -> None:
        bomb = gzip.compress(bytes(200 << 20), compresslevel=9)
        assert len(bomb) < LOCAL.bytes
        assert "decompresses to more than 1 MB" in refusal(answer(bomb, Content_Encoding="gzip"))

    @pytest.mark.parametrize("coding", ["br", "gzip, gzip", "zstd"])
    def test_a_compression_that_was_not_asked_for_is_refused(self, coding: str) -> None:
        assert "not asked for" in refusal(answer(b"x", Content_Encoding=coding))

    def test_damaged_and_truncated_compression_is_told(self) -> None:
        whole = gzip.compress(b"report " * 1000)
        assert "cut off" in refusal(answer(whole[:-12], Content_Encoding="gzip"))
        assert "damaged" in refusal(answer(b"no gzip", Content_Encoding="gzip"))

    def test_a_truncated_body_is_no_page(self) -> None:
        assert "cut off" in refusal(HEAD + b"Content-Length: 5000\r\n\r\n<html><p>Government troops")

    def test_a_circle_of_redirects_is_noticed(self) -> None:
        with serving({"/a": redirect("/b"), "/b": redirect("/a")}) as server, pytest.raises(UnreadableError) as raised:
            Client(LOCAL).get(server.url("/a"))
        assert "in a circle" in str(raised.value)
        assert server.asked == ["/a", "/b"]

    def test_redirects_without_end_are_counted(self) -> None:
        pages = {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
        with serving(pages) as server, pytest.raises(UnreadableError, match="more than 3 times"):
            Client(LOCAL).get(server.url("/0"))
        assert server.asked == ["/0", "/1", "/2", "/3"]

    def test_a_huge_header_is_refused(self) -> None:
        assert "broken" in refusal(HEAD + b"X-Big: " + b"a" * (1 << 20) + b"\r\n\r\n")

    @pytest.mark.parametrize("said", [b"220 mail.example ESMTP\r\n", b"", b"HTTP/1.1 abc\r\n\r\n"])
    def test_what_is_no_http_is_told(self, said: bytes) -> None:
        assert "broken or was cut off" in refusal(said)

    @pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip", "text/javascript", "font/woff2"])
    def test_what_cannot_be_a_report_is_not_read(self, kind: str) -> None:
        assert f"holds {kind}" in refusal(answer(b"x", kind))

    def test_an_error_of_the_server_is_told_with_its_number(self) -> None:
        assert "answered 503 (Busy)" in refusal(answer(b"", status="503 Busy"))


class TestWhereAFetchMayGo:
    """The server is on this machine, which is not public; what may reach it is what ``private`` or the resolver says."""

    PUBLIC = replace(LOCAL, private=False, ports=frozenset({80}))

    def refused(self, url: str, limits: Limits | None = None, at: str = "127.0.0.1") -> str:
        with pytest.raises(UnreadableError) as raised:
            Client(limits or self.PUBLIC, lambda host, port: [at]).get(url)
        return str(raised.value)

    def test_a_name_that_stands_for_this_machine_is_not_asked(self) -> None:
        with serving({"/": answer(b"secret")}) as server:
            limits = replace(self.PUBLIC, ports=frozenset({server.port}))
            reason = self.refused(server.url("/", host="news.example"), limits)
        assert "not a public address" in reason
        assert "--allow-private" in reason
        assert server.requests == []

    def test_one_hidden_address_among_public_ones_is_enough(self) -> None:
        client = Client(self.PUBLIC, lambda host, port: ["93.184.215.14", "10.0.0.1"])
        with pytest.raises(UnreadableError, match=r"10\.0\.0\.1"):
            client.get("http://news.example/")

    def test_the_connection_goes_to_the_address_that_was_checked(self) -> None:
        asked: list[str] = []

        def resolver(host: str, port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"]

        with serving({"/": answer(b"x")}) as server:
            Client(LOCAL, resolver).get(server.url("/", host="no-such-name.invalid"))
        assert asked == ["no-such-name.invalid"]  # once: looked up again, it could be another
        assert f"Host: no-such-name.invalid:{server.port}" in server.requests[0]

    def test_a_redirect_to_a_private_address_is_checked_like_the_first(self) -> None:
        with serving({"/": redirect("http://169.254.169.254/latest/meta-data/")}) as server:
            public = {"news.example": "127.0.0.1"}
            limits = replace(LOCAL, private=False, ports=frozenset({80, server.port}))
            client = Client(limits, lambda host, port: [public.get(host, host)])
            with pytest.MonkeyPatch.context() as patch:  # for once the first step counts as public
                patch.setattr("casus.reading.fetching.addresses.is_public", lambda address: address == "127.0.0.1")
                with pytest.raises(UnreadableError, match=r"169\.254\.169\.254"):
                    client.get(server.url("/", host="news.example"))
        assert server.asked == ["/"]

    @pytest.mark.parametrize(
        "to", ["file:///etc/passwd", "ftp://news.example/a", "javascript:alert(1)", "data:text/html,x"]
    )
    def test_a_redirect_out_of_the_web_is_not_followed(self, to: str) -> None:
        assert "only http and https" in refusal(redirect(to))

    @pytest.mark.parametrize(
        "host", ["127.1", "0x7f.1", "2130706433", "017700000001", "[::1]", "[::ffff:127.0.0.1]", "①②⑦.⓪.⓪.①"]
    )
    def test_this_machine_by_any_other_name_is_this_machine(self, host: str) -> None:
        with pytest.raises(UnreadableError, match=r"not a public address|not a web address"):
            Client().get(f"http://{host}/")

    def test_other_ports_than_the_webs_are_not_asked(self) -> None:
        assert "port 22" in self.refused("http://news.example:22/")

    def test_passwords_and_broken_addresses_are_refused(self) -> None:
        assert "password" in self.refused("http://user:secret@news.example/")
        assert "not a web address" in self.refused("http://[::1/")
        assert "names no server" in self.refused("http:///path")

    def test_a_name_that_nobody_knows_is_told(self) -> None:
        def unknown(host: str, port: int) -> list[str]:
            raise OSError("Name or service not known")

        with pytest.raises(UnreadableError, match=r"news\.example is not known"):
            Client(self.PUBLIC, unknown).get("http://news.example/")
