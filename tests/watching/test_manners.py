"""How long is waited after errors, and how what a server says of it is read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casus.watching.manners import back_off, retry, wanted_wait

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


def test_waits_double_up_to_a_day_and_are_never_shorter_than_usual() -> None:
    assert [back_off(3600, errors) for errors in (1, 2, 10, 10_000)] == [7200, 14400, 86400, 86400]
    assert back_off(7 * 86400, 3) == 7 * 86400
    assert [retry(tries) for tries in (1, 2, 3)] == [900, 1800, 3600]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0),
        ("120", 120),
        (" 120 ", 120),
        ("999999999999", 86400),
        ("-5", 0),
        ("soon", 0),
        ("٣", 0),
        ("Thu, 05 Mar 2026 12:02:00 GMT", 120),
        ("Thu, 05 Mar 2026 11:00:00 GMT", 0),
        ("Thu, 05 Mar 2026 12:02:00", 120),
    ],
)
def test_retry_after_is_read(header: str | None, seconds: int) -> None:
    assert wanted_wait(header, NOW) == seconds
