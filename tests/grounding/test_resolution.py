"""Nominals, proxies and ambiguous names: who is meant depends on backer, country, theatre and day; nobody is invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.grounding.actors import ActorContext, ActorIndex, ActorMatch
from casus.grounding.sightings import find_sightings
from casus.grounding.theatre import ALWAYS, Alias, Theatre, TheatreActor, Tie, load_theatres
from casus.record import Interval

SYRIA = ActorContext(("syria", "generic"), ("SY", "TR"))
IRAQ = ActorContext(("syria", "generic"), ("IQ",))
UKRAINE = ActorContext(("ukraine", "generic"), ("UA", "RU"))
SUDAN = ActorContext(("sudan", "generic"), ("SD",))
LEBANON = ActorContext(("israel-palestine-lebanon", "generic"), ("LB",))
ISRAEL = ActorContext(("israel-palestine-lebanon", "generic"), ("IL", "PS"))
YEMEN = ActorContext(("yemen", "generic"), ("YE",))
AFGHANISTAN = ActorContext(("afghanistan", "generic"), ("AF",))
MYANMAR = ActorContext(("myanmar", "generic"), ("MM",))
MALI = ActorContext(("sahel", "generic"), ("ML",))
SOMALIA = ActorContext(("generic",), ("SO",))
SRI_LANKA = ActorContext(("generic",), ("LK",))
NOWHERE = ActorContext()


def who(index: ActorIndex, phrase: str, context: ActorContext) -> ActorMatch:
    match = index.resolve(phrase, context=context)
    assert match is not None, phrase
    return match


def test_what_flies_and_fires_for_a_state_is_its_military(index: ActorIndex) -> None:
    pakistan = ActorContext(("south-asia", "generic"), ("PK",))
    assert who(index, "Pakistani jets", pakistan).name == who(index, "Pakistani warplanes", pakistan).name
    assert who(index, "Pakistani jets", pakistan).name == "Pakistani military"


@pytest.mark.parametrize(
    ("context", "phrase", "actor"),
    [
        (SYRIA, "Assad's troops", "syrian-government"),
        (SYRIA, "the Damascus government", "syrian-government"),
        (SYRIA, "the regime's air force", "syrian-government"),
        (SYRIA, "government warplanes", "syrian-government"),
        (MALI, "the al-Qaeda-linked Group for the Support of Islam and Muslims", "jnim"),
        (ActorContext(("sahel", "generic"), ("BF",)), "the military regime", "burkina-faso"),
        (ActorContext(("colombia", "generic"), ("CO",)), "a FARC dissident faction", "farc-dissidents"),
        (
            ActorContext(("haiti-central-america", "generic"), ("HT",)),
            "the Kenya-led multinational mission",
            "kenya-mss",
        ),
        (SYRIA, "regime helicopters", "syrian-government"),
        (SYRIA, "pro-government militiamen", "syrian-government"),
        (SYRIA, "coalition jets", "us-led-coalition"),
        (SYRIA, "rebel artillery", "syrian-rebels"),
        (SYRIA, "the Observatory", "sohr"),
        (SYRIA, "the British-based war monitor", "sohr"),
        (SYRIA, "the UK-based Observatory", "sohr"),
        (SYRIA, "the Free Army", "free-syrian-army"),
        (SYRIA, "Israeli jets", "israel"),
        (IRAQ, "Iraqi troops", "iraq"),
        (UKRAINE, "Kyiv's forces", "ukraine"),
        (UKRAINE, "the Kremlin's troops", "russia"),
        (MYANMAR, "the junta", "myanmar-military"),
        (MYANMAR, "junta troops", "myanmar-military"),
        (MALI, "the junta", "mali"),
        (YEMEN, "the coalition", "saudi-led-coalition"),
        (AFGHANISTAN, "the coalition", "nato-led-forces"),
    ],
)
def test_nominals_of_a_side(index: ActorIndex, context: ActorContext, phrase: str, actor: str) -> None:
    assert who(index, phrase, context).actor_id == actor


@pytest.mark.parametrize(
    ("context", "phrase", "actor", "backer"),
    [
        (SYRIA, "Turkish-backed Syrian opposition fighters", "turkish-backed-syrian-rebels", "turkey"),
        (SYRIA, "the US-backed forces", "sdf", "united-states"),
        (SYRIA, "pro-Turkish fighters", "turkish-backed-syrian-rebels", "turkey"),
        (SYRIA, "pro-Iranian militias", "iranian-backed-militias", "iran"),
        (SYRIA, "Iran-backed Iraqi militias", "iranian-backed-militias", "iran"),
        (UKRAINE, "Moscow-backed forces", "donbas-separatists", "russia"),
        (UKRAINE, "pro-Kremlin forces", "donbas-separatists", "russia"),
        (SYRIA, "a Qatari-backed faction", "unidentified:qatari-backed-faction", "qatar"),
        (UKRAINE, "pro-Ukrainian partisans", "unidentified:pro-ukrainian-partisans", "ukraine"),
    ],
)
def test_a_backed_side_is_itself_and_keeps_its_backer(
    index: ActorIndex, context: ActorContext, phrase: str, actor: str, backer: str
) -> None:
    match = who(index, phrase, context)
    assert match.actor_id == actor
    assert backer in match.backers


def test_a_backer_that_nobody_knows_leaves_the_side_as_it_is(index: ActorIndex) -> None:
    assert who(index, "Western-backed rebels", SYRIA).actor_id == "syrian-rebels"
    assert not who(index, "Islamist-led rebels", SYRIA).known


@pytest.mark.parametrize(
    ("phrase", "context"),
    [
        ("anti-Russian fighters", UKRAINE),
        ("non-Syrian gunmen", SYRIA),
        ("a little-known Sons of the Valley", SYRIA),
        ("Zawiya Brigades", SYRIA),
        ("the junta", NOWHERE),
    ],
)
def test_an_unknown_group_is_nobody_else(index: ActorIndex, phrase: str, context: ActorContext) -> None:
    match = who(index, phrase, context)
    assert match.actor_id.startswith("unidentified:")
    assert not match.known


@pytest.mark.parametrize(
    ("phrase", "context", "actor"),
    [
        ("the RSF", SUDAN, "rsf"),
        ("the RSF", SYRIA, "reporters-without-borders"),
        ("SNA", SYRIA, "turkish-backed-syrian-rebels"),
        ("SNA", SOMALIA, "somalia"),
        ("SLA", LEBANON, "south-lebanon-army"),
        ("SLA", SRI_LANKA, "sri-lanka"),
        ("SLA", SUDAN, "slm-aw"),
        ("the army", ActorContext((), ("ML",)), "mali"),
        ("the army", SYRIA, "syrian-government"),
        ("the army", IRAQ, "iraq"),
        ("the army", ISRAEL, "israel"),
    ],
)
def test_one_form_with_several_referents_goes_by_theatre_and_country(
    index: ActorIndex, phrase: str, context: ActorContext, actor: str
) -> None:
    assert who(index, phrase, context).actor_id == actor


def toy(theatre: str, actor: str, *names: str, country: str | None = None, period: Interval = ALWAYS) -> Theatre:
    made = TheatreActor(
        actor, names[0], "rebel", country, period=period, aliases=tuple(Alias(name) for name in names[1:])
    )
    return Theatre(theatre, theatre, (country,) if country else (), (made,))


HILLS = toy("hills", "hill-alliance", "Northern Front", country="AF", period=Interval(None, date(2001, 12, 31)))
LAKES = toy("lakes", "lake-alliance", "Northern Front", country="MM", period=Interval(date(2016, 1, 1), None))


@pytest.mark.parametrize(
    ("context", "actor"),
    [
        (ActorContext(on=date(2001, 10, 7)), "hill-alliance"),
        (ActorContext(on=date(2020, 10, 7)), "lake-alliance"),
        (ActorContext(("hills",), ("AF",)), "hill-alliance"),
        (ActorContext(("lakes",), ("MM",)), "lake-alliance"),
        (ActorContext(), "unidentified:northern-front"),
        (ActorContext(on=date(2010, 1, 1)), "unidentified:northern-front"),
    ],
)
def test_of_two_conflicts_day_or_theatre_decides_else_nobody(context: ActorContext, actor: str) -> None:
    assert who(ActorIndex((HILLS, LAKES)), "the Northern Front", context).actor_id == actor


def test_a_role_of_the_country_goes_before_a_name_in_running_text() -> None:
    hosts = Theatre("host", "Host", ("PK",), (TheatreActor("local-students", "Local Students", "rebel"),), roles=(("PK", "students front", "local-students"),))  # fmt: skip
    index = ActorIndex((toy("hills", "students", "Students Front", country="AF"), hosts))
    found = index.find("Raids by the Students Front went on.", ActorContext(("host",), ("PK",)))
    assert [match.actor_id for _, _, match in found] == ["local-students"]
    held = index.resolve("fighters of the Students Front (SF)", context=ActorContext(("host",), ("PK",)))
    assert held is not None
    assert held.actor_id == "local-students"


def test_another_country_s_pack_says_not_who_the_militants_are() -> None:
    both = ("syria", "israel-palestine-lebanon", "generic")
    index = ActorIndex(load_theatres())
    at_home = who(index, "the militants", ActorContext(both, ("IL", "SY")))
    assert at_home.actor_id == "palestinian-militants"
    assert who(index, "the militants", ActorContext(both, ("SY", "IL"))).actor_id != "palestinian-militants"


@pytest.mark.parametrize(
    ("context", "actor"),
    [
        (ActorContext(("mozambique", "generic"), ("MZ",)), "is-mozambique"),
        (ActorContext(("mozambique", "generic"), ("TZ", "MZ")), "al-shabaab"),
        (SOMALIA, "al-shabaab"),
        (NOWHERE, "al-shabaab"),
    ],
)
def test_al_shabaab_is_another_in_mozambique(index: ActorIndex, context: ActorContext, actor: str) -> None:
    assert who(index, "al-Shabaab fighters", context).actor_id == actor


# ------------------------------------------------------------------------------------------- led by, coordination


@pytest.mark.parametrize(
    "phrase",
    ["Insurgents led by Hayat Tahrir al-Sham", "HTS-led insurgents", "an alliance of rebel groups led by HTS", "rebels led by HTS"],
)  # fmt: skip
def test_a_group_that_leads_is_the_side(index: ActorIndex, phrase: str) -> None:
    assert who(index, phrase, SYRIA).actor_id == "hayat-tahrir-al-sham"


def test_a_state_that_leads_makes_the_side_that_is_called_so(index: ActorIndex) -> None:
    assert who(index, "a coalition led by Saudi Arabia", SYRIA).actor_id == "saudi-led-coalition"
    assert who(index, "a coalition led by the United States", YEMEN).actor_id == "us-led-coalition"


def seen(index: ActorIndex, text: str, context: ActorContext) -> list[tuple[str, str]]:
    return [(text[s.begin : s.end], s.match.actor_id) for s in find_sightings(text, index, context)]


@pytest.mark.parametrize("link", [" led by ", ", led by ", ", who were led by "])
def test_those_led_and_their_leader_are_one_sighting(index: ActorIndex, link: str) -> None:
    text = f"Insurgents{link}Hayat Tahrir al-Sham took the town from the army."
    assert seen(index, text, SYRIA) == [
        (f"Insurgents{link}Hayat Tahrir al-Sham", "hayat-tahrir-al-sham"),
        ("army", "syrian-government"),
    ]


def test_both_sides_of_a_coordination_are_seen(index: ActorIndex) -> None:
    text = "The jihadists and their Turkish-backed allies attacked."
    assert seen(index, text, SYRIA) == [
        ("jihadists", "unidentified:jihadists"),
        ("Turkish-backed allies", "turkish-backed-syrian-rebels"),
    ]


def test_a_capital_is_a_side_where_it_speaks_and_a_place_where_it_stands(index: ActorIndex) -> None:
    assert who(index, "Damascus", SYRIA).actor_id == "syrian-government"
    assert index.find("Clashes went on in Damascus.", SYRIA) == []
    assert index.find("Shells hit northern Damascus.", SYRIA) == []


def test_a_noun_after_a_verb_is_not_one_phrase_with_the_state(index: ActorIndex) -> None:
    assert ("Ankara", "turkey") in seen(index, "Ankara said its army withdrew.", SYRIA)


def test_forces_against_a_state_are_not_those_of_the_country(index: ActorIndex) -> None:
    assert ("anti-Russian forces", "unidentified:anti-russian-forces") in seen(
        index, "It said anti-Russian forces fled.", SYRIA
    )


# ------------------------------------------------------------------------------------------- days, order


PATRON = TheatreActor(
    "guards", "Guards", "militia", "SY", backers=(Tie("iran"), Tie("turkey", Interval(date(2016, 8, 24), None)))
)


@pytest.mark.parametrize(
    ("day", "backers"),
    [(date(2015, 1, 1), ("iran",)), (date(2017, 1, 1), ("iran", "turkey")), (None, ("iran", "turkey"))],
)
def test_backers_are_those_of_the_day(day: date | None, backers: tuple[str, ...]) -> None:
    index = ActorIndex((Theatre("toy", "Toy", ("SY",), (PATRON,)),))
    match = index.resolve("the Guards", day)
    assert match is not None
    assert match.backers == backers


def test_a_former_name_means_the_actor_at_any_time_and_the_match_has_the_name_of_the_day() -> None:
    renamed = TheatreActor("guards", "Guards", "militia", names=(Alias("Old Watch", Interval(None, date(2010, 1, 1))),))
    index = ActorIndex((Theatre("toy", "Toy", ("SY",), (renamed,)),))
    for day, name in ((date(2005, 1, 1), "Old Watch"), (date(2020, 1, 1), "Guards"), (None, "Guards")):
        match = index.resolve("Old Watch", day)
        assert match is not None
        assert (match.actor_id, match.name) == ("guards", name)


PHRASES = [
    "Hezbollah", "Islamic State militants", "the PKK", "Wagner", "SNA", "SLA", "RSF", "the Taliban", "al-Qaeda", "Houthi rebels", "the army",
    "IRGC", "the Northern Alliance", "rebels", "Turkish-backed rebels", "the coalition", "Kurdish forces", "Boko Haram", "Damascus", "NLA",
]  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(len(load_theatres()))), where=st.sampled_from([NOWHERE, SYRIA, LEBANON, SUDAN]))
def test_the_order_of_packs_does_not_matter(order: list[int], where: ActorContext) -> None:
    packs = load_theatres()
    one, other = ActorIndex(packs), ActorIndex([packs[at] for at in order])
    assert [one.resolve(phrase, context=where) for phrase in PHRASES] == [
        other.resolve(phrase, context=where) for phrase in PHRASES
    ]
    assert [one.actor(actor.actor_id) for pack in packs for actor in pack.actors] == [
        other.actor(actor.actor_id) for pack in packs for actor in pack.actors
    ]


def test_the_police_of_a_state_are_found_by_their_id(index: ActorIndex) -> None:
    match = index.actor(who(index, "Kenyan police", NOWHERE).actor_id)
    assert match is not None
    assert match.kind == "police"
