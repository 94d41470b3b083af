"""A picture's placement -> Frame: from pixels, counted from the upper left corner, to metres on the ground."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from campusmap.geometry.fit import matrix_scale
from campusmap.georeference.align import judge_residual
from campusmap.georeference.methods import (
    Laid,
    Task,
    lay_by_anchor,
    lay_by_control_points,
    lay_by_frame,
)
from campusmap.georeference.worldfile import read_world_file
from campusmap.model.frame import Frame, Matrix
from campusmap.model.plan import Picture, Plan, Stroke
from campusmap.model.project import FloorEntry, Placement
from campusmap.model.source import Notice

COARSE_M: Final = 0.1  # a pixel's width above which a door is 9 pixels wide or less (tool default)
SIDE_M: Final = (3.0, 2000.0)  # a sheet is larger than a shed's and shorter than two kilometres (tool default)
PIXEL_SOUND: Final = (0.98, 1.02)  # as for the scale of a drawing (tool default)
UNPLACED_M: Final = 0.05  # a pixel, where nobody says: nothing is drawn by it

Said = tuple[tuple[str, str], ...]


def align_picture(
    plan: Plan, picture: Picture, entry: FloorEntry, epsg: int | None, folder: Path
) -> tuple[Frame, tuple[Notice, ...]]:
    """Return the frame of a floor that is a picture, in its pixels (of a PDF page: points), y down; and what to say.

    A building's own placement counts in drawings' units and lays no picture. Without a placement that lays it, the
    frame is not placed and says why. Raises InputError as ``align_floor`` does.
    """
    placement = entry.placement
    why = _placement_doubt(placement, epsg)
    laid = _lay(_framed(plan, picture), placement, entry, epsg or 0, folder) if placement and not why else None
    said: Said = ()
    if laid is not None:
        why, said = _judge(laid, picture, entry)
    fit = laid.fit if laid and not why else None
    size = entry.pixel_m or UNPLACED_M
    measured = laid.fit if laid and laid.fit and laid.points == laid.fit.points else None
    frame = Frame(
        method=placement.method if placement else "none",
        matrix=fit.matrix if fit else (size, 0.0, 0.0, 0.0, -size, size * picture.height),
        placed=fit is not None,
        confirmed=placement is not None and placement.confirmed,
        unit=picture.unit,
        unit_source="placement",
        unit_confirmed=True,
        points=laid.points if laid else 0,
        residual_m=measured.rms if measured else None,
        worst_m=measured.worst if measured else None,
        held_out_m=measured.held_out if measured else None,
        mirrored=placement is not None and placement.mirrored,
        why_unplaced=why,
    )
    return frame, tuple(Notice(code, text, subject=plan.file, floor=entry.id) for code, text in said)


def _placement_doubt(placement: Placement | None, epsg: int | None) -> str:
    if placement is None or placement.method == "none":
        return "no placement is given"
    if not placement.confirmed:
        return "placement not confirmed"
    return "" if epsg else "no place on the ground is known"


def _framed(plan: Plan, picture: Picture) -> Plan:
    """Return the plan with the picture's edge drawn, which is how far it reaches."""
    edge = ((0.0, 0.0), (picture.width, 0.0), (picture.width, picture.height), (0.0, picture.height))
    return replace(plan, strokes=(Stroke("edge", "picture", "", edge, closed=True),))


def _lay(plan: Plan, placement: Placement, entry: FloorEntry, epsg: int, folder: Path) -> Laid | None:
    """Lay a picture, whose rows run down: it is turned over on its way to the ground, unless it is a mirror image."""
    down = replace(placement, mirrored=not placement.mirrored)
    task = Task(plan, down, epsg, folder, entry.pixel_m or 1.0, None)
    if placement.method == "anchor":
        # The bearing is that of the picture's up, y runs the other way.
        return lay_by_anchor(replace(task, placement=replace(down, bearing_deg=(placement.bearing_deg or 0.0) + 180)))
    if placement.method == "world_file":
        matrix = _from_corner(read_world_file(folder / placement.file, placement.file))
        crs = placement.crs or f"EPSG:{epsg}"
        return lay_by_frame(replace(task, placement=replace(down, method="frame", matrix=matrix, crs=crs)))
    return {"control_points": lay_by_control_points, "frame": lay_by_frame}[placement.method](task)


def _from_corner(matrix: Matrix) -> Matrix:
    """Return a world file's matrix for pixels counted from the picture's corner; it counts from a pixel's middle."""
    a, b, c, d, e, f = matrix
    return a, b, c - (a + b) / 2, d, e, f - (d + e) / 2


def _judge(laid: Laid, picture: Picture, entry: FloorEntry) -> tuple[str, Said]:
    """Return why a picture is not placed after all, "" if it is, and what is to be said."""
    if laid.why or laid.fit is None:
        text = (
            "the points fit far better when rows are counted from the bottom of the picture, or it is a mirror image; "
            "count x and y from its upper left corner, or set mirrored = true"
        )
        return "the picture seems mirrored", (("place.mirrored", text),)
    pixel_m = matrix_scale(laid.fit.matrix) / laid.grid_scale
    why, said = judge_residual(laid.fit)
    side_m = max(picture.width, picture.height) * pixel_m
    if not SIDE_M[0] <= side_m <= SIDE_M[1]:
        text = f"the picture would be {side_m:,.2f} m long on the ground; check its placement"
        return "implausible size", (*laid.notices, *said, ("place.size", text))
    return why, (*laid.notices, *said, *_judge_pixel(pixel_m, picture, entry))


def _judge_pixel(pixel_m: float, picture: Picture, entry: FloorEntry) -> Said:
    word = "pixel" if picture.unit == "px" else "point"
    said: list[tuple[str, str]] = []
    if entry.pixel_m and not PIXEL_SOUND[0] <= pixel_m / entry.pixel_m <= PIXEL_SOUND[1]:
        text = f"the placement makes a {word} {pixel_m:.4f} m wide, pixel_m says {entry.pixel_m:.4f} m and is not used"
        said.append(("place.scale", text))
    if pixel_m / picture.dots > COARSE_M:
        text = (
            f"a pixel of the picture is {pixel_m / picture.dots:.2f} m wide on the ground: walls and doors cannot be "
            f"told on it to better than that"
        )
        said.append(("picture.coarse", text))
    return tuple(said)
