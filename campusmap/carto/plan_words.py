"""What is said under and beside a plan: of its grid, its hard corners, its place, and what it lacks."""

from __future__ import annotations

from typing import Final

from campusmap.carto.directory import natural_key
from campusmap.carto.door_words import door_numbers
from campusmap.model.places import Campus, Floor, Grid
from campusmap.model.project import Project
from campusmap.units import say_length


def campus_notes(campus: Campus) -> list[str]:
    """Return the size of a grid cell, and whose doors are not on a map of the campus because no floor is placed."""
    lost = [b for b in campus.buildings if door_numbers(b) and not any(floor.frame.placed for floor in b.floors)]
    names = ", ".join(sorted((b.number or b.name or b.id for b in lost), key=natural_key))
    whose = f"{'building' if len(lost) == 1 else 'buildings'} {names}"
    floors = "its floors are" if len(lost) == 1 else "their floors are"
    told = [f"No doors of {whose} on this map: {floors} not placed."] if lost else []
    return [*told, *([grid_note(campus.grid)] if campus.grid else [])]


def hard_corner_note(project: Project) -> str:
    """Return what a hard corner is, and what was assumed."""
    settings = project.hard_corners
    declared = [f"{kind}: {text}" for kind, text in sorted(settings.glazing_of.items())]
    glass = "; ".join(([settings.glazing] if settings.glazing else []) + declared)
    windows = {"ignore": "left out", "warn": "drawn apart, not counted", "count": "counted"}
    return (
        "Hard corners are geometry computed from drawings: out of line of sight through door glass. Confirm on site. "
        f"Door glass where not surveyed: {f'{glass} (assumed)' if glass else 'none assumed, so not assessed'}. "
        f"Leaves {settings.leaf_depth_in:g} in deep, doors {settings.doors}, exterior windows "
        f"{windows[settings.exterior_windows]}."
    )


def grid_note(grid: Grid) -> str:
    """Return the size of a grid cell in words."""
    aslant = ", along the main building" if grid.turn_deg else ""
    return f"Grid cells are {say_length(grid.cell_m)} square{aslant}, the same on every sheet."


_METHODS: Final = {
    "anchor": "one point and a bearing",
    "geodata": "the drawing's own coordinates",
    "wld": "a CAD world file",
    "world_file": "a world file",
    "frame": "a saved frame",
    "fit": "a fit of its outline to the footprint",
}


def placement_note(floor: Floor) -> str:
    """Return how the floor was laid on the ground, and how well it fits."""
    frame = floor.frame
    if not frame.placed:
        return f"Not placed: {frame.why_unplaced or 'no placement'}."
    how = (
        f"{frame.points} control points"
        if frame.method == "control_points"
        else _METHODS.get(frame.method, frame.method)
    )
    fit = (
        f", rms {say_length(frame.residual_m)}"
        if frame.residual_m is not None
        else ", not checked against other points"
    )
    scale = f" Drawing scaled by {frame.scale:.4f}." if abs(frame.scale - 1) > 0.002 else ""
    traced = " Rooms traced by hand on a picture." if frame.on_picture else ""
    return f"Placed by {how}{fit}.{scale}{' Drawing mirrored.' if frame.mirrored else ''}{traced}"
