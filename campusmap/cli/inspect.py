"""``campusmap inspect``."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from campusmap.model.project import IndoorColumns

if TYPE_CHECKING:
    from campusmap.pipeline.inspect import Examination

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("drawing", type=_PATH)
@click.option("--rooms", type=_PATH, help="Write the rooms as GeoJSON in the drawing's axes, metres.")
@click.option("--openings", type=_PATH, help="Write doors and windows as GeoJSON in the drawing's axes, metres.")
@click.option("--picture", type=_PATH, help="Draw the floor as SVG, each fault circled and numbered.")
@click.option("--stages", type=_PATH, help="Draw each stage of reading as SVG into this folder.")
@click.option(
    "--ignore-layer", "ignore", multiple=True, metavar="NAME", help="Leave a layer out (* is wild); may be repeated."
)
@click.option("--level", default="", metavar="LEVEL", help="Which level of an indoor file (GeoJSON, IMDF ...).")
@click.option(
    "--column", "columns", multiple=True, metavar="WHAT=NAME",
    help="The column of an indoor file that holds number, name, use, kind, level, width, door or id; may be repeated.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    drawing: Path, rooms: Path | None, openings: Path | None, picture: Path | None, stages: Path | None,
    ignore: tuple[str, ...], level: str, columns: tuple[str, ...], form: str,
) -> None:  # fmt: skip
    """Say what is in DRAWING, what each layer is taken for, and which rooms come out of it."""
    from campusmap.cli.report import echo
    from campusmap.pipeline.workers import run_forked

    wanted = (rooms, openings, picture, stages)
    echo(run_forked(_examine, drawing, ignore, level, _read_columns(columns), wanted, form, name=drawing.name))


def _examine(
    drawing: Path,
    ignore: tuple[str, ...],
    level: str,
    columns: IndoorColumns | None,
    wanted: tuple[Path | None, Path | None, Path | None, Path | None],
    form: str,
) -> str:
    """Examine a drawing, write the files that are wanted, and return the report."""
    from campusmap.pipeline.inspect import examine_drawing, openings_geojson, rooms_geojson
    from campusmap.pipeline.inspect_json import report_json
    from campusmap.pipeline.inspect_report import report_lines
    from campusmap.pipeline.output import make_folder, refuse_output, write_output

    *paths, stages = wanted
    writers = (rooms_geojson, openings_geojson, _draw_picture)
    for path, suffixes in zip(paths, ((".geojson", ".json"), (".geojson", ".json"), (".svg",)), strict=True):
        if path is not None:
            refuse_output(path, drawing, suffixes)
    if stages is not None:
        make_folder(stages)
    found = examine_drawing(drawing, ignore, level, columns)
    for path, write in zip(paths, writers, strict=True):
        if path is not None:
            write_output(path, write(found))
    if stages is not None:
        from campusmap.pipeline.inspect_pictures import stage_pictures

        for name, svg in stage_pictures(found).items():
            write_output(stages / f"{name}.svg", svg)
    return report_json(found) if form == "json" else "\n".join(report_lines(found))


def _draw_picture(found: Examination) -> str:
    from campusmap.pipeline.inspect_pictures import picture_svg

    return picture_svg(found)


def _read_columns(pairs: tuple[str, ...]) -> IndoorColumns | None:
    """Turn "number=ref" into the table that campus.toml calls columns."""
    known = [field.name for field in fields(IndoorColumns)]
    cells = dict(pair.partition("=")[::2] for pair in pairs)
    wrong = next((key for key, value in cells.items() if key not in known or not value), None)
    if wrong is not None:
        hint = f"write it like number=ref; what can be named is {', '.join(known)}"
        raise click.BadParameter(hint, param_hint="--column")
    return IndoorColumns(**cells) if cells else None
