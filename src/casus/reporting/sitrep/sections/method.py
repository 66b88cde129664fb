"""How the report is to be read, and what was read for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from casus.record import GRADES
from casus.reporting import wording
from casus.reporting.basemap import basemap_credit
from casus.reporting.sitrep.model import Block, Bullets, Label, Note, Remark, Section
from casus.reporting.sitrep.phrases import Writing

NAMED = 20
REASONS = 8


def method(writing: Writing, notes: Sequence[Note]) -> Section:
    """The method note; ``notes`` are those of the finished text, which say what the report rests on."""
    say = writing.say
    grades = wording.texts()["grades"]
    blocks: list[Block] = [
        Remark(say("method.numbers"), say("method.numbers_head")),
        Remark(
            " ".join(
                say("method.grade", label=grades[one]["label"], definition=grades[one]["definition"]) for one in GRADES
            ),
            say("method.grades_head"),
        ),
        Remark(say("method.dates"), say("method.dates_head")),
        Remark(say("method.control"), say("method.control_head")),
        Remark(" ".join((_read(writing), _used(writing, notes))), say("method.read_head")),
        *_aside(writing),
        Remark(say("method.limits"), say("method.limits_head")),
        Remark(say("method.credits", basemap=basemap_credit()), small=True),
    ]
    return Section("method", say("sections.method"), tuple(blocks))


def _read(writing: Writing) -> str:
    reading = writing.scope.asked.reading
    return writing.say(
        "method.read", documents=writing.say.counted("reports", reading.documents),
        publishers=writing.say.counted("publishers", reading.publishers), copies=writing.say.counted("copies", reading.copies),
        span=wording.interval(reading.span),
    )  # fmt: skip


def _used(writing: Writing, notes: Sequence[Note]) -> str:
    """Which reports the footnotes cite."""
    say, record = writing.say, writing.record
    documents = [record.document_of[key] for key in dict.fromkeys(note.document for note in notes)]
    if not documents:
        return ""
    named = Counter(one.publisher for one in documents if one.publisher)
    nameless = sum(not one.publisher for one in documents)
    ranked = sorted(named, key=lambda name: (-named[name], name))
    names = [say("method.publisher", name=name, n=named[name]) for name in ranked[:NAMED]]
    names += [say("method.no_publisher", n=nameless)] if nameless else []
    listed = say.listed(names)
    if len(ranked) > NAMED:
        listed = say("method.used_more", names=say("language.list_comma").join(names), n=len(ranked) - NAMED)
    inferred = sum(one.date.basis == "inferred" for one in documents)
    told = say(
        "method.used" if named else "method.used_nameless", documents=say.counted("reports", len(documents)), publishers=say.counted("publishers", len(named)), names=listed
    )  # fmt: skip
    return f"{told} {say.counted('inferred', inferred)}".strip()


def _aside(writing: Writing) -> list[Block]:
    """What was set aside, by reason, the most frequent first."""
    say, aside = writing.say, writing.scope.asked.reading.aside
    total = sum(aside.values())
    if not total:
        return [Remark(say.counted("aside", 0))]
    ranked = sorted(aside, key=lambda reason: (-aside[reason], reason))
    items = [say("method.aside_reason", reason=reason, n=aside[reason]) for reason in ranked[:REASONS]]
    if rest := sum(aside[reason] for reason in ranked[REASONS:]):
        items.append(say("method.aside_more", n=rest))
    return [Remark(say.counted("aside", total)), Bullets(tuple((Label(item),) for item in items))]
