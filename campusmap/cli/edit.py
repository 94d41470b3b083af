"""``campusmap edit``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--no-browser", is_flag=True, help="Print the address only; open it yourself.")
def command(folder: Path, no_browser: bool) -> None:
    """Mark the campus in FOLDER by hand, on a page that only this computer can open.

    Place and move devices, confirm hard corners, mend rooms and doors. Every change is written at once into markers,
    openings, rooms, survey, overrides.geojson or campus.toml, never into a drawing, and can be taken back. Ctrl-C ends.
    """
    from campusmap.cli.report import echo, show_steps
    from campusmap.errors import InputError
    from campusmap.pipeline.cache import cached
    from campusmap.pipeline.edition import read_issue_date
    from campusmap.pipeline.workers import warm_up

    try:
        from campusmap.editor.serve import serve
    except ImportError as error:
        fix = 'install it with `pip install "campusmap[edit]"`'
        raise InputError("campusmap edit", "needs the extra [edit], which is not installed", fix) from error
    warm_up()
    from campusmap.editor.desk import open_desk

    with cached(folder, whole=False):
        with show_steps() as step:
            desk = open_desk(folder, read_issue_date()[0], step)

        def opened(address: str) -> None:
            echo(f"The editor of {desk.kit.campus.name} is at {address}")
            echo("Only this computer can open it, once. Ctrl-C ends; every change is saved as it is made.")
            if not no_browser:
                import webbrowser

                webbrowser.open(address)

        serve(desk, opened)
