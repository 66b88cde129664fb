"""The command line: the door for people and programs that run ``casus``.

The commands are thin: each is a plain function of this folder that puts the parts of the program together. Whatever they need is imported
when a command runs, so that ``casus --help`` answers at once.
"""


def main() -> None:
    """Run the command that the process was started with, and exit with its status."""
    import sys

    try:
        from casus.cli.running import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # pressed before the command itself began, or after it had ended
        status = 130
    sys.exit(status)
