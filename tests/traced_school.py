"""A small school of which there is only a picture: three rooms and two doors, known to the millimetre.

Everything is laid out in the school's own metres, turned by 12 degrees and set down in UTM zone 10; nothing of it comes
from the program.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from PIL import Image, ImageDraw
from pyproj import Transformer

EPSG = 32610
PIXEL_M = 0.03
MARGIN_M = 2.0
WIDE_M, DEEP_M = 30.0, 18.0
TURN_DEG = 12.0
ORIGIN = (565_000.0, 5_276_000.0)
WIDE_PX = round((WIDE_M + 2 * MARGIN_M) / PIXEL_M)
HIGH_PX = round((DEEP_M + 2 * MARGIN_M) / PIXEL_M)
ROOMS = {
    "101": [(0, 6), (14, 6), (14, 18), (0, 18)],
    "102": [(14, 6), (30, 6), (30, 18), (14, 18)],
    "100": [(0, 0), (30, 0), (30, 6), (0, 6)],
}
# from jamb to jamb, and the rooms on both sides
DOORS = {"A": ([(3.0, 6.0), (4.0, 6.0)], {"101", "100"}), "1": ([(13.0, 0.0), (14.8, 0.0)], {"100", "OUTSIDE"})}

XY = tuple[float, float]
_TO_LONLAT = Transformer.from_crs(EPSG, 4326, always_xy=True)


def to_ground(at: XY) -> XY:
    """Return a place of the school in UTM metres."""
    turn, (x, y) = math.radians(TURN_DEG), at
    return (
        ORIGIN[0] + x * math.cos(turn) - y * math.sin(turn),
        ORIGIN[1] + x * math.sin(turn) + y * math.cos(turn),
    )


def to_lonlat(at: XY) -> XY:
    """Return a place of the school as longitude and latitude."""
    lon, lat = _TO_LONLAT.transform(*to_ground(at))
    return float(lon), float(lat)


def to_pixel(at: XY) -> XY:
    """Return where a place of the school lies in the picture, from its upper left corner."""
    return (at[0] + MARGIN_M) / PIXEL_M, (DEEP_M + MARGIN_M - at[1]) / PIXEL_M


def draw_plan() -> Image.Image:
    """Return the plan as somebody scanned it: walls, door gaps, numbers."""
    image = Image.new("L", (WIDE_PX, HIGH_PX), 255)
    pen = ImageDraw.Draw(image)
    for number, ring in ROOMS.items():
        corners = [to_pixel(at) for at in ring]
        pen.line([*corners, corners[0]], fill=0, width=5, joint="curve")
        middle = [sum(values) / len(values) for values in zip(*ring, strict=True)]
        pen.text(to_pixel((middle[0], middle[1])), number, fill=90, font_size=40, anchor="mm")
    for line, _ in DOORS.values():
        pen.line([to_pixel(at) for at in line], fill=255, width=9)
    return image


def points_toml(scale: float = 1.0) -> str:
    """Return a placement by four control points, the building's corners; ``scale`` is for units that are no pixels."""
    corners = [(0.0, 0.0), (WIDE_M, 0.0), (WIDE_M, DEEP_M), (0.0, DEEP_M)]
    rows = []
    for corner in corners:
        (x, y), (lon, lat) = to_pixel(corner), to_lonlat(corner)
        rows.append(f"  {{ drawing = [{x * scale:.3f}, {y * scale:.3f}], lonlat = [{lon:.9f}, {lat:.9f}] }},")
    return "\n".join(['method = "control_points"', "points = [", *rows, "]"])


def world_file() -> str:
    """Return the picture's world file: the middle of its first pixel, in UTM metres."""
    turn = math.radians(TURN_DEG)
    x, y = to_ground((PIXEL_M / 2 - MARGIN_M, DEEP_M + MARGIN_M - PIXEL_M / 2))
    a, d = PIXEL_M * math.cos(turn), PIXEL_M * math.sin(turn)
    return "\n".join(f"{value:.9f}" for value in (a, d, d, -a, x, y)) + "\n"


def footprint() -> dict[str, object]:
    """Return the building's footprint as GeoJSON."""
    ring = [(0.0, 0.0), (WIDE_M, 0.0), (WIDE_M, DEEP_M), (0.0, DEEP_M), (0.0, 0.0)]
    shape = {"type": "Polygon", "coordinates": [[list(to_lonlat(at)) for at in ring]]}
    return {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": "main", "name": "Main"}, "geometry": shape}]}  # fmt: skip


def campus_toml(plan: str = "plans/level1.png", more: str = "", placement: str | None = None) -> str:
    """Return a campus.toml of one floor; ``more`` are further lines of the floor."""
    return f"""[campus]
id = "traced"
name = "Traced Elementary"

[footprints]
file = "footprints.geojson"

[[building]]
id = "main"
name = "Main"

[[building.floor]]
id = "1"
name = "Level 1"
ordinal = 0
plan = "{plan}"
{more}
[building.floor.placement]
{placement if placement is not None else points_toml()}
"""


def write_school(folder: Path, toml: str = "") -> Path:
    """Write the folder of a campus whose only floor is a picture; return it."""
    (folder / "plans").mkdir(parents=True)
    draw_plan().save(folder / "plans/level1.png")
    (folder / "footprints.geojson").write_text(json.dumps(footprint()), "utf-8")
    (folder / "campus.toml").write_text(toml or campus_toml(), "utf-8")
    return folder


def traced(ring: list[XY], **facts: str) -> dict[str, object]:
    """Return a room or door as somebody traced it, for overrides.geojson."""
    places = [list(to_lonlat(at)) for at in ring]
    shape: dict[str, object] = {"type": "LineString", "coordinates": places}
    if facts.get("kind") == "room":
        shape = {"type": "Polygon", "coordinates": [[*places, places[0]]]}
    own = {"floor": "main/1", "method": "manual", "who": "Ann", "when": "2026-11-20", **facts}
    return {"type": "Feature", "properties": own, "geometry": shape}


def trace_all() -> dict[str, object]:
    """Return every room and door of the school as traced by hand."""
    rooms = [traced(ring, kind="room", number=number) for number, ring in ROOMS.items()]
    doors = [traced(line, kind="double_door" if number == "1" else "door", number=number)
             for number, (line, _) in DOORS.items()]  # fmt: skip
    return {"type": "FeatureCollection", "features": [*rooms, *doors]}
