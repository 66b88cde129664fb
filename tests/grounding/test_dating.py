"""An undated text is dated from its own words, with reasons; or it is said that it cannot be."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.grounding.belief import load_constants
from casus.grounding.dating import Dater, infer_date
from casus.grounding.evidence import gather
from casus.grounding.milestones import MilestoneIndex
from casus.grounding.theatre import Milestone, Theatre
from casus.record import DocumentDate, Interval, Noise


def on(day: date) -> Interval:
    return Interval(day, day)


TOYLAND = Theatre(
    id="toyland",
    name="Toyland",
    countries=("SY",),
    milestones=(
        Milestone("rising in Toyland", on(date(2011, 3, 15)), ("rising began",), war=True),
        Milestone("siege of Oldtown", Interval(date(2015, 3, 1), date(2015, 9, 30)), ("siege of Oldtown",)),
        Milestone("truce of the Two Rivers", on(date(2016, 5, 4)), ("truce + Two Rivers",)),  # a Wednesday
        Milestone("battle for Newtown", Interval(date(2016, 5, 2), date(2016, 5, 20)), ("Newtown + rebels",)),
        Milestone("Ann Able was minister", Interval(date(2014, 1, 1), date(2017, 12, 31)), ("Ann Able",)),
    ),
)

# What the clues say is fixed here, so that a new fit of the packaged constants changes no expectation.
NEWS = (0.01, 0.01, 0.4, 0.3, 0.2, 0.03, 0.02, 0.01, 0.02)  # before (two), within, after (five), anywhere
PAST = (0.01, 0.01, 0.02, 0.02, 0.1, 0.3, 0.3, 0.2, 0.04)
WITHIN = (0.01, 0.01, 0.9, 0.02, 0.01, 0.01, 0.01, 0.01, 0.02)
SOON = (0.01, 0.01, 0.1, 0.8, 0.04, 0.01, 0.01, 0.01, 0.01)
NOTE = (0.9, 0.01, 0.02, 0.02, 0.01, 0.01, 0.01, 0.01, 0.01)
SHARES = {"past": PAST, "dated": PAST, "age": WITHIN, "anniversary": WITHIN, "beside": WITHIN}
PACKAGED = load_constants()
CONSTANTS = replace(
    PACKAGED,
    shares={
        kind: SOON if kind == "beside.weekday" else NOTE if kind == "dated.note" else WITHIN if kind.endswith("era") else SHARES.get(kind.split(".")[0], NEWS)
        if len(shares) == len(NEWS)
        else (0.9, 0.04, 0.02, 0.02, 0.02) if len(shares) == 5
        else (0.5, 0.2, 0.06, 0.06, 0.06, 0.06, 0.06)
        for kind, shares in PACKAGED.shares.items()
    },
    powers=dict.fromkeys(PACKAGED.powers, 0.9),
    repeats=0.0,
    belief=0.8,
)  # fmt: skip
DATER = Dater([TOYLAND], CONSTANTS)


def dated(text: str, **more: str) -> DocumentDate:
    return DATER.infer(text, **more)


def width(found: DocumentDate) -> int:
    assert found.start is not None
    assert found.end is not None
    return (found.end - found.start).days + 1


def holds(found: DocumentDate, day: date) -> bool:
    return found.start is not None and found.end is not None and found.start <= day <= found.end


@pytest.mark.parametrize(
    "line", ["BEIRUT, Nov 29, 2024 (Wire)", "Published: 29 November 2024", "Friday, 29 November 2024", "2024-11-29"]
)
def test_a_dateline_settles_it(line: str) -> None:
    found = dated(f"{line}\nRebels entered a city in 2016, and again today.")
    assert (found.start, found.end, found.basis) == (date(2024, 11, 29), date(2024, 11, 29), "inferred")
    assert "29" in found.reasons[0]


@pytest.mark.parametrize("line", ["Beirut, 29 November 2024 - ", "Geneva/New York (Wire), Nov 29, 2024 — "])
def test_a_town_in_small_letters_is_a_dateline_where_a_dash_ends_it(line: str) -> None:
    assert dated(f"{line}Rebels entered a city in 2016.").start == date(2024, 11, 29)


@pytest.mark.parametrize(
    "line", ["Beirut, 29 November 2024: ", "Since 29 November 2024 - ", "Beirut saw 29 November 2024 - "]
)
def test_other_words_before_a_date_are_no_dateline(line: str) -> None:
    assert "carries the date" not in dated(f"{line}rebels entered a city in 2016.").reasons[0]


def test_a_date_in_the_address_settles_it() -> None:
    found = dated("Syrian rebels left Newtown.", url="https://news.example/world/2016/may/17/newtown-falls")
    assert (found.start, found.end) == (date(2016, 5, 17), date(2016, 5, 17))
    assert "2016/may/17" in found.reasons[0]


def test_the_title_is_evidence_too() -> None:
    assert dated("They left at dawn.").basis == "unknown"
    assert holds(dated("They left at dawn.", title="Syria: rebels quit Newtown"), date(2016, 5, 10))


def test_a_milestone_told_as_news_puts_the_text_into_its_days_or_soon_after() -> None:
    found = dated("Syrian rebels attacked Newtown again, residents said.")
    assert holds(found, date(2016, 5, 12))
    assert width(found) < 120


def test_a_weekday_beside_a_milestone_gives_the_week_after_it() -> None:
    found = dated(
        "Syria: the truce of the Two Rivers was announced on Wednesday. By Friday it was broken. Rebels fought on in Newtown."
    )
    assert holds(found, date(2016, 5, 6))
    assert width(found) <= 8
    assert any("names Wednesday beside truce of the Two Rivers" in reason for reason in found.reasons)


def test_news_is_of_the_weekdays_it_names_or_the_day_after() -> None:
    with_day = dated("Syrian rebels fought in Newtown. Shops were shut on Saturday, residents said.")
    without_day = dated("Syrian rebels fought in Newtown. Shops were shut, residents said.")
    assert any("name Saturday" in reason for reason in with_day.reasons)
    assert width(with_day) < width(without_day)


def test_the_number_of_a_day_of_fighting_counts_from_its_first() -> None:
    found = dated("Syria's truce of the Two Rivers, broken on Wednesday, saw shelling for a third day.")
    assert found.start == found.end == date(2016, 5, 6)
    assert any("the 3. day" in reason for reason in found.reasons)


def test_a_milestone_told_as_past_rules_out_what_was_before() -> None:
    found = dated("Since the siege of Oldtown, in Syria, little has changed. On Friday, rebels attacked Newtown.")
    assert found.start is not None
    assert found.start >= date(2015, 3, 1)
    assert any("as past" in reason and "later than 2015-03-01" in reason for reason in found.reasons)


def test_an_office_holder_narrows_what_a_named_year_leaves_open() -> None:
    text = "In Syria, rebels said that they had lost Oldtown in 2013."
    with_minister = dated(f"{text} Ann Able denied it.")
    assert with_minister.basis == "unknown" or width(with_minister) > 100  # four years are no date
    assert any("Ann Able was minister" in reason for reason in with_minister.reasons)


def test_the_age_of_a_war_counts_from_its_beginning() -> None:
    young = dated(
        "Syrian rebels were shelled in Oldtown. The four-year-old conflict goes on, and the siege of Oldtown."
    )
    old = dated("Syrian rebels were shelled in Oldtown. The nine-year-old conflict goes on, and the siege of Oldtown.")
    assert young.start is not None
    assert young.start.year == 2015
    assert any("counted from the beginning: rising in Toyland (2011-03-15)" in reason for reason in young.reasons)
    assert old.start is None or old.start > young.start


@pytest.mark.parametrize("words", ["Two days ago", "Yesterday"])
def test_what_is_said_to_be_days_old_is_days_old(words: str) -> None:
    found = dated(f"{words} Syria's truce of the Two Rivers was signed. Rebels left Newtown.")
    plain = dated("Syria's truce of the Two Rivers was signed. Rebels left Newtown.")
    assert holds(found, date(2016, 5, 6) if words.startswith("Two") else date(2016, 5, 5))
    assert width(found) < width(plain)


def test_an_anniversary_counts_from_the_milestone() -> None:
    found = dated("Syrians marked the second anniversary of the truce of the Two Rivers.")
    assert any("says 'second anniversary' beside truce of the Two Rivers" in reason for reason in found.reasons)
    spoken = f"{found.reasons[-1]} {found.start} {found.end}"
    assert "2018" in spoken


def test_a_term_of_two_periods_means_one_of_them() -> None:
    terms = ("President Roe",)
    first = Milestone("Roe was president", Interval(date(2005, 1, 20), date(2009, 1, 20)), terms)
    second = Milestone("Roe was president again", Interval(date(2013, 1, 20), date(2017, 1, 20)), terms)
    index = MilestoneIndex([Theatre("toyland", "Toyland", ("SY",), milestones=(first, second))])
    (clue,) = gather("Syria's President Roe spoke.", index).clues
    assert clue.spans == ((date(2005, 1, 20), date(2009, 1, 20)), (date(2013, 1, 20), date(2017, 1, 20)))
    assert "or of Roe was president again" in clue.reason


def test_a_note_of_a_change_is_later_than_the_text() -> None:
    found = dated("Syrian rebels attacked Newtown, residents said. This report was amended on 13 May 2016.")
    assert found.end is not None
    assert found.end <= date(2016, 5, 16)
    assert any("a note of a change" in reason for reason in found.reasons)


def test_a_day_without_its_year_joins_a_milestone_that_has_one() -> None:
    found = dated("DAMASCUS, May 17 (Wire) -- Syrian rebels attacked Newtown, residents said.")
    assert holds(found, date(2016, 5, 17))
    assert width(found) <= 10
    assert any("dateline" in reason for reason in found.reasons)


def test_milestones_of_another_country_do_not_count() -> None:
    assert dated("Rebels attacked Newtown in Peru.").basis == "unknown"


def test_a_named_date_rules_out_what_was_before() -> None:
    found = dated("Syrian rebels attacked Newtown again, as they had on 10 May 2016, residents said.")
    assert found.start is not None
    assert found.start >= date(2016, 5, 9)


@pytest.mark.parametrize(
    "text", ["A bus was stopped on Monday and two men were taken away.", "", "On May 3 militants burned a bus."]
)
def test_without_evidence_the_date_is_unknown_with_a_reason(text: str) -> None:
    found = dated(text)
    assert (found.start, found.end, found.basis) == (None, None, "unknown")
    assert found.reasons


def test_what_leaves_years_open_is_unknown_and_says_what_it_leaves() -> None:
    found = dated("The Syrian war began in 2011, and Ann Able spoke of it.")
    assert found.basis == "unknown"
    assert "the narrowest" in found.reasons[-1]


def test_boilerplate_is_not_read() -> None:
    text = "Published: 1 January 2020\nSyrian rebels attacked Newtown."
    found = DATER.infer(text, (Noise(0, text.index("\n"), "boilerplate"),))
    assert found.start is not None
    assert found.start.year == 2016


def test_one_text_is_dated_by_the_packaged_constants() -> None:
    text = "Syria: the truce of the Two Rivers was announced on Wednesday. Rebels fought on in Newtown on Friday."
    assert infer_date(text, [TOYLAND]) == Dater([TOYLAND]).infer(text)
    assert holds(infer_date(text, [TOYLAND]), date(2016, 5, 6))


def test_the_reasons_end_with_what_they_come_to() -> None:
    found = dated("Syria: the truce of the Two Rivers was announced on Wednesday. Rebels fought on in Newtown.")
    assert str(found.start) in found.reasons[-1]
    assert str(found.end) in found.reasons[-1]
    assert any('by the words "truce + Two Rivers"' in reason for reason in found.reasons)


SENTENCES = (
    "Syrian rebels attacked Newtown.", "The truce of the Two Rivers held on Thursday.", "Ann Able spoke.", "It was the five-year-old war.",
    "Two weeks ago a bus burned.", "On 3 June 2016 it rained.", "The siege of Oldtown had been long.",
)  # fmt: skip


@given(st.lists(st.sampled_from(SENTENCES), max_size=6))
def test_any_text_gets_the_same_date_each_time_and_an_interval_in_order(parts: list[str]) -> None:
    text = " ".join(parts)
    found = dated(text)
    assert found == Dater([TOYLAND], CONSTANTS).infer(text)
    assert found.reasons
    if found.basis == "inferred":
        assert width(found) >= 1
        assert width(found) <= 366
