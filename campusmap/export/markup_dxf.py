"""markup/<drawing>.dxf: what the CAD technician lays over the drawing to see every fault and how to mend it."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from campusmap.export.markup import LINE_CHARS, PITCH, Markup, Note, mark_up, markup_names
from campusmap.kept import recall
from campusmap.model.finding import Severity
from campusmap.model.kit import Kit

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.layouts.layout import Modelspace

FOLDER: Final = "markup"
LAYERS: Final = {severity: f"CAMPUSMAP-{severity.value}" for severity in Severity}
GENERAL: Final = "CAMPUSMAP-GENERAL"
STYLE: Final = "CAMPUSMAP"
_COLOURS: Final = {Severity.ERROR: 1, Severity.WARNING: 30, Severity.NOTE: 5}  # ACI red, orange, blue
_ARCS: Final = 10  # scallops of a cloud
_BULGE: Final = 0.6  # tangent of a quarter of an arc's angle; outward on a ring that runs counter-clockwise


def write_markup(kit: Kit, folder: Path) -> list[Path]:
    """Write a DXF (R2010) for each drawing of the kit, in that drawing's own units and coordinates."""
    floors = [floor for building in kit.campus.buildings for floor in building.floors]
    names = markup_names(floor.plan_file for floor in floors if floor.plan_file and not floor.frame.on_picture)
    paths = []
    for drawing, name in names.items():
        path = folder / FOLDER / name
        path.parent.mkdir(exist_ok=True)
        markup = mark_up(kit, drawing)
        path.write_bytes(recall("markup", {"findings": markup}, partial(markup_dxf, markup), drawing))
        paths.append(path)
    return paths


def markup_dxf(markup: Markup) -> bytes:
    """Return a markup as a DXF file; the same markup gives the same bytes."""
    from ezdxf.filemanagement import new

    with fixed_meta_data():
        document = new("R2010", units=0)  # unitless, so that CAD programs do not scale it when it is attached
        _add_tables(document)
        space = document.modelspace()
        for note in markup.notes:
            _draw_note(space, note, markup)
        at, height = markup.general_at, markup.text_height
        _write(space, markup.general, at, height, {"layer": GENERAL})
        x_min, y_min, x_max, y_max = markup.bounds
        document.set_modelspace_vport((y_max - y_min) * 1.05, ((x_min + x_max) / 2, (y_min + y_max) / 2))
        return write_dxf(document)


def write_dxf(document: Drawing) -> bytes:
    """Return a drawing as bytes."""
    settle_classes(document)
    stream = io.StringIO()
    document.write(stream)
    return stream.getvalue().encode("utf-8", "replace")


@contextmanager
def fixed_meta_data() -> Iterator[None]:
    """Let ezdxf write no clock and no random ids for as long as one file takes."""
    from ezdxf._options import options

    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        options.write_fixed_meta_data_for_testing = before


def settle_classes(document: Drawing) -> None:
    """List the classes that a drawing uses in a settled order; ezdxf would take them as they come out of a set."""
    from ezdxf.sections.classes import REQ_R2004, REQUIRED_CLASSES

    used = sorted(document.entitydb.dxf_types_in_use())
    for name in (*REQUIRED_CLASSES.get(document.dxfversion, REQ_R2004), *used):
        document.classes.add_class(name)


def _add_tables(document: Drawing) -> None:
    document.styles.add(STYLE, font="arial.ttf")
    for severity, name in LAYERS.items():
        document.layers.add(name, color=_COLOURS[severity])
    document.layers.add(GENERAL)


def _draw_note(space: Modelspace, note: Note, markup: Markup) -> None:
    on_layer: dict[str, Any] = {"layer": LAYERS[note.finding.severity]}
    for x, y in note.clouds:
        space.add_lwpolyline(_cloud(x, y, markup.cloud_radius), format="xyb", close=True, dxfattribs=on_layer)
    space.add_lwpolyline(note.leader, dxfattribs=on_layer)
    _write(space, note.lines, note.at, markup.text_height, on_layer)


def _cloud(x: float, y: float, radius: float) -> list[tuple[float, float, float]]:
    """Return the scallops of a revision cloud round a point."""
    turns = (2 * math.pi * k / _ARCS for k in range(_ARCS))
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn), _BULGE) for turn in turns]


def _write(
    space: Modelspace, lines: tuple[str, ...], at: tuple[float, float], height: float, look: dict[str, Any]
) -> None:
    attributes = {
        "insert": at,
        "char_height": height,
        "attachment_point": 1,  # top left
        "style": STYLE,
        "width": LINE_CHARS * height,  # wider than any line, which is broken already
        "line_spacing_factor": PITCH / (5 / 3),  # of 5/3 text heights. Source: DXF reference, MTEXT group 44
        **look,
    }
    space.add_mtext("\\P".join(map(escape_mtext, lines)), dxfattribs=attributes)


def escape_mtext(line: str) -> str:
    """Write a line so that no CAD program takes any of it for a formatting code."""
    plain = line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return plain.replace("^", "^ ").replace("%%", "% %")
