"""``campusmap edit``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from campusmap.editor.desk import Desk
    from campusmap.editor.kept import Kept


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--no-browser", is_flag=True, help="Print the address only; open it yourself.")
def command(folder: Path, no_browser: bool) -> None:
    """Mark the campus in FOLDER by hand, on a page that only this computer can open.

    Place and move devices, confirm hard corners, mend rooms and doors. Every change is written at once into markers,
    openings, rooms, survey, overrides.geojson or campus.toml, never into a drawing, and can be taken back. Ctrl-C ends.
    """
    from campusmap.errors import InputError

    try:
        from campusmap.editor.serve import serve
    except ImportError as error:
        fix = 'install it with `pip install "campusmap[edit]"`'
        raise InputError("campusmap edit", "needs the extra [edit], which is not installed", fix) from error
    from campusmap.cli.report import echo
    from campusmap.editor.kept import recall_page

    def opened(address: str, name: str) -> None:
        echo(f"The editor of {name} is at {address}")
        echo("Only this computer can open it, once. Ctrl-C ends; every change is saved as it is made.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)

    kept = recall_page(folder) if (folder / "campus.toml").is_file() else None
    serve(kept, lambda show: _open(folder, kept, show), opened)


def _open(folder: Path, kept: Kept | None, show: Callable[[Desk], None]) -> Desk:
    """Read the campus; how far that is, the page says."""
    from campusmap.pipeline.cache import keep_steps
    from campusmap.pipeline.edition import read_issue_date
    from campusmap.pipeline.workers import warm_up

    warm_up()
    from campusmap.editor.desk import open_desk

    keep_steps(folder)
    if kept is not None:
        return open_desk(folder, read_issue_date()[0], shown=kept.facts)
    return open_desk(folder, read_issue_date()[0], show=show)
