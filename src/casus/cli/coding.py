"""``casus code``: documents in, one line of JSON out for each, in the same order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from casus.aside import Uncoded
from casus.cli.console import complain, complain_of, progress, say
from casus.cli.errors import CommandError, status_after
from casus.record import Coded, Document, Problem

if TYPE_CHECKING:
    from casus.pipeline import Setting
    from casus.reading.web import Web


def code_inputs(
    inputs: Sequence[str],
    *,
    show: str,
    verbal: bool,
    theatres: Sequence[str] | None,
    given_date: date | None,
    jobs: int,
    english: Setting = "accurate",
    kinds: Path | None = None,
    web: Web | None = None,
    screen: bool = False,
) -> int:
    """Code the inputs and print claims or mentions; returns the exit status. ``screen``: what is hardly about conflict is printed without any."""
    if verbal and show != "claims":
        raise CommandError(f"--verbal goes with claims, not with --as {show}; leave one of them out")
    check_theatres(theatres)
    check_kinds_file(kinds)
    from casus.coding.screening import STAGE
    from casus.pipeline import code_documents
    from casus.reading import read_inputs
    from casus.scaling.local import Local
    from casus.screened import screened

    problems: list[Problem] = []
    documents = _readable(read_inputs(inputs, given_date, web), problems)
    # a bar between lines of output on one screen would help nobody
    with knowledge(), nullcontext(lambda _done: None) if sys.stdout.isatty() else progress("coding") as done:
        coder = partial(
            code_documents, theatres=theatres, english=english, kinds=kinds, verbal=verbal, executor=Local(jobs)
        )
        for coded in (screened(coder, "likely") if screen else coder)(documents):
            if isinstance(coded, Uncoded):
                problems.append(coded.problem)
                continue
            problems += coded.problems
            say(coded_line(coded, show, theatres, kinds=kinds, verbal=verbal))
            sys.stdout.flush()  # whoever reads our output goes on while we do
            done(coded.document.id)
    complain_of(dict.fromkeys(one for one in problems if one.stage != STAGE))
    if dropped := sum(one.stage == STAGE for one in problems):
        complain(f"hardly about conflict, so not coded: {dropped:,} (without --screen they are)")
    return status_after(problems)


def coded_line(
    coded: Coded, show: str, theatres: Sequence[str] | None = None, *, kinds: Path | None = None, verbal: bool = False
) -> str:
    """One document's claims, mentions or relations as a line of JSON; ``verbal``: all its acts beside the claims."""
    from casus import rows

    if show == "mentions":
        row: rows.Row = {"id": coded.document.id, "mentions": [rows.mention_to_row(m) for m in coded.mentions]}
    elif show == "relations":
        row = {
            "id": coded.document.id,
            "relations": [rows.relation_to_row(r, doc=coded.document.id) for r in coded.relations],
        }
    else:
        from casus.codes import codes_of
        from casus.coding.act_list import all_acts, main_act

        texts = {coded.document.key: coded.document.text}
        codes = codes_of(coded.claims, theatres, texts=texts, kinds=kinds)
        row = rows.coded_to_row(coded, codes)
        if verbal:
            acts = all_acts(coded.acts, coded.claims, codes)
            row |= {"relevance": _relevance(coded.document), "main_act": main_act(acts)}
            row["acts"] = [rows.act_to_row(act, doc=coded.document.id) for act in acts]
    return json.dumps(row, ensure_ascii=False)


def _relevance(document: Document) -> float:
    """How likely the text, without its boilerplate, tells of political violence at all."""
    from casus.cleaning import kept_blocks
    from casus.coding.relevance import document_relevance

    return round(document_relevance(document.text[begin:end] for begin, end in kept_blocks(document)), 3)


def check_theatres(names: Sequence[str] | None) -> None:
    """Refuse a theatre pack that is not there or not right, before any work is done."""
    from casus.grounding.theatre import load_theatres

    with knowledge():
        load_theatres(names)


def check_kinds_file(path: Path | None) -> None:
    """Refuse a file of kinds that is not there or not right, before any work is done."""
    from casus.coding.kinds import KindTableError, layered_table

    try:
        layered_table(path)
    except KindTableError as error:
        raise CommandError(f"{error}; mend it (casus kinds check FILE tells what is wrong)") from error


@contextmanager
def knowledge() -> Iterator[None]:
    """Where theatre packs and the gazetteer are used: what is wrong with them is for the user to mend."""
    from casus.grounding.gazetteer import GazetteerError
    from casus.grounding.theatre import TheatreError

    try:
        yield
    except (TheatreError, GazetteerError) as error:
        raise CommandError(str(error)) from error


def _readable(found: Iterable[Document | Problem], problems: list[Problem]) -> Iterator[Document]:
    for item in found:
        if isinstance(item, Problem):
            problems.append(item)
        else:
            yield item
