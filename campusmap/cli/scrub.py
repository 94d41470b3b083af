"""``campusmap scrub``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("drawing", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The copy.  [default: <drawing>-scrubbed.dxf]")
def command(drawing: Path, out: Path | None) -> None:
    """Copy a DXF drawing without its names and coordinates, for a report of a fault.

    Texts become placeholders of the same length, names of layers, blocks and styles too, but for the words by which
    their role is known; every coordinate is moved by the same distance; comments, properties, previews and dates go.
    What is broken stays broken. Shapes stay: somebody who knows the building knows it again.
    """
    from campusmap.cli.report import echo
    from campusmap.errors import InputError
    from campusmap.export.scrub import scrub_dxf
    from campusmap.pipeline.output import refuse_output, replace_file

    if not drawing.is_file():
        raise InputError(str(drawing), "is not a file", "give a DXF drawing")
    target = out or drawing.with_name(f"{drawing.stem}-scrubbed.dxf")
    refuse_output(target, drawing, (".dxf",))
    replace_file(target, scrub_dxf(drawing.read_bytes(), drawing.name))
    echo(f"{target}: names and coordinates are replaced, shapes are not; look at it before you pass it on")
