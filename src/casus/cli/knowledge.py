"""``casus theatre`` and ``casus gazetteer``: the knowledge that coding leans on."""

from __future__ import annotations

from pathlib import Path

from casus.cli.console import complain, say
from casus.cli.errors import DONE, WRONG_USAGE, CommandError


def check_pack(pack: str) -> int:
    """Say what is wrong with a theatre pack, one line each; returns the exit status."""
    from casus.grounding.theatre import check_theatre, packaged_theatres, theatre_warnings

    path = Path(pack)
    if not path.is_file() and pack in packaged_theatres():
        import casus

        path = Path(casus.__file__).parent / "theatres" / f"{pack}.toml"
    errors = check_theatre(path)
    for error in errors:
        complain(error)
    if not errors:
        for warning in theatre_warnings(path):
            complain(f"warning: {warning}")
        say(f"{pack}: good")
    return WRONG_USAGE if errors else DONE


def rebuild_gazetteer() -> int:
    """Build the index of places anew; returns the exit status."""
    from casus.grounding.gazetteer import GazetteerError, build_gazetteer, gazetteer_path

    path = gazetteer_path()
    try:
        build_gazetteer(path)
    except GazetteerError as error:
        raise CommandError(str(error)) from error
    say(f"gazetteer: {path}")
    return DONE
