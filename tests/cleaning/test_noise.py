"""Noise: what is not the report is found with its reason, and what is the report is kept, whatever stands around it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.cleaning import clean, find_noise, kept_blocks
from casus.record import Document

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
LEAD = "Government troops entered the town of Harran on Monday after a week of shelling, the governor said."
MORE = "Rebel fighters pulled back to the hills, and at least nine civilians were killed in the market."
LAST = "The army had lost the town to the rebels in the spring."


def document(*lines: str) -> Document:
    return clean(Document("a", "\n".join(lines)))


def kept(*lines: str) -> list[str]:
    cleaned = document(*lines)
    return [cleaned.text[begin:end] for begin, end in kept_blocks(cleaned)]


def reasons(*lines: str) -> list[str]:
    return [noise.reason for noise in document(*lines).noise]


NOISE = {
    "newsletter sign-up": [
        "Sign up for the Valley Briefing",
        "Get our free morning email with the stories you need to know",
        "Subscribe to our daily newsletter and get it in your inbox.",
        "Join our Telegram channel for live updates",
        "Follow us on Facebook",
    ],
    "appeal for support": [
        "Donate today to keep our journalism free for everyone.",
        "Your donation helps us send reporters to places that others have left.",
        "We rely on readers like you to fund our reporting.",
    ],
    "reader comments": [
        "Comments",
        "12 Comments",
        "Leave a Reply",
        "Comments are closed.",
        "Join the conversation",
        "Comments that break our guidelines will be removed.",
    ],
    "republishing or licence notice": [
        "This article is republished from The Exchange under a Creative Commons licence.",
        "This story was first published by the Valley Bureau.",
    ],
    "copyright notice": ["© 2024 Valley Media Ltd", "Copyright 2023 The Valley Post. All rights reserved."],
    "cookie or consent notice": ["We use cookies to improve this page."],
    "subscription or log-in prompt": [
        "You have 2 free articles left this month.",
        "Create a free account to continue reading",
    ],
    "links to other stories": [
        "READ MORE: What we know about the strike on the port",
        "Also read: Army retakes second city",
        "Most read",
        "Related articles",
        "You may also like",
    ],
    "share buttons": ["Share this article", "Facebook Twitter WhatsApp Email", "Copy link"],
    "server or page error": [
        "[an error occurred while processing this directive]",
        "404 Not Found",
        "Please enable JavaScript to view this page.",
        "This video is no longer available.",
    ],
    "credit line": [
        "Photo: Ali Hassan/Reuters",
        "Image credit: AFP via Getty Images",
        "By Jane Doe and Ali Hassan",
        "Reporting by Jane Doe; Editing by John Smith",
        "Additional reporting by Ali Hassan",
        "Jane Doe contributed to this report.",
    ],
    "about the publisher": [
        "Valley Post delivers independent coverage of the eastern provinces.",
        "Jane Doe is a freelance journalist based in Beirut. Follow her on Twitter @janedoe",
        "To reach the desk, click here.",
    ],
    "advertisement": ["Advertisement", "Story continues below advertisement"],
    "disclaimer": ["The views expressed in this article are the author's own."],
}


@pytest.mark.parametrize(("reason", "line"), [(reason, line) for reason, some in NOISE.items() for line in some])
def test_a_line_of_noise_is_found_between_lines_of_news(reason: str, line: str) -> None:
    assert kept(LEAD, line, MORE) == [LEAD, MORE]
    assert reasons(LEAD, line, MORE) == [reason]


@pytest.mark.parametrize(
    "line",
    [
        "You will not pass, the commander told the militia before the attack on the bridge.",
        "Hundreds of men decided to sign up to fight with the rebels.",
        "Our correspondent in the city saw dozens of bodies in the street.",
        "The group published the video of the killing on its Telegram channel.",
        "The ministry declined to comment.",
        "By Friday, troops had taken the airport.",
        "Reporting from inside the town is nearly impossible.",
        "The report, published by a rights group on Tuesday, said 12 detainees were executed.",
        "The statement was first published by the rebels' media office on Sunday.",
        "Residents said they were asked to donate blood.",
        "The factions agreed to follow the terms of the ceasefire.",
        "Activists shared photos of the strike on Facebook.",
        "Most of the dead were children.",
        "“Sign up for our newsletter and support us,” the leaflet that the rebels handed out said.",
        "Related clashes broke out in the north.",
        "The rebels became a member of the national council in March.",
        "The republic will help us, the besieged villagers said.",
    ],
)
def test_news_that_sounds_like_noise_is_kept(line: str) -> None:
    assert kept(LEAD, line, MORE) == [LEAD, line, MORE]


def test_a_repeated_title_is_kept_once() -> None:
    title = "Troops enter Harran after a week of shelling"
    assert kept(title, "", title, "", title.upper(), "", LEAD) == [title, LEAD]
    assert reasons(title, "", title, "", LEAD) == ["repeats an earlier passage"]


def test_a_repeat_may_differ_in_function_words_but_not_in_numbers_or_names() -> None:
    again = "A rebel fighters pulled back to hills, and at least nine civilians were killed in a market"
    other = MORE.replace("nine", "seven")
    assert kept(MORE, again) == [MORE]
    assert kept(MORE, other) == [MORE, other]


def test_a_repeated_sentence_within_a_paragraph_is_noise() -> None:
    assert kept(f"{LEAD} {MORE}", f"{LAST} {MORE}") == [f"{LEAD} {MORE}", LAST]


def test_an_appeal_of_several_paragraphs_glued_to_the_report_ends_where_the_report_begins() -> None:
    appeal = (
        "Your support helps us to tell the story",
        "From climate to technology, the Valley Post is there when the story is developing. We know what it takes.",
        "At such a moment we need reporters on the ground. Your donation allows us to keep sending journalists.",
        "The Valley Post is trusted by readers everywhere. We choose not to lock our reporting behind paywalls.",
    )
    assert kept(*appeal, f"Your support makes all the difference.{LEAD}", MORE) == [LEAD, MORE]


def test_noise_in_the_middle_of_a_line_is_cut_out_of_it() -> None:
    assert kept(f"{LEAD} Sign up for our daily newsletter here. {MORE}") == [LEAD, MORE]
    assert kept(f"A street in Harran [File: Ali Hassan/Reuters] {LEAD}") == ["A street in Harran", LEAD]


def test_what_follows_a_closing_section_goes_with_it() -> None:
    section = ("Comments: Our rules", "A lively place matters to many.", "Not everything goes.", "The editor")
    assert kept(LEAD, MORE, *section) == [LEAD, MORE]


def test_news_after_a_section_is_kept() -> None:
    assert kept(LEAD, "Related news", "Port reopens after storm", "Army parades in capital", MORE, LAST) == [
        LEAD,
        MORE,
        LAST,
    ]
    assert kept(LEAD, "Comments", MORE, "Nothing was left.", LAST) == [LEAD, MORE, "Nothing was left.", LAST]


def test_a_report_without_noise_is_kept_whole() -> None:
    assert reasons(LEAD, MORE, LAST) == []
    assert kept(LEAD, MORE, LAST) == [LEAD, MORE, LAST]


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    wrapped = (
        "Government troops entered the town of Harran on Monday after a week\n"
        "of shelling, the provincial governor said, while rebel fighters who\n"
        "had held it since the spring pulled back to the hills in the north.\n"
        "\n"
        "At least nine civilians were killed in the market, a doctor at the\n"
        "hospital of the neighbouring district told the radio by telephone."
    )
    first, second = kept_blocks(clean(Document("a", wrapped)))
    assert wrapped[slice(*first)].endswith("in the north.")
    assert wrapped[slice(*second)].startswith("At least nine")


def test_a_document_without_marked_noise_keeps_every_line() -> None:
    assert [*kept_blocks(Document("a", f"{LEAD}\n\nComments\n---"))] == [
        (0, len(LEAD)),
        (len(LEAD) + 2, len(LEAD) + 10),
    ]


PASSAGES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from([LEAD, MORE, LAST, *(line for some in NOISE.values() for line in some)]),
        st.sampled_from(["\n", "\n\n", "\r\n", " ", '"', "“", "”", ". ", "."]),
    ),
    max_size=14,
).map("".join)


@given(PASSAGES)
def test_noise_and_kept_blocks_share_the_text_out(text: str) -> None:
    cleaned = clean(Document("a", text))
    spans = [(noise.begin, noise.end) for noise in cleaned.noise]
    blocks = kept_blocks(cleaned)
    edges = sorted(spans + blocks)
    assert spans == sorted(spans)
    assert blocks == sorted(blocks)
    assert all(0 <= begin < end <= len(text) for begin, end in edges)
    assert all(end <= begin for (_, end), (begin, _) in pairwise(edges))
    covered = {place for begin, end in edges for place in range(begin, end)}
    assert all(place in covered for place, char in enumerate(text) if char.isalnum())
    assert all(text[begin:end] == text[begin:end].strip() for begin, end in blocks)


@given(PASSAGES)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(Document("a", text))
    assert clean(once) == once
    assert find_noise(once) == once.noise


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the hand-coded texts are not beside the repository")
@pytest.mark.parametrize("part", ["dev", "train", "seeds"])
def test_no_hand_coded_evidence_is_lost(part: str) -> None:
    texts = {row["id"]: row["text"] for row in json.loads((SHARED / "gold" / part / "docs.json").read_text())}
    lost = []
    for coded in json.loads((SHARED / "gold" / part / "gold.json").read_text()):
        noise = find_noise(Document(coded["id"], texts[coded["id"]]))
        for claim in coded["claims"]:
            begin = texts[coded["id"]].find(claim["evidence"])
            if any(one.begin < begin + len(claim["evidence"]) and one.end > begin for one in noise):
                lost.append((coded["id"], claim["evidence"]))
    assert lost == []
