"""``campusmap edit``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

_EXTRA: Final = ("waitress", "werkzeug")

if TYPE_CHECKING:
    from campusmap.editor.desk import Desk
    from campusmap.editor.front import Front
    from campusmap.editor.kept import Kept
    from campusmap.pipeline.early import Begun


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--no-browser", is_flag=True, help="Print the address only; open it yourself.")
def command(folder: Path, no_browser: bool) -> None:
    """Mark the campus in FOLDER by hand, on a page that only this computer can open.

    Place and move devices, confirm hard corners, mend rooms and doors. Every change is written at once into markers,
    openings, rooms, survey, overrides.geojson or campus.toml, never into a drawing, and can be taken back. Ctrl-C ends.
    """
    from campusmap.editor.kept import recall_page
    from campusmap.errors import InputError

    if not all(map(find_spec, _EXTRA)):
        fix = 'install it with `pip install "campusmap[edit]"`'
        raise InputError("campusmap edit", "needs the extra [edit], which is not installed", fix)
    kept = recall_page(folder) if (folder / "campus.toml").is_file() else None
    shell = None if kept else _begin_early()
    from campusmap.cli.report import echo
    from campusmap.editor.serve import serve

    def opened(address: str, name: str) -> None:
        echo(f"The editor of {name} is at {address}")
        echo("Only this computer can open it, once. Ctrl-C ends; every change is saved as it is made.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)

    serve(kept, lambda front: _open(folder, (kept, shell), front), opened)


def _begin_early() -> Begun:
    """Let copies of this process make the page's shell, and make ready to read files, while it imports the rest."""
    from campusmap.pipeline.early import Begun
    from campusmap.pipeline.workers import read_small_early

    read_small_early()
    return Begun("campusmap.render.web.shell", "make_shell", editing=True)


def _open(folder: Path, made: tuple[Kept | None, Begun | None], front: Front) -> Desk:
    """Read the campus; how far that is, the page says."""
    from campusmap.pipeline.cache import keep_steps
    from campusmap.pipeline.edition import read_issue_date
    from campusmap.render.web.shell import expect_shell

    kept, shell = made
    if shell is not None:
        expect_shell(shell.take)
    else:
        from campusmap.pipeline.workers import warm_up

        warm_up()
    from campusmap.editor.desk import open_desk

    keep_steps(folder)
    if kept is not None:
        return open_desk(folder, read_issue_date()[0], shown=kept.facts)
    return open_desk(folder, read_issue_date()[0], show=front.open, named=front.begin)
