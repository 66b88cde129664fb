"""What an alert says, as text, HTML and JSON; whatever comes from reports is escaped, and nothing is loaded from anywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from casus.store.alerts import Alert, Notice
from casus.watching.channels import Outgoing
from casus.watching.pages import page

Body = Mapping[str, Any]
FATES = frozenset({"killed", "wounded", "captured", "detained", "abducted", "displaced", "missing"})
"""What a count of some class of people may say became of them: ``killed_civilians``."""


def message_of(alert: Alert, notices: Sequence[Notice], *, test: bool = False) -> Outgoing:
    """One message of some notices."""
    bodies = [{**json.loads(one.body), "id": notice_id(one)} for one in notices]
    first = _plain(bodies[0]["title"]) if bodies else "nothing matches now"
    more = f" and {len(bodies) - 1} more" if len(bodies) > 1 else ""
    told = {"alert": alert.name, "rule": alert.rule, "test": test, "notices": bodies}
    return Outgoing(
        key=_digest(alert.name, str(test), *(one["id"] for one in bodies)),
        subject=f"{'Test: ' if test else ''}[Casus] {_plain(alert.name)}: {first[:120]}{more}",
        text="\n\n".join([*map(as_text, bodies), _foot(alert)]),
        html=_as_html(alert, bodies),
        body=json.dumps(told, ensure_ascii=False, sort_keys=True).encode(),
        about=f"alert {_plain(alert.name)}",
    )


def notice_id(notice: Notice) -> str:
    """What tells a notice from all others: 32 hexadecimal digits, the same in messages, webhooks and the alert's feed."""
    return _digest(notice.alert, notice.subject, notice.value)


def one_of_all_id(rule: str, notice: Notice) -> str:
    """The same for what several alerts of one rule have to say of one thing."""
    return _digest("", rule, notice.subject, notice.value)


def _digest(*parts: str) -> str:
    """Stands for these parts, and is the same whenever they are."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def as_text(body: Body) -> str:
    """What there is to say, in lines: what it is, facts, the words that it rests on with who says so."""
    lines = [f"{_plain(body['why'])}: {_plain(body['title'])}", *facts(body)]
    lines += [
        f'  "{_plain(one["text"])}" {told_by(one)}{" " + web_link(one["url"]) if web_link(one["url"]) else ""}'
        for one in body["evidence"]
    ]
    return "\n".join(lines)


def _as_html(alert: Alert, bodies: Sequence[Body]) -> str:
    return page("alert.html", notices=bodies, foot=_foot(alert), facts=facts, told_by=told_by, web_link=web_link)


def facts(body: Body) -> list[str]:
    """When, where, how well attested, with which numbers; of what is known."""
    days = " to ".join(dict.fromkeys(day for day in (body.get("start"), body.get("end")) if day)) or body.get("since")
    where = ", ".join(part for part in (body.get("place"), body.get("country")) if part)
    numbers = "; ".join(map(number_in_words, body.get("numbers", ())))
    grade = f"{body['grade']}: {body['grade_reason']}" if body.get("grade") else ""
    return [_plain(part) for part in (days, where, numbers, grade) if part]


def number_in_words(one: Mapping[str, Any]) -> str:
    """A number with its range and what it counts: ``4 (3 to 6) civilians killed``."""
    fate, _, whom = one["what"].partition("_")
    return f"{figures(one)} {f'{whom} {fate}' if whom and fate in FATES else one['what']}".replace("_", " ")


def figures(one: Mapping[str, int | None]) -> str:
    """A number with its range: ``4 (3 to 6)``, ``3 or more``."""
    low, best, high = one["low"], one["best"], one["high"]
    shown = f"{best:,}" if best is not None else ""
    if low is not None and low == high:
        return shown or f"{low:,}"
    if low is not None and high is not None:
        return f"{shown} ({low:,} to {high:,})".strip()
    if low is None and high is None:
        return shown or "an unknown number"
    edge = f"{low:,} or more" if low is not None else f"up to {high:,}"
    return f"{shown} ({edge})" if shown and best not in (low, high) else edge


def told_by(one: Body) -> str:
    """Who says so: the cited source, and who published it."""
    by = _plain(one["publisher"] or one["title"] or "a report")
    return f"({_plain(one['source'])}, in {by})" if one["source"] else f"({by})"


def web_link(url: str | None) -> str:
    """The address if it is one that a browser opens safely, else nothing."""
    return (
        url
        if url and url.startswith(("https://", "http://")) and not any(part in url for part in " \t\r\n\"'<>")
        else ""
    )


def _foot(alert: Alert) -> str:
    return f"Alert {_plain(alert.name)} of Casus ({alert.rule}; {_plain(alert.query) or 'everything'}). What reports say is not thereby true."


def _plain(text: Any) -> str:
    """One line without control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in str(text)).split())
