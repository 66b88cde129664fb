"""feeds.toml: what can stand in it, and what is said of what cannot, with the line."""

from __future__ import annotations

import pytest

from casus.watching.feedlist import FeedListError, Source, check_feed_list, read_feed_list

WHOLE = """
every = "2h"

[[feed]]
url = "https://valley.example/feed"
name = "Valley Post"
every = "15m"

[[feed]]
url = "https://hills.example/rss"
follow = false

[[sitemap]]
url = "https://plain.example/news.xml"
paths = ["/world/"]
most = 20

[[page]]
url = "https://lake.example/live"
"""


def test_a_list_is_read_with_what_holds_for_all() -> None:
    assert read_feed_list(WHOLE) == (
        Source("https://valley.example/feed", "feed", 900, "Valley Post", True),
        Source("https://hills.example/rss", "feed", 7200, "", False),
        Source("https://plain.example/news.xml", "sitemap", 7200, "", True, ("/world/",), 20),
        Source("https://lake.example/live", "page", 7200, "", False),
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[feed]]\nurl = 'https://a.example'\nurl\n", 3, "no TOML"),
        ("[[feed]]\nname = 'A'\n", 1, "needs a url"),
        ("[[feed]]\nurl = 'ftp://a.example'\n", 2, "http or https"),
        ("[[feed]]\nurl = 'https://[a'\n", 2, "http or https"),
        ("[[feed]]\nurl = 'https://a.example'\nevery = '10s'\n", 3, "from 1m to 7d"),
        ("[[feed]]\nurl = 'https://a.example'\nevery = true\n", 3, "from 1m to 7d"),
        ("[[feed]]\nurl = 'https://a.example'\nmost = 0\n", 3, "1 to 1000"),
        ("[[feed]]\nurl = 'https://a.example'\npaths = '/a/'\n", 3, "list of texts"),
        ("[[feed]]\nurl = 'https://a.example'\n\ncolour = 'red'\n", 4, "unknown key 'colour'"),
        ("[[page]]\nurl = 'https://a.example'\nfollow = true\n", 3, "a page is fetched itself"),
        ("[[sitemap]]\nurl = 'https://a.example'\nfollow = true\n", 3, "nothing but links"),
        ("colour = 1\n[[feed]]\nurl = 'https://a.example'\n", 1, "unknown key"),
        ("[[feed]]\nurl = 'https://a.example'\n[[page]]\nurl = 'https://a.example'\n", 4, "watched twice"),
        ("[feed]\nurl = 'https://a.example'\n", 1, "under [[feed]]"),
        ("every = '1h'\n", 1, "nothing to watch"),
    ],
)
def test_a_fault_has_its_line(text: str, line: int, said: str) -> None:
    (fault,) = check_feed_list(text)
    assert fault.line == line
    assert said in fault.reason
    with pytest.raises(FeedListError, match=f"line {line}:"):
        read_feed_list(text)


def test_all_faults_are_told_at_once() -> None:
    text = "[[feed]]\nurl = 1\nevery = 2\n[[feed]]\nfollow = 'yes'\n"
    assert [fault.line for fault in check_feed_list(text)] == [2, 3, 4, 5]
