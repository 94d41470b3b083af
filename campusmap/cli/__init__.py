"""The command line: parse, call, report."""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import sys
from contextlib import suppress
from typing import Final

import click

from campusmap import __version__
from campusmap.cli.interrupt import end_on_signals, say_interrupted, was_asked_to_end
from campusmap.errors import CampusmapError, InputError

DONE: Final = 0
FOUND: Final = 1
REFUSED: Final = 2
INTERNAL: Final = 3
INTERRUPTED: Final = 130
# New objects after which garbage is looked for. Python's own 700 is met a thousand times while modules are imported,
# none of which is garbage: a tenth of all the time in which a small drawing is inspected (measured).
_COLLECT_EVERY: Final = 200_000

# Commands in the order in which a newcomer meets them, with the line that --help shows: modules load when called.
COMMANDS: Final = {
    "init": "Look at drawings and write a campus.toml with the guesses to confirm.",
    "inspect": "Say what is in one drawing and which rooms come out of it.",
    "check": "List every finding of a campus folder.",
    "build": "Make the kit: map, packet, findings, tables, layers.",
    "issue": "Build, verify, and enter the edition and the grid in the ledger.",
    "district": "Make the kits of many campuses, and the pages over all of them.",
    "diff": "Tell what changed between two kits.",
    "edit": "Mark by hand: devices, hard corners, rooms and doors, on a page of this computer.",
    "walk": "Make the page for walking the campus, and bring its answers back.",
    "number": "Propose numbers that fit the scheme, with map, sign list and CAD layer.",
    "scrub": "Copy a drawing without names and coordinates, for a report of its fault.",
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
    gc.set_threshold(_COLLECT_EVERY)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy's threads take longer to start than any command needs
    end_on_signals()
    try:
        code = _run("--debug" in sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    sys.exit(code)


def run() -> None:
    """Run the command line as a program of its own, which ends at once when the command has.

    To free all that stands in memory piece by piece, as an interpreter does, takes a tenth of a second or two.
    """
    codes: list[int] = []
    atexit.register(_end_at_once, codes)  # the first to be registered is called last
    try:
        main()
    except SystemExit as stop:
        codes.append(stop.code if isinstance(stop.code, int) else INTERNAL)
        raise


def _end_at_once(codes: list[int]) -> None:
    """End the process with the exit code of the command, if it came to have one."""
    if codes:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with suppress(OSError):
                stream.flush()
        os._exit(codes[0])


def _run(debug: bool) -> int:
    """Call the command; turn what it raises into one sentence and an exit code."""
    try:
        return cli.main(standalone_mode=False) or DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _say(_usage_sentence(error), REFUSED)
    except (KeyboardInterrupt, click.Abort):
        return _interrupted()
    except BrokenPipeError:
        raise
    except Exception as error:
        if was_asked_to_end():
            return _interrupted()
        if debug:
            raise
        return _say_error(error)


def _say_error(error: Exception) -> int:
    if isinstance(error, InputError):
        return _say(error.signed, REFUSED)
    if isinstance(error, CampusmapError):
        return _say(str(error), REFUSED)
    if isinstance(error, OSError) and error.filename is not None:  # what no stage foresaw, yet the user can mend
        return _say(f"{error.filename}: {error.strerror}; check the path, its rights and the space left", REFUSED)
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _say(f"{error.strerror}; make room and run the command again", REFUSED)
    return _say(f"internal error: {type(error).__name__}: {error} (--debug shows where)", INTERNAL)


def _interrupted() -> int:
    say_interrupted()
    return INTERRUPTED


def _usage_sentence(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "campusmap"
    return f"{' '.join(error.format_message().split()).rstrip('.')}; `{command} --help` shows how"


def _say(text: str, code: int) -> int:
    from campusmap.cli.report import to_plain

    click.echo(f"campusmap: {to_plain(text)}", err=True)
    return code
