"""``campusmap inspect``."""

from __future__ import annotations

from pathlib import Path

import click

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("drawing", type=_PATH)
@click.option("--rooms", type=_PATH, help="Write the rooms as GeoJSON in drawing coordinates.")
@click.option("--openings", type=_PATH, help="Write doors and windows as GeoJSON in drawing coordinates.")
@click.option("--picture", type=_PATH, help="Draw the rooms as SVG.")
@click.option("--stages", type=_PATH, help="Draw each stage of reading into this folder.")
@click.option(
    "--ignore-layer", "ignore", multiple=True, metavar="NAME", help="Leave a layer out (* is wild); may be repeated."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    drawing: Path, rooms: Path | None, openings: Path | None, picture: Path | None, stages: Path | None,
    ignore: tuple[str, ...], form: str,
) -> None:  # fmt: skip
    """Say what is in DRAWING, what each layer is taken for, and which rooms come out of it."""
    from campusmap.pipeline import inspect

    found = inspect.examine_drawing(drawing, ignore)
    for path, write in (
        (rooms, inspect.rooms_geojson),
        (openings, inspect.openings_geojson),
        (picture, inspect.picture_svg),
    ):
        if path is not None:
            path.write_text(write(found), "utf-8")
    if stages is not None:
        stages.mkdir(parents=True, exist_ok=True)
        for name, svg in inspect.stage_pictures(found).items():
            (stages / f"{name}.svg").write_text(svg, "utf-8")
    click.echo(inspect.report_json(found) if form == "json" else "\n".join(inspect.report_lines(found)))
