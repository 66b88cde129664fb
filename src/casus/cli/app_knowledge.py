"""What Casus knows beforehand, as typer sees it: ``casus theatre``, ``kinds`` and ``gazetteer``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casus.cli.options import Kinds

theatre = typer.Typer(help="Theatre packs: local knowledge about a conflict.", rich_markup_mode=None)
kinds_table = typer.Typer(help="Kinds of claims: their words and codes.", rich_markup_mode=None)
gazetteer = typer.Typer(help="The index of places.", rich_markup_mode=None)


@theatre.command("check")
def theatre_check(pack: Annotated[str, typer.Argument(metavar="PACK", help="The TOML file, or a pack's name.")]) -> int:
    """Say what is wrong with a theatre pack."""
    from casus.cli.knowledge import check_pack

    return check_pack(pack)


@theatre.callback()
def _theatre() -> None:
    """Theatre packs: local knowledge about a conflict."""


@kinds_table.command("list")
def kinds_list(kinds: Kinds = None) -> int:
    """List the kinds of claims with their ACLED, PLOVER, CAMEO and UCDP codes."""
    from casus.cli.knowledge import list_kinds

    return list_kinds(kinds)


@kinds_table.command("check")
def kinds_check(file: Annotated[Path, typer.Argument(metavar="FILE", help="The TOML file.")]) -> int:
    """Say what is wrong with a file of your own words and codes."""
    from casus.cli.knowledge import check_kinds

    return check_kinds(file)


@kinds_table.callback()
def _kinds() -> None:
    """Kinds of claims: their words and codes."""


@gazetteer.command("build")
def gazetteer_build() -> int:
    """Build the index of places anew (it is built by itself when it is needed first)."""
    from casus.cli.knowledge import rebuild_gazetteer

    return rebuild_gazetteer()


@gazetteer.command("add")
def gazetteer_add(dump: Annotated[str, typer.Argument(help="A GeoNames country dump, unpacked (SY.txt).")]) -> int:
    """Add the places of a GeoNames country dump; a second one of the same name takes the first one's place."""
    from casus.cli.knowledge import add_gazetteer

    return add_gazetteer(dump)


@gazetteer.command("list")
def gazetteer_list() -> int:
    """List the indexes of places in use."""
    from casus.cli.knowledge import list_gazetteers

    return list_gazetteers()


@gazetteer.command("remove")
def gazetteer_remove(name: Annotated[str, typer.Argument(help="The name of an added dump (SY).")]) -> int:
    """Take an added dump out again."""
    from casus.cli.knowledge import remove_gazetteer

    return remove_gazetteer(name)


@gazetteer.callback()
def _gazetteer() -> None:
    """The index of places."""
