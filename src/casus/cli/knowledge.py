"""``casus theatre`` and ``casus gazetteer``: the knowledge that coding leans on."""

from __future__ import annotations

from pathlib import Path

from casus.cli.console import complain, say, table
from casus.cli.errors import DONE, SOME_UNREADABLE, WRONG_USAGE, CommandError

MOST_COMPLAINTS = 20  # broken rows of a dump that are told one by one


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


def list_kinds(path: Path | None) -> int:
    """List the kinds with their codes; "depends" is said where rules may change them. Returns the exit status."""
    from casus.cli.coding import check_kinds_file
    from casus.coding.kinds import layered_table

    check_kinds_file(path)
    rows = [
        (
            entry.name,
            " / ".join(entry.acled),
            " / ".join(part for part in entry.plover if part),
            entry.cameo,
            entry.ucdp,
            f"{len(entry.rules)} rules" if entry.rules else "",
        )
        for entry in layered_table(path).kinds.values()
    ]
    for line in table(("kind", "ACLED", "PLOVER", "CAMEO", "UCDP", "depends"), rows):
        say(line)
    return DONE


def check_kinds(path: Path) -> int:
    """Say what is wrong with a file of kinds; returns the exit status."""
    from casus.coding.kinds import KindTableError, layered_table

    try:
        layered_table(path)
    except KindTableError as error:
        complain(str(error))
        return WRONG_USAGE
    say(f"{path}: good")
    return DONE


def rebuild_gazetteer() -> int:
    """Build the index of places anew; returns the exit status."""
    from casus.grounding.gazetteer import GazetteerError, gazetteer_path
    from casus.grounding.gazetteer_build import build_gazetteer

    path = gazetteer_path()
    try:
        build_gazetteer(path)
    except GazetteerError as error:
        raise CommandError(str(error)) from error
    say(f"gazetteer: {path}")
    return DONE


def add_gazetteer(dump: str) -> int:
    """Add a country dump to the places; returns the exit status."""
    from casus.grounding.gazetteer import GazetteerError
    from casus.grounding.gazetteer_build import add_dump

    broken: list[str] = []
    try:
        path, places = add_dump(Path(dump), broken.append)
    except GazetteerError as error:
        raise CommandError(str(error)) from error
    for line in broken[:MOST_COMPLAINTS]:
        complain(line)
    if len(broken) > MOST_COMPLAINTS:
        complain(f"{len(broken) - MOST_COMPLAINTS} more rows are left out")
    say(f"{places} places added: {path}")
    return SOME_UNREADABLE if broken else DONE


def list_gazetteers() -> int:
    """Print the indexes of places in use; returns the exit status."""
    from casus.grounding.gazetteer import added_paths, gazetteer_path

    main = gazetteer_path()
    say(f"main   {main}{'' if main.exists() else ' (built when it is first needed)'}")
    for path in added_paths():
        say(f"{path.stem.rsplit('-', 1)[0]:6} {path}")
    return DONE


def remove_gazetteer(name: str) -> int:
    """Delete the index of an added dump; returns the exit status."""
    from casus.grounding.gazetteer import added_paths

    found = [path for path in added_paths() if path.stem.rsplit("-", 1)[0] == name]
    if not found:
        raise CommandError(f"no added dump is named {name!r}; see 'casus gazetteer list'")
    found[0].unlink()
    say(f"removed: {found[0]}")
    return DONE
