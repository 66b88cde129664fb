"""A claim's days are those of its own clause, and the choice says why. The day of the report is Wednesday 20 June 2018."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pointers import pointing

from casus.grounding.pointing import Blend
from casus.grounding.time_options import Option
from casus.grounding.times import TimeExpression
from casus.grounding.timing import Timeline, Timing, blend_of, choose, pointed_at
from casus.record import Document, DocumentDate, Draft, Interval, Phrase

TODAY = date(2018, 6, 20)
SUNDAY, TUESDAY = date(2018, 6, 17), date(2018, 6, 19)


def drafted(text: str, trigger: str, **clauses: str) -> Draft:
    """A draft of a one-sentence text; ``clauses`` are its stretches by their standing ("over_said" is "over:said")."""
    at = text.index(trigger)
    parts = [
        Phrase(text.index(words), text.index(words) + len(words), words, standing.replace("_", ":"))
        for standing, words in clauses.items()
    ]
    words = Phrase(at, at + len(trigger), trigger)
    return Draft("armed_clash", 0, len(text), words, (0, len(text)), clauses=tuple(parts))


def timed(text: str, draft: Draft) -> Timing:
    return Timeline(Document("d", text, date=DocumentDate(TODAY, TODAY, "given"))).timing(draft)


SINCE = "Since seizing the town in 2016, the group killed twelve people on Tuesday"
SEIZED = ("Since seizing the town in 2016", "the group killed twelve people on Tuesday")


def test_each_event_has_the_time_of_its_own_clause() -> None:
    killed = timed(SINCE, drafted(SINCE, "killed", under_advcl=SEIZED[0], own=SEIZED[1]))
    seized = timed(SINCE, drafted(SINCE, "seizing", own=SEIZED[0], over_advcl=SEIZED[1]))
    assert killed.interval == Interval(TUESDAY, TUESDAY)
    assert seized.interval == Interval(date(2016, 1, 1), date(2016, 12, 31))


def test_the_choice_names_the_words_and_where_they_stand() -> None:
    killed = timed(SINCE, drafted(SINCE, "killed", under_advcl=SEIZED[0], own=SEIZED[1]))
    assert killed.expression is not None
    assert killed.expression.text == "Tuesday"
    assert killed.reason == "'Tuesday' stands in the clause of the event"


def test_what_is_counted_since_something_runs_to_the_report() -> None:
    text = "Some 300 people have died since the campaign began in October 2017"
    toll = replace(
        drafted(text, "died", own="Some 300 people have died", under_advcl="since the campaign began in October 2017"),
        aggregate=True,
    )
    found = timed(text, toll)
    assert found.interval == Interval(date(2017, 10, 1), TODAY)
    assert "since" in found.reason
    began = timed(text, drafted(text, "began", own="since the campaign began in October 2017"))
    assert began.interval == Interval(date(2017, 10, 1), date(2017, 10, 31))


def test_a_day_after_an_event_is_told_of_the_event_only() -> None:
    text = "Rebels entered the town on Sunday, a day after a strike hit it"
    main, rest = "Rebels entered the town on Sunday", "a day after a strike hit it"
    assert timed(text, drafted(text, "entered", own=main, under_advcl=rest)).interval == Interval(SUNDAY, SUNDAY)
    strike = timed(text, drafted(text, "strike", own=rest, over_advcl=main))
    assert strike.interval == Interval(date(2018, 6, 16), date(2018, 6, 16))


def test_when_somebody_spoke_of_a_plan_is_not_when_it_happens() -> None:
    text = "The army said on Tuesday that it would attack the town"
    plan = replace(
        drafted(text, "attack", over_said="The army said on Tuesday", own="that it would attack the town"),
        status="planned",
    )
    assert timed(text, plan) == Timing(Interval(), None, "no expression of time in the sentence is the claim's")


@pytest.mark.parametrize(("status", "end"), [("happened", TODAY), ("denied", None), ("planned", None)])
def test_what_goes_on_lasts_until_the_report_if_it_does_go_on(status: str, end: date | None) -> None:
    text = "Rebels are fighting in the town"
    draft = replace(drafted(text, "fighting", own=text), ongoing=True, status=status)
    assert timed(text, draft).interval == Interval(None, end)


def test_a_document_without_a_date_has_no_time_up_to_now() -> None:
    text = "Rebels are fighting in the town"
    undated = Timeline(Document("d", text)).timing(replace(drafted(text, "fighting", own=text), ongoing=True))
    assert undated == Timing(Interval(), None, "the sentence tells no time")


TOLD_ON = "Gunmen stormed the post on Tuesday. They burned three trucks. "


def told_on(**second: object) -> Interval:
    """The days of the second of two sentences, drafted as ``second`` says."""
    timeline = Timeline(Document("d", TOLD_ON, date=DocumentDate(TODAY, TODAY, "given")))
    stormed, burned = TOLD_ON.index("stormed"), TOLD_ON.index("burned")
    first = Draft("armed_clash", 0, 34, Phrase(stormed, stormed + 7, "stormed"), (0, 34))
    next_one = Draft("property_destruction", 35, 61, Phrase(burned, burned + 6, "burned"), (35, 61))
    timeline.timing(first)
    return timeline.timing(replace(next_one, **second)).interval  # type: ignore[arg-type]


def test_what_is_told_right_after_without_a_day_was_on_the_same_day() -> None:
    assert told_on() == Interval(TUESDAY, TUESDAY)


@pytest.mark.parametrize("other", [{"aggregate": True}, {"status": "planned"}, {"begin": 200, "end": 226}])
def test_a_toll_a_plan_and_what_is_told_far_behind_are_not_of_that_day(other: dict[str, object]) -> None:
    assert told_on(**other) == Interval()


def test_a_denial_without_a_day_is_of_the_day_of_what_it_denies() -> None:
    assert told_on(kind="armed_clash", status="denied") == Interval(TUESDAY, TUESDAY)


@pytest.mark.parametrize("other", [{}, {"kind": "armed_clash", "begin": 800, "end": 826}])
def test_a_denial_of_another_kind_and_one_far_behind_are_of_no_day(other: dict[str, object]) -> None:
    assert told_on(**{"status": "denied", **other}) == Interval()


def test_a_denial_after_claims_of_two_days_is_of_no_day() -> None:
    text = "Russians shelled the town on Monday. Rebels shelled the port on Tuesday. The army denied shelling the town."
    timeline = Timeline(Document("d", text, date=DocumentDate(TODAY, TODAY, "given")))
    for at, status in ((0, "happened"), (37, "happened"), (73, "denied")):
        end = text.index(".", at) + 1
        begin = text.index("shell", at)
        draft = Draft("shelling", at, end, Phrase(begin, begin + 5, "shell"), (at, end), status=status)  # type: ignore[arg-type]
        days = timeline.timing(draft).interval
    assert days == Interval()


@pytest.mark.parametrize("turn", ["Meanwhile, they", "Separately, they", "In a separate incident, they"])
def test_what_turns_to_something_else_was_on_no_day_told(turn: str) -> None:
    text = f"Gunmen stormed the post on Tuesday. {turn} burned three trucks."
    timeline = Timeline(Document("d", text, date=DocumentDate(TODAY, TODAY, "given")))
    span, burned = (36, len(text)), text.index("burned")
    timeline.timing(Draft("armed_clash", 0, 35, Phrase(7, 14, "stormed"), (0, 35)))
    second = Draft("property_destruction", *span, Phrase(burned, burned + 6, "burned"), span)
    assert timeline.timing(second).interval == Interval()


def test_a_day_later_is_counted_from_the_sentence_before() -> None:
    first, second = "Rebels fought in the town on 5 May.", "A day later they withdrew."
    text = f"{first} {second}"
    timeline = Timeline(Document("d", text, date=DocumentDate(TODAY, TODAY, "given")))
    one = replace(drafted(text, "fought", own=first), sentence=(0, len(first)))
    two = replace(drafted(text, "withdrew", own=second), sentence=(len(first) + 1, len(text)))
    assert timeline.timing(one).interval.start == date(2018, 5, 5)
    assert timeline.timing(two).interval == Interval(date(2018, 5, 6), date(2018, 5, 6))


# ------------------------------------------------------------------------------------------------- what is pointed at

FOUGHT = "Calm held. Rebels fought on Sunday and rested on Tuesday."
SENTENCE = FOUGHT.index("Rebels")


def of_day(word: str, day: date, score: float) -> Option:
    """The option of a weekday of the sentence, with a score of its own."""
    begin = FOUGHT.index(word) - SENTENCE
    expression = TimeExpression(begin, begin + len(word), word, Interval(day, day), "weekday")
    return Option(Interval(day, day), f"told: {word}", expression, {"score": score})


UNKNOWN = Option(Interval(), "no time is told", None, {"score": 0.0})
REPORT = Option(Interval(None, TODAY), "it goes on", None, {"score": 0.1})
SUNDAYS, TUESDAYS = of_day("Sunday", SUNDAY, 2.0), of_day("Tuesday", TUESDAY, 1.0)
ALL = [UNKNOWN, SUNDAYS, TUESDAYS, REPORT]
OWN = {"score": 1.0}
BLENDS = {"time": Blend(own=1.0, network=1.0), "no time": Blend(own=1.0), "report's day": Blend(own=1.0, always=0.5)}


def fought(*said: tuple[str, str, float]) -> Draft:
    """The draft of the second sentence, with what is pointed at."""
    draft = replace(drafted(FOUGHT, "fought"), sentence=(SENTENCE, len(FOUGHT)))
    return replace(draft, pointers=pointing(FOUGHT, *said)) if said else draft


def test_without_pointers_the_highest_score_is_taken_and_of_equal_ones_the_first() -> None:
    assert choose(ALL, OWN) is choose(ALL, OWN, fought(), BLENDS) is SUNDAYS
    assert choose(ALL, {}) is UNKNOWN
    assert choose(ALL, OWN, fought(), {**BLENDS, "no time": Blend(always=99.0)}) is SUNDAYS


def test_pointers_turn_the_choice_of_the_day() -> None:
    turned = fought(("time", "Sunday", -2.0), ("time", "Tuesday", 3.0))
    assert choose(ALL, OWN, turned, BLENDS) is TUESDAYS
    assert choose(ALL, OWN, turned) is SUNDAYS


def test_where_no_day_is_pointed_at_the_report_s_or_none_is_taken() -> None:
    away = fought(("time", "Sunday", -4.0), ("time", "Tuesday", -4.0))
    assert choose(ALL, OWN, away, BLENDS) is REPORT
    assert choose(ALL[:3], OWN, away, BLENDS) is UNKNOWN


def test_a_day_is_pointed_at_where_it_stands_in_the_text() -> None:
    told = fought(("time", "Tuesday", 1.5))
    assert pointed_at(told, ALL) == [None, None, 1.5, None]
    assert pointed_at(fought(), ALL) == [None] * 4


def test_a_time_told_the_day_of_the_report_and_no_time_are_weighed_apart() -> None:
    assert [blend_of(option) for option in ALL] == ["no time", "time", "time", "report's day"]
