"""The command line: parse, call, report."""

from __future__ import annotations

import importlib
import sys
from typing import Final

import click

from campusmap import __version__
from campusmap.errors import CampusmapError

DONE: Final = 0
FOUND: Final = 1
REFUSED: Final = 2
INTERNAL: Final = 3
INTERRUPTED: Final = 130

# Commands in the order in which a newcomer meets them, with the line that --help shows: modules load when called.
COMMANDS: Final = {
    "init": "Look at drawings and write a campus.toml with the guesses to confirm.",
    "inspect": "Say what is in one drawing and which rooms come out of it.",
    "check": "List every finding of a campus folder.",
    "build": "Make the kit: map, packet, findings, tables, layers.",
    "verify": "Check a kit's files against its manifest.",
    "rules": "List the rules.",
    "explain": "Explain one rule, with a drawing of the fault and of the cure.",
}


class _Commands(click.Group):
    """A group whose command modules are imported only when one of them is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"campusmap.cli.{cmd_name}")
        command = module.command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="campusmap")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(debug: bool) -> None:
    """Turn a school's drawings, footprints and spreadsheets into the kit first responders use.

    Exit codes: 0 done; 1 done, with findings at or above --fail-on, a difference or a failed verification;
    2 refused input or usage, nothing written; 3 internal error; 130 interrupted.
    """


def main() -> None:
    """Run the command line and leave with one of the documented exit codes."""
    debug = "--debug" in sys.argv
    try:
        sys.exit(cli.main(standalone_mode=False) or DONE)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(REFUSED)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted; nothing was written.", err=True)
        sys.exit(INTERRUPTED)
    except CampusmapError as error:
        if debug:
            raise
        click.echo(f"campusmap: {error}", err=True)
        sys.exit(REFUSED)
    except Exception as error:
        if debug:
            raise
        click.echo(f"campusmap: internal error: {type(error).__name__}: {error} (--debug shows where)", err=True)
        sys.exit(INTERNAL)
