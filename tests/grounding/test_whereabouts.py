"""Which options a claim has for its place, what is said of each, and that the one with most to say for it is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pointers import pointing

from casus.grounding.actors import ActorIndex
from casus.grounding.places import PlaceResolver
from casus.grounding.placing import Located
from casus.grounding.pointing import Blend, packaged_blends
from casus.grounding.recalling import RECALLED, Told, earlier_places
from casus.grounding.settling import PlaceContext
from casus.grounding.whereabouts import (
    BEFORE,
    LEAD,
    NEXT,
    REASONS,
    Around,
    Option,
    as_told,
    blend_of,
    choose,
    described,
    options,
    packaged_weights,
    pointed_at,
)
from casus.record import Draft, Phrase, Place

UKRAINE = PlaceContext(("ukraine", "generic"), ("UA", "RU"))
COUNTRY = Place("country:UA", "Ukraine", "UA", 49.0, 32.0, "country")
KHARKIV = Place("gn:10", "Kharkiv", "UA", 50.0, 36.2)
OBLAST = Place("t:oblast", "Kharkiv region", "UA", 49.6, 36.5, "province")
IZYUM = Place("t:izyum", "Izyum", "UA", 49.2, 37.3)
BELGOROD = Place("t:belgorod", "Belgorod", "RU", 50.6, 36.6)
NOWHERE = Place("unlocated:ua:hut", "Hut", "UA", precision="country")
EMPTY = Located((), None, None)


def phrase(text: str, words: str) -> Phrase:
    begin = text.index(words)
    return Phrase(begin, begin + len(words), words, "place")


def draft(text: str, *places: str, trigger: str = "shelled", actor: str | None = None) -> Draft:
    """A draft of the sentence that has the trigger, with the place names that a parse gives, best first."""
    at = text.index(trigger)
    begin = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.find(".", at) + 1
    return Draft(
        "shelling", begin, end, phrase(text, trigger), (begin, end),
        actors=(phrase(text, actor),) if actor else (), places=tuple(phrase(text, name) for name in places),
    )  # fmt: skip


Offer = Callable[..., list[tuple[str, str | None]]]


@pytest.fixture
def offer(places: PlaceResolver, index: ActorIndex) -> Offer:
    """The options of a claim in a report from Ukraine, as origin and name."""

    def offered(text: str, *given_names: str, located: Located = EMPTY) -> list[tuple[str, str | None]]:
        found = options(draft(text, *given_names), text, located, places, index, UKRAINE)
        return [(one.origin, one.place.name if one.place else None) for one in found]

    return offered


def spoken(text: str, *places: Place, local: Place | None = None, country: Place | None = COUNTRY) -> Located:
    return Located(tuple(sorted((text.index(place.name), place) for place in places)), local, country)


# ------------------------------------------------------------------------------------------------- the options


def test_no_place_is_always_an_option(offer: Offer) -> None:
    assert offer("Troops shelled a market.") == [("none", None)]


def test_names_of_the_clause_come_first_then_those_of_the_sentence(offer: Offer) -> None:
    text = "Troops shelled Kharkiv after a halt near Bakhmut."
    assert offer(text, "Kharkiv") == [("clause", "Kharkiv"), ("sentence", "Bakhmut"), ("none", None)]


def test_what_the_text_is_about_is_offered_with_its_reason(offer: Offer) -> None:
    text = "It is cold in Izyum. Troops shelled a market."
    found = offer(text, located=spoken(text, IZYUM, local=KHARKIV))
    assert found == [
        ("before", "Izyum"),
        ("lead", "Izyum"),
        ("local", "Kharkiv"),
        ("country", "Ukraine"),
        ("none", None),
    ]
    assert {origin for origin, _ in found} <= set(REASONS)


def test_of_places_before_the_sentence_the_last_come_first_and_each_once(offer: Offer) -> None:
    text = "Izyum. Kharkiv. Izyum again. Troops shelled a market."
    names = ((0, IZYUM), (7, KHARKIV), (16, IZYUM))
    found = offer(text, located=Located(names, None, None))
    assert [name for origin, name in found if origin == "before"] == ["Izyum", "Kharkiv"]


def test_only_so_many_places_before_the_sentence_are_options(offer: Offer) -> None:
    many = [replace(IZYUM, place_id=f"t:{at}", name=f"Village{at}") for at in range(BEFORE + 3)]
    text = " ".join(f"{place.name}." for place in many) + " Troops shelled a market."
    found = [name for origin, name in offer(text, located=spoken(text, *many)) if origin == "before"]
    assert found == [place.name for place in many[: -BEFORE - 1 : -1]]


def test_a_place_that_comes_after_the_sentence_is_no_option_of_those_before(offer: Offer) -> None:
    text = f"Troops shelled a market. {'It was cold. ' * (LEAD // 12)}Others left Izyum."
    assert offer(text, located=spoken(text, IZYUM, country=None)) == [("none", None)]


def test_the_first_place_of_a_text_is_no_country(offer: Offer) -> None:
    text = "Ukraine waits in Izyum. Troops shelled a market."
    found = offer(text, located=spoken(text, COUNTRY, IZYUM))
    assert ("lead", "Izyum") in found
    assert ("lead", "Ukraine") not in found


@pytest.mark.parametrize("name", ["Russia-backed fighters", "the Wagner Group"])
def test_sides_are_not_offered(offer: Offer, name: str) -> None:
    assert offer(f"Men of {name} shelled a market.", name.split()[-1] if name[:3] == "the" else "Russia") == [
        ("none", None)
    ]


def test_a_name_that_nobody_can_locate_is_offered_only_after_a_word_of_place(offer: Offer) -> None:
    assert ("clause", "Zvorotnyk") in offer("Troops shelled a market in Zvorotnyk.", "Zvorotnyk")
    assert offer("Zvorotnyk shelled a market.", "Zvorotnyk") == [("none", None)]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Troops shelled a market in Zvorotnyk village.", True),
        ("Troops shelled a market in Zvorotnyk area.", True),
        ("Troops shelled a market in Zvorotnyk.", False),
        ("Troops shelled a market in Zvorotnyk factory.", False),
    ],
)
def test_a_name_that_no_parse_gives_is_offered_where_a_word_says_that_people_live_there(
    offer: Offer, text: str, known: bool
) -> None:
    assert (("sentence", "Zvorotnyk") in offer(text)) is known


def test_a_name_that_nobody_knows_lies_in_the_country_of_the_known_one_beside_it(
    places: PlaceResolver, index: ActorIndex
) -> None:
    text = "In Syria, guns shelled the hamlet of Hut."
    found = options(draft(text, "Syria", "Hut"), text, EMPTY, places, index, UKRAINE)
    assert [(one.place.name, one.place.country) for one in found if one.place] == [("Syria", "SY"), ("Hut", "SY")]


def test_the_place_that_a_sentence_begins_with_is_offered(offer: Offer) -> None:
    text = "Quiet fell. Izyum, a railway town, has been shelled for days."
    assert ("sentence", "Izyum") in offer(text, located=spoken(text, IZYUM))
    behind = "Quiet fell. Shops, in Izyum too, have been shelled."
    assert ("sentence", "Izyum") not in offer(behind, located=replace(spoken(behind, IZYUM), local=None))


def test_two_places_that_and_joins_are_offered_together(offer: Offer) -> None:
    names = offer("Troops shelled Kharkiv and Bakhmut.", "Kharkiv", "Bakhmut")
    assert ("both", "Kharkiv and Bakhmut") in names
    apart = offer("Troops shelled Kharkiv, not Bakhmut.", "Kharkiv", "Bakhmut")
    assert "both" not in [origin for origin, _ in apart]


def test_a_people_s_adjective_is_no_place(places: PlaceResolver, index: ActorIndex) -> None:
    text = "Troops shelled a market in the Kurdish north."
    syria = PlaceContext(("syria", "generic"), ("SY",))
    found = options(draft(text, "Kurdish north"), text, EMPTY, places, index, syria)
    assert [one.place for one in found] == [None]


def test_what_is_spoken_of_next_is_offered_if_it_is_near(offer: Offer) -> None:
    near = f"Troops shelled a market. {'It was cold. ' * 3}They hit Izyum. "
    assert ("after", "Izyum") in offer(near, located=spoken(near, IZYUM, country=None))
    far = f"Troops shelled a market. {'It was cold. ' * (NEXT // 12)}They hit Izyum. "
    assert ("after", "Izyum") not in offer(far, located=spoken(far, IZYUM, country=None))


def test_a_place_that_the_text_names_again_is_offered_once(offer: Offer) -> None:
    text = f"Troops shelled a market. {'It was cold. ' * (LEAD // 12)}Others left Izyum. Izyum is cold."
    names = ((text.index("Izyum"), IZYUM), (text.rindex("Izyum"), IZYUM))
    assert offer(text, located=Located(names, None, None)) == [("often", "Izyum"), ("none", None)]
    assert offer(text, located=Located(names, IZYUM, None)) == [("local", "Izyum"), ("none", None)]


# ------------------------------------------------------------------------------------------------- what is said of one


def said(text: str, option: Option, *others: Option, actor: str | None = None, names: Located = EMPTY) -> list[str]:
    return described([option, *others], draft(text, actor=actor), text, Around.of(names))[0]


def option(text: str, place: Place, origin: str = "clause", rank: int = 0) -> Option:
    begin = text.index(place.name)
    return Option(place, origin, begin, begin + len(place.name), rank)  # type: ignore[arg-type]


TEXT = "Troops in Belgorod shelled the north of Kharkiv on Monday."


def test_the_word_before_a_name_and_its_side_of_the_trigger_are_told() -> None:
    first, second = option(TEXT, BELGOROD), option(TEXT, KHARKIV)
    assert {"after: in, before", "before, by"} <= set(said(TEXT, first, second))
    assert {"after: of, behind", "behind, near"} <= set(said(TEXT, second, first))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Troops shelled in northern Kharkiv.", "after: in, behind"),
        ("Troops shelled Kharkiv.", "after: a word of place, behind"),
        ("Troops shelled markets, Kharkiv says.", "after: mark, behind"),
        ("Troops shelled because Kharkiv refused.", "after: other, behind"),
        ("Troops shelled Kharkiv's port.", "owns, behind"),
        ("Troops shelled Kharkiv’s port.", "owns, behind"),
    ],
)
def test_words_around_a_name(text: str, word: str) -> None:
    assert word in said(text, option(text, KHARKIV))


def test_the_nearest_to_the_trigger_and_the_first_word_are_told() -> None:
    text = "Belgorod says that troops shelled Kharkiv."
    first, second = option(text, BELGOROD), option(text, KHARKIV)
    assert "nearest" in said(text, second, first)
    assert "nearest" not in said(text, first, second)
    assert "opens the sentence" in said(text, first, second)
    assert "opens the sentence" not in said(text, second, first)


def test_a_name_that_acts_is_told_to() -> None:
    text = "Kharkiv shelled a market."
    assert {"acts", "in a side"} <= set(said(text, option(text, KHARKIV), actor="Kharkiv"))
    assert not {"acts", "in a side"} & set(said(text, option(text, KHARKIV)))


def test_a_name_inside_a_side_does_not_act() -> None:
    text = "The police of Kharkiv shelled a market."
    words = said(text, option(text, KHARKIV), actor="The police of Kharkiv")
    assert "in a side" in words
    assert "acts" not in words


def test_a_narrower_place_in_the_same_country_is_told() -> None:
    text = "Troops shelled Izyum in Kharkiv region."
    narrow, wide = option(text, IZYUM), option(text, OBLAST)
    told = "a narrower one in the sentence"
    assert told in said(text, wide, narrow)
    assert told not in said(text, narrow, wide)
    assert told not in said(text, wide, replace(narrow, place=replace(IZYUM, country="RU")))
    assert told not in said(text, wide, replace(narrow, place=replace(IZYUM, lat=None)))


def test_how_often_a_place_is_named_and_whether_it_is_abroad() -> None:
    names = Located(((0, KHARKIV), (9, KHARKIV), (20, IZYUM), (30, BELGOROD), (40, OBLAST)), None, COUNTRY)
    first, second = option(TEXT, KHARKIV), option(TEXT, BELGOROD)
    assert "named: often, clause" in said(TEXT, first, names=names)
    assert {"named: some, clause", "abroad, clause"} <= set(said(TEXT, second, names=names))
    assert "abroad, clause" not in said(TEXT, first, names=names)
    assert "named: seldom, clause" in said(TEXT, first)


@pytest.mark.parametrize(
    ("gap", "far"), [(20, "near"), (300, "some"), (600, "further"), (1500, "far"), (9000, "long ago")]
)
def test_how_far_back_a_place_was_spoken_of(gap: int, far: str) -> None:
    text = f"Izyum{'.' * gap}. Troops shelled a market."
    words = said(text, option(text, IZYUM, "before", 1))
    assert {f"back: {far}, 1", f"back: {far}, narrow"} <= set(words)


def test_no_place_is_told_by_the_others_of_the_sentence() -> None:
    none, near = Option(None, "none"), option(TEXT, KHARKIV)
    assert {"others near: 0", "exact others near: 0"} <= set(said(TEXT, none))
    wide = replace(near, place=COUNTRY)
    assert {"others near: 2", "exact others near: 1"} <= set(said(TEXT, none, near, wide))


def test_how_the_clause_of_a_name_stands_to_the_claim_s_is_told() -> None:
    text = "Troops shelled Izyum, officials said in Kharkiv."
    first, second = option(text, IZYUM), option(text, KHARKIV)
    clauses = (phrase(text, "Troops shelled Izyum"), phrase(text, "officials said in Kharkiv"))
    cut = replace(draft(text), clauses=(replace(clauses[0], type="own"), replace(clauses[1], type="over:said")))
    words = described([first, second], cut, text, Around.of(EMPTY))
    told = {IZYUM: words[0], KHARKIV: words[1]}
    assert {"stands: own", "stands: own, behind"} <= set(told[IZYUM])
    assert {"stands: over:said", "stands: over, behind"} <= set(told[KHARKIV])
    local = Option(KHARKIV, "local")
    assert "is: local, a place in the clause" in described([first, local], cut, text, Around.of(EMPTY))[1]
    assert "is: local, no place in the clause" in described([second, local], cut, text, Around.of(EMPTY))[1]


def test_a_toll_and_what_the_source_s_name_holds_are_told() -> None:
    text = "Police in Kharkiv say that troops shelled a market."
    one, claim = option(text, KHARKIV), draft(text)
    (toll,) = described([one], replace(claim, aggregate=True), text, Around.of(EMPTY))
    assert {"is: clause, of a toll", "narrow, of a toll"} <= set(toll)
    cited = replace(claim, source=phrase(text, "Police in Kharkiv"))
    assert "in the source" in described([one], cited, text, Around.of(EMPTY))[0]
    assert not {"in the source", "is: clause, of a toll"} & set(said(text, one))


def test_a_place_without_a_point_is_told_as_nowhere() -> None:
    assert "how precise: country, nowhere" in said("Troops shelled Hut.", option("Troops shelled Hut.", NOWHERE))


# ------------------------------------------------------------------------------------------------- choosing

FIVE = [
    Option(KHARKIV, "clause", TEXT.index("Kharkiv"), TEXT.index("Kharkiv") + 7),
    Option(BELGOROD, "sentence", TEXT.index("Belgorod"), TEXT.index("Belgorod") + 8, 1),
    Option(IZYUM, "local"),
    Option(COUNTRY, "country"),
    Option(None, "none"),
]


@given(st.dictionaries(st.sampled_from(["clause", "sentence", "local", "country", "none"]), st.floats(-9, 9)))
def test_the_highest_sum_is_taken_and_of_equal_ones_the_first(given_weights: dict[str, float]) -> None:
    weights = {f"is: {origin}": weight for origin, weight in given_weights.items()}
    sums = [weights.get(f"is: {one.origin}", 0.0) for one in FIVE]
    assert choose(draft(TEXT), TEXT, EMPTY, FIVE, weights) is FIVE[sums.index(max(sums))]


def test_without_weights_the_first_is_taken() -> None:
    assert choose(draft(TEXT), TEXT, EMPTY, FIVE[::-1], {}).place is None


def test_weights_of_words_add_up() -> None:
    weights = {"is: sentence": 1.0, "after: in, before": 1.0, "is: clause": 1.5}
    assert choose(draft(TEXT), TEXT, EMPTY, FIVE, weights).place == BELGOROD


def test_every_packaged_weight_is_of_an_origin_that_has_a_reason() -> None:
    told = {name[4:].split(",")[0] for name in packaged_weights() if name.startswith("is: ")}
    assert told
    assert told <= set(REASONS)


# ------------------------------------------------------------------------------------------------- claims before


def before(*told: Place | None) -> list[Told]:
    """Claims told before, of some places."""
    return [Told(place, 0, 5) for place in told]


def test_the_places_of_the_last_claims_are_options_each_once_the_last_first(
    places: PlaceResolver, index: ActorIndex
) -> None:
    text = "Troops shelled a market."
    told = before(BELGOROD, OBLAST, IZYUM, NOWHERE, None, IZYUM)
    found = options(draft(text), text, EMPTY, places, index, UKRAINE, told)
    assert [one.place for one in found if one.origin == "told"] == [IZYUM, NOWHERE, OBLAST]
    assert len(earlier_places(told)) == RECALLED


def test_each_option_is_weighed_by_its_origin() -> None:
    assert blend_of(Option(IZYUM, "told")) == "place, told"
    assert blend_of(Option(None, "none")) == "no place"
    assert {blend_of(Option(IZYUM if origin != "none" else None, origin)) for origin in REASONS} <= set(
        packaged_blends().of
    )


@pytest.mark.parametrize("unit", ["Light Infantry Battalion", "Third Military Region", "Giants Brigade"])
def test_a_unit_of_an_army_is_no_place(offer: Offer, unit: str) -> None:
    text = f"Troops shelled the base of {unit} near Kharkiv."
    assert [name for _, name in offer(text, unit, "Kharkiv")] == ["Kharkiv", None]


@pytest.mark.parametrize("site", ["bridge", "market", "hospital", "railway station"])
def test_what_a_site_is_belongs_to_its_name(offer: Offer, site: str) -> None:
    text = f"Troops shelled the Kharkiv {site} at noon."
    assert offer(text, "Kharkiv")[0] == ("clause", f"Kharkiv {site}")
    assert offer(f"Troops shelled Kharkiv's {site} at noon.", "Kharkiv")[0] == ("clause", "Kharkiv")


def test_a_floor_of_a_site_is_in_the_site(offer: Offer) -> None:
    text = (
        "Troops shelled the third floor of Kharkiv hospital at noon. The second floor of Kharkiv hospital was shelled."
    )
    assert offer(text, "The second floor of Kharkiv hospital")[0] == ("clause", "Kharkiv hospital")


# ------------------------------------------------------------------------------------------------- what is pointed at

BLENDS = {
    **{f"place, {origin}": Blend(own=1.0, network=1.0, unseen=-2.0) for origin in REASONS if origin != "none"},
    "no place": Blend(own=1.0, always=0.5),
}
KHARKIV_BY_WORDS = {"is: clause": 3.0}


def test_pointers_turn_the_choice() -> None:
    turned = replace(draft(TEXT), pointers=pointing(TEXT, ("place", "Kharkiv", -4.0), ("place", "Belgorod", 4.0)))
    assert choose(draft(TEXT), TEXT, EMPTY, FIVE, KHARKIV_BY_WORDS, BLENDS).place == KHARKIV
    assert choose(turned, TEXT, EMPTY, FIVE, KHARKIV_BY_WORDS, BLENDS).place == BELGOROD
    assert choose(turned, TEXT, EMPTY, FIVE, KHARKIV_BY_WORDS).place == KHARKIV


def test_without_pointers_words_alone_decide() -> None:
    never = {**BLENDS, "no place": Blend(always=99.0)}
    assert choose(draft(TEXT), TEXT, EMPTY, FIVE, KHARKIV_BY_WORDS, never).place == KHARKIV


def test_no_place_is_taken_where_no_place_is_pointed_at() -> None:
    away = replace(draft(TEXT), pointers=pointing(TEXT, ("place", "Kharkiv", -4.0), ("place", "Belgorod", -4.0)))
    assert choose(away, TEXT, EMPTY, FIVE, KHARKIV_BY_WORDS, BLENDS).place is None


def test_a_place_is_pointed_at_wherever_the_text_names_it() -> None:
    text = "Izyum is cold. Troops shelled a market."
    told = replace(draft(text), pointers=pointing(text, ("place", "Izyum", 2.5)))
    named = spoken(text, IZYUM)
    given = [
        Option(IZYUM, "local"),
        option(text, IZYUM, "before"),
        Option(KHARKIV, "local"),
        Option(None, "none"),
    ]
    assert pointed_at(told, given, named) == [2.5, 2.5, None, None]
    assert pointed_at(draft(text), given, named) == [None] * 4


def test_a_name_of_the_sentence_is_pointed_at_though_the_text_lists_no_such_place() -> None:
    told = replace(draft(TEXT), pointers=pointing(TEXT, ("place", "Kharkiv", 1.5)))
    assert pointed_at(told, [option(TEXT, KHARKIV)], EMPTY) == [1.5]


# ------------------------------------------------------------------------------------------------- as the words say it


@pytest.mark.parametrize(
    "before",
    ["30 km from ", "about 12.5 miles north of ", "5 kilometres outside the ", "north of ", "south-east of the city of ", "near ", "close to the small town of ",
     "on the outskirts of ", "in suburbs around ", "outside "],
)  # fmt: skip
def test_beside_a_place_is_near_it(before: str) -> None:
    text = f"Troops shelled a market {before}Kharkiv."
    told = as_told(option(text, KHARKIV), [], text)
    assert told.place == replace(KHARKIV, precision="near")


@pytest.mark.parametrize(
    "before",
    [
        "in ",
        "",
        "a town near schools in the city of ",
        "the army of ",
        "30 km of road in ",
        "northern ",
        "the city of ",
    ],
)
def test_in_a_place_is_exact(before: str) -> None:
    text = f"Troops shelled {before}Kharkiv."
    assert as_told(option(text, KHARKIV), [], text) == option(text, KHARKIV)


def test_only_a_point_becomes_near() -> None:
    text = "Troops shelled a market north of Kharkiv region."
    assert as_told(option(text, OBLAST), [], text).place == OBLAST
    assert as_told(Option(None, "none"), [], text).place is None


def test_a_place_taken_from_the_text_is_told_where_its_sentence_names_it() -> None:
    text = "Troops shelled a market north of Kharkiv."
    named, local = option(text, KHARKIV), Option(KHARKIV, "local")
    assert as_told(local, [named, local], text) == replace(named, place=replace(KHARKIV, precision="near"))
    assert as_told(local, [replace(named, origin="before"), local], text) == local
    assert as_told(local, [replace(named, place=IZYUM), local], text) == local


# ------------------------------------------------------------------------------------------------- names that are none, and units


def test_a_persons_name_is_no_place(offer: Offer) -> None:
    text = "Troops shelled a market in Bakhmut."
    assert ("sentence", "Bakhmut") in offer(text)
    assert offer(text, located=Located((), None, None, frozenset({"Bakhmut"}))) == [("none", None)]


def test_an_unknown_name_before_a_word_for_where_people_live_is_a_place(offer: Offer) -> None:
    assert ("sentence", "Zelenka") in offer("Troops shelled a market in the Zelenka area of Kharkiv.")
    assert ("sentence", "Zelenka neighbourhood") in offer(
        "Troops shelled the Zelenka neighbourhood of Kharkiv."
    ) + offer("Troops shelled people in the Zelenka neighbourhood of Kharkiv.")


def test_a_side_of_the_country_is_an_option_of_its_own(offer: Offer) -> None:
    text = "Troops shelled a market in the country's north-east."
    assert ("implied", "north-east Ukraine") in offer(text, located=Located((), None, COUNTRY))


@pytest.mark.parametrize("name", ["Saudi consulate", "Russian airbase", "Turkish"])
def test_a_people_s_thing_that_may_lie_anywhere_is_no_place(offer: Offer, name: str) -> None:
    text = f"They shelled the {name} in Izyum."
    assert name not in {told for _, told in offer(text, name, "Izyum")}
    assert ("clause", "Izyum") in offer(text, name, "Izyum")
