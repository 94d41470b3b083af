"""``campusmap diff``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, old: Path, new: Path, form: str) -> None:
    """Tell what changed from the kit OLD to the kit NEW.

    Rooms are matched by shape, number, name and neighbours, so a renumbered room is told as one.
    """
    from campusmap.cli import DONE, FOUND
    from campusmap.cli.report import echo
    from campusmap.export.changes import changes_to_json, changes_to_text
    from campusmap.export.changes_html import changes_html
    from campusmap.pipeline.diff import compare_kits

    comparison = compare_kits(old, new)
    writers = {"text": changes_to_text, "json": changes_to_json, "html": changes_html}
    echo(writers[form](comparison))
    ctx.exit(FOUND if comparison.changes else DONE)
