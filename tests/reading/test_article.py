"""What is done beside trafilatura: parts of one article are joined, and a headline is not said twice."""

from __future__ import annotations

from lxml import html

from casus.reading.article import join_parts, without_headline
from casus.reading.pages import Page, read_page

LONG = "Government troops entered the town on Monday after a week of shelling, the provincial governor said in {0}."


def part(*names: str, cls: str = "body") -> str:
    return f'<div class="{cls}">{"".join(f"<p>{LONG.format(name)}</p>" for name in names)}</div>'


def joined(body: str) -> list[int]:
    """How many paragraphs each container of the class has afterwards."""
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    join_parts(tree)
    return [len(one.findall("p")) for one in tree.iter("div") if one.get("class") == "body"]


def test_parts_between_advertisements_become_one() -> None:
    chunks = f"<article><div>{part('A', 'B', 'C')}</div><aside>Buy</aside><div>{part('D', 'E', 'F')}</div></article>"
    assert joined(chunks) == [6, 0]


def test_what_has_few_long_paragraphs_is_no_part() -> None:
    assert joined(f"<div>{part('A', 'B', 'C')}{part('D')}</div>") == [3, 1]


def test_other_articles_of_a_page_stay_apart() -> None:
    three = part("A", "B", "C")
    assert joined(f"<main><article>{three}</article><article>{three}</article></main>") == [3, 3]
    assert joined(f"<main><div><h1>One</h1>{three}</div><div><h1>Two</h1>{three}</div></main>") == [3, 3]
    assert joined(f"<main><div><div>{three}</div></div><div><div>{three}</div></div></main>") == [3, 3]


def test_a_text_in_parts_is_read_whole() -> None:
    names = [f"Town{n}" for n in range(12)]
    chunks = "".join(f'<div>{part(*names[n : n + 4])}</div><div class="ad"><p>Buy</p></div>' for n in (0, 4, 8))
    page = f"<html><head><title>x</title></head><body><nav>Menu</nav><section>{chunks}</section></body></html>"
    text = read_page(Page(page, "a", "a")).text
    assert [name for name in names if f"{name}." not in text] == []


def test_a_first_line_that_repeats_the_title_is_left_out() -> None:
    assert without_headline("Troops enter Harran\nReport.", ["Troops enter Harran"]) == "Report."
    assert without_headline("TROOPS ENTER HARRAN!\n\nReport.", ["Troops enter Harran | Valley Post"]) == "Report."


def test_any_other_first_line_stays() -> None:
    assert without_headline("Troops enter Harran at dawn\nReport.", ["Troops enter Harran"]).startswith("Troops")
    assert without_headline("Harran\nReport.", ["Harran falls | Valley Post"]).startswith("Harran")
    assert without_headline("Troops enter Harran", ["Troops enter Harran"]) == "Troops enter Harran"
    assert without_headline("Report.\nMore.", []) == "Report.\nMore."
