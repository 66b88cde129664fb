"""The five grades follow their rules; numbers are reconciled with a reason."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linking_values import claim, keyed, report

from casus.linking.grades import grade
from casus.linking.numbers import reconcile
from casus.linking.origins import in_full, origin_of
from casus.record import Claim, Document

PAPERS = [report(f"g{number}", f"2024-01-1{number}", f"Paper {number}") for number in range(4)]


def told(number: int, source: str | None = None, killed: int = 10, **fields: object) -> Claim:
    facts = {
        "by": "Ukraine",
        "on": "Russia",
        "at": "Belgorod",
        "country": "RU",
        "counts": {"killed": (killed, killed)},
        **fields,
    }
    return claim(f"g{number}", PAPERS[number], "shelling", "shells hit a depot", source=source, **facts)  # type: ignore[arg-type]


def graded(yes: list[Claim], no: list[Claim] = []) -> tuple[str, str]:  # noqa: B006
    documents = keyed(*PAPERS)
    return grade(yes, no, {one.claim_id: origin_of(one, documents) for one in [*yes, *no]})


def test_one_origin_is_reported() -> None:
    assert graded([told(0)])[0] == "reported"


def test_two_papers_that_cite_one_source_are_one_origin() -> None:
    assert graded([told(0, "Airwars"), told(1, "Airwars")])[0] == "reported"


def test_two_origins_are_corroborated_and_three_confirmed() -> None:
    assert graded([told(0, "Airwars"), told(1)])[0] == "corroborated"
    assert graded([told(0, "Airwars"), told(1), told(2)])[0] == "confirmed"


def test_admission_by_a_side_and_another_origin_is_confirmed() -> None:
    name, reason = graded([told(0, "a spokesman for the Russia-installed army of Russia"), told(1, "Airwars")])
    assert name == "confirmed"
    assert "admitted" in reason


def test_a_side_alone_with_two_spokesmen_confirms_nothing() -> None:
    assert graded([told(0, "Ukraine"), told(1, "Ukraine spokesman Ivan Koval")])[0] == "reported"


def test_a_denial_makes_it_contested_and_denials_alone_denied() -> None:
    name, reason = graded([told(0, "Airwars")], [told(1, "Ukraine", status="denied")])
    assert name == "contested"
    assert "Airwars" in reason
    assert "Ukraine" in reason
    assert graded([], [told(1, "Ukraine", status="denied")])[0] == "denied"


def test_sides_that_blame_each_other_contest_who_did_it() -> None:
    name, reason = graded([told(0, "Russia"), told(1, "Ukraine", by="Russia", on="civilians")])
    assert name == "contested"
    assert "did it" in reason


def test_a_reporter_who_cites_a_source_in_the_same_report_is_no_second_origin() -> None:
    cited = told(0, "Airwars")
    plain = claim("z", PAPERS[0], "shelling", "shells hit", by="Ukraine", on="Russia", at="Belgorod")
    assert graded([cited, plain])[0] == "reported"


def numbers(*claims: Claim) -> dict[str, tuple[int | None, int | None, int | None]]:
    documents = keyed(*PAPERS)
    published: dict[str, date | None] = {key: document.date.day for key, document in documents.items()}
    found = reconcile(claims, {one.claim_id: origin_of(one, documents) for one in claims}, published)
    return {number.what: (number.low, number.best, number.high) for number in found}


def test_low_and_high_come_from_the_claims_best_from_the_best_attested() -> None:
    assert numbers(told(0, killed=8), told(1, killed=12), told(2, killed=12), told(3, killed=20)) == {
        "killed": (8, 12, 20)
    }


def test_among_equally_attested_values_the_latest_is_best() -> None:
    assert numbers(told(0, killed=8), told(1, killed=12))["killed"][1] == 12


def test_the_same_origin_corrects_itself_upwards() -> None:
    assert numbers(told(0, "Airwars", killed=8), told(1, "Airwars", killed=12)) == {"killed": (12, 12, 12)}


@pytest.mark.parametrize(
    ("given", "expected"), [((20, None), (20, 20, None)), ((None, 20), (None, 20, 20)), ((24, 99), (24, 24, 99))]
)
def test_open_ranges_stay_open(given: tuple[int | None, int | None], expected: tuple[int | None, ...]) -> None:
    assert numbers(told(0, counts={"killed": given})) == {"killed": expected}


def test_an_unnamed_publisher_is_known_by_its_address_then_by_the_report() -> None:
    web = Document(id="w", text="t", url="https://news.example.org/a")
    bare = Document(id="b", text="t")
    claims = [claim("a", web, "protest", "x"), claim("b", bare, "protest", "x")]
    assert origin_of(claims[0], keyed(web, bare)).name == "news.example.org"
    assert origin_of(claims[1], keyed(web, bare)).name == "report b"


def test_an_origin_is_the_same_whether_texts_are_at_hand_or_not() -> None:
    """A report of its own, and its copy: links that are made without texts must fit those made with them."""
    first = Document(id="b", text="Shells fell.")
    copy = Document(id="c", text="Shells fell!", copy_of=first.key)
    whole = keyed(first, copy)
    outlines = {key: replace(document, text="") for key, document in whole.items()}
    for one in (claim("a", first, "shelling", "Shells fell"), claim("b", copy, "shelling", "Shells fell")):
        assert origin_of(one, outlines) == origin_of(one, whole)
        assert origin_of(one, whole).key == f"report {first.key}"


def key_of(source: str) -> str:
    return origin_of(told(0, source), keyed(*PAPERS)).key


def test_whoever_speaks_for_a_body_is_that_origin() -> None:
    assert key_of("Airwars researcher Ann Lee") == key_of("Airwars")
    assert key_of("the UN envoy Ann Lee") == key_of("a United Nations official")
    assert key_of("Airwars") != key_of("Amnesty International")


def test_two_nameless_commanders_of_one_sort_are_one_origin() -> None:
    assert key_of("a rebel commander") == key_of("another rebel official")


def test_an_agency_that_a_paper_cites_is_the_origin_as_if_it_had_published() -> None:
    wire = report("wire", "2024-01-11", "Reuters")
    own = claim("own", wire, "shelling", "shells hit a depot", at="Belgorod")
    assert origin_of(own, keyed(wire)).key == key_of("Reuters")


def in_one_report(*sources: str | None, report_of: Document = PAPERS[0]) -> list[str]:
    claims = [claim(f"c{n}", report_of, "shelling", "shells fell", source=source) for n, source in enumerate(sources)]
    full = in_full({one.claim_id: origin_of(one, keyed(*PAPERS)) for one in claims}, claims)
    return [full[one.claim_id].name for one in claims]


def test_a_source_that_a_report_names_again_in_short_is_one_origin() -> None:
    assert in_one_report("regional police", "Police", "Ivan Koval", "Koval") == [
        "regional police",
        "regional police",
        "Ivan Koval",
        "Ivan Koval",
    ]


def test_a_short_name_that_could_mean_two_is_by_itself() -> None:
    assert in_one_report("regional police", "military police", "police")[2] == "police"


def test_two_sources_that_share_a_word_are_two() -> None:
    assert in_one_report("regional police", "regional council") == ["regional police", "regional council"]


def test_police_in_another_report_may_be_others() -> None:
    long = claim("a", PAPERS[0], "shelling", "shells fell", source="regional police")
    short = claim("b", PAPERS[1], "shelling", "shells fell", source="Police")
    own = {one.claim_id: origin_of(one, keyed(*PAPERS)) for one in (long, short)}
    assert in_full(own, (long, short)) == own


BOUNDS = st.tuples(st.none() | st.integers(0, 40), st.none() | st.integers(0, 40)).filter(
    lambda ends: ends != (None, None) and (None in ends or ends[0] <= ends[1])  # type: ignore[operator]
)


@given(
    told_of=st.lists(BOUNDS, min_size=1, max_size=4),
    status=st.lists(st.sampled_from(["happened", "possible"]), min_size=4, max_size=4),
)
def test_the_best_number_lies_between_the_lowest_and_the_highest(
    told_of: list[tuple[int | None, int | None]], status: list[str]
) -> None:
    found = numbers(*(told(at, counts={"killed": ends}, status=status[at]) for at, ends in enumerate(told_of)))
    ends = [one for one in found["killed"] if one is not None]
    assert ends == sorted(ends)


def test_up_to_twenty_may_be_best_beside_at_least_thirty() -> None:
    least, most = {"killed": (30, None)}, {"killed": (None, 20)}
    assert numbers(told(0, counts=least), told(1, counts=most), told(2, counts=most)) == {"killed": (20, 20, 30)}
