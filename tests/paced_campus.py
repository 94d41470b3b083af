"""A campus folder with one building at a known place, paced out on the ellipsoid; imports nothing from campusmap.

Drawings and placements are written as a person would give them, right or with one thing wrong.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ezdxf
from pyproj import Geod, Transformer

XY = tuple[float, float]
Box = tuple[float, float, float, float]
GEOD = Geod(ellps="WGS84")
METRES = {"mm": 0.001, "m": 1.0, "ft": 0.3048, "in": 0.0254}
INSUNITS = {"mm": 4, "m": 6, "ft": 2, "in": 1}
AT = (-120.05, 47.0)  # 2.95 degrees east of the central meridian of UTM zone 10: convergence 2.16 degrees
EPSG = 32610
BEARING = 35.0  # the building's +y, from true north

# Corners and rooms in metres, of a building 60 m by 40 m at the most.
SHAPES: dict[str, tuple[list[XY], list[Box]]] = {
    "L": (
        [(0, 0), (60, 0), (60, 20), (30, 20), (30, 40), (0, 40)],
        [(0, 0, 30, 20), (30, 0, 60, 20), (0, 20, 30, 40)],
    ),
    "rectangle": ([(0, 0), (60, 0), (60, 40), (0, 40)], [(0, 0, 30, 40), (30, 0, 60, 40)]),
}


@dataclass(frozen=True)
class Wrong:
    """What is wrong: ``drawn`` moves the drawing, ``picked`` a corner that a person picks on the ground, in metres."""

    drawn: Callable[[XY], XY] = lambda p: p
    picked: Callable[[XY], XY] = lambda p: p
    stated_unit: str = ""


RIGHT = Wrong()
MIRRORED = Wrong(drawn=lambda p: (60 - p[0], p[1]))
HALF_TURNED = Wrong(picked=lambda p: (60 - p[0], 40 - p[1]))
STRETCHED = Wrong(drawn=lambda p: (1.2 * p[0], 1.2 * p[1]))  # a plot scale that somebody forgot
UNIT = Wrong(stated_unit="m")  # for a drawing in feet: 60 m become 197 m, a size that a school may have


def ground(point: XY, bearing: float = BEARING, at: XY = AT) -> XY:
    """Walk from the building's first corner to a point of the building; returns longitude and latitude."""
    azimuth = math.degrees(math.atan2(point[0], point[1])) + bearing
    lon, lat, _ = GEOD.fwd(*at, azimuth, math.hypot(*point))
    return lon, lat


def write_drawing(path: Path, rooms: list[Box], unit: str, wrong: Wrong = RIGHT, stated: str | None = None) -> None:
    """Draw rooms as closed polylines with their numbers; ``stated`` is the header's unit, by default the true one."""
    document = ezdxf.new("R2013", units=INSUNITS[stated or unit])
    space = document.modelspace()
    for number, (x0, y0, x1, y1) in enumerate(rooms, 101):
        corners = [wrong.drawn(p) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        space.add_lwpolyline([in_units(p, unit) for p in corners], close=True, dxfattribs={"layer": "A-AREA"})
        middle = in_units(wrong.drawn(((x0 + x1) / 2, (y0 + y1) / 2)), unit)
        text = space.add_text(str(number), height=0.3 / METRES[unit], dxfattribs={"layer": "A-AREA-IDEN"})
        text.set_placement(middle)
    document.saveas(path)


def in_units(point: XY, unit: str) -> XY:
    """Return metres as drawing units."""
    return point[0] / METRES[unit], point[1] / METRES[unit]


def write_campus(
    folder: Path, shape: str, placement: str, unit: str = "mm", wrong: Wrong = RIGHT, *, footprint: bool = True
) -> Path:
    """Write a campus of one building and one floor; ``placement`` is the TOML of its placement."""
    corners, rooms = SHAPES[shape]
    folder.mkdir(parents=True, exist_ok=True)
    write_drawing(folder / "plan.dxf", rooms, unit, wrong, wrong.stated_unit or unit)
    lines = ["[campus]", 'id = "c"', 'name = "C"', f"epsg = {EPSG}"]
    if footprint:
        ring = [list(ground(p)) for p in (*corners, corners[0])]
        feature = {"type": "Feature", "id": "main", "properties": {"id": "main"}, "geometry": None}
        feature["geometry"] = {"type": "Polygon", "coordinates": [ring]}
        collection = {"type": "FeatureCollection", "features": [feature]}
        (folder / "footprints.geojson").write_text(json.dumps(collection))
        lines += ["[footprints]", 'file = "footprints.geojson"']
    lines += ["[[building]]", 'id = "main"', "[building.placement]", placement]
    lines += ["[[building.floor]]", 'id = "1"', "ordinal = 0", 'plan = "plan.dxf"']
    lines += [f'units = "{wrong.stated_unit or unit}"']
    (folder / "campus.toml").write_text("\n".join(lines) + "\n")
    return folder


def control_points(corners: list[XY], unit: str, wrong: Wrong = RIGHT, *, scale: str = "free") -> str:
    """Give corners as control points."""
    rows = []
    for corner in corners:
        lon, lat = ground(wrong.picked(corner))
        x, y = in_units(wrong.drawn(corner), unit)
        rows.append(f"  {{ drawing = [{x!r}, {y!r}], lonlat = [{lon!r}, {lat!r}] }},")
    return "\n".join(['method = "control_points"', f'scale = "{scale}"', "points = [", *rows, "]"])


def anchor(wrong: Wrong = RIGHT) -> str:
    """Give the drawing's origin and the bearing of its +y."""
    origin, up = wrong.picked((0.0, 0.0)), wrong.picked((0.0, 1.0))
    turn = math.degrees(math.atan2(up[0] - origin[0], up[1] - origin[1]))
    lon, lat = ground(origin)
    return f'method = "anchor"\nlonlat = [{lon!r}, {lat!r}]\nbearing_deg = {BEARING + turn!r}'


def matrix(unit: str, crs: int, wrong: Wrong = RIGHT) -> tuple[float, ...]:
    """Return the matrix from drawing units to a CRS, through the building's two far corners."""
    to_crs = Transformer.from_crs(4326, crs, always_xy=True)
    one, other = (complex(*to_crs.transform(*ground(wrong.picked(p)))) for p in ((0.0, 0.0), (60.0, 40.0)))
    turn = (other - one) / complex(*in_units((60.0, 40.0), unit))
    return turn.real, -turn.imag, one.real, turn.imag, turn.real, one.imag


def frame(unit: str, crs: int, wrong: Wrong = RIGHT) -> str:
    """Give a saved frame."""
    return f'method = "frame"\nmatrix = {list(matrix(unit, crs, wrong))!r}\ncrs = "EPSG:{crs}"'


def world_file(folder: Path, unit: str, crs: int, wrong: Wrong = RIGHT) -> str:
    """Give a six-line world file."""
    a, b, c, d, e, f = matrix(unit, crs, wrong)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.dfw").write_text("\n".join(map(repr, (a, d, b, e, c, f))) + "\n")
    return f'method = "world_file"\nfile = "plan.dfw"\ncrs = "EPSG:{crs}"'


def cad_world_file(folder: Path, unit: str, crs: int, wrong: Wrong = RIGHT, lines: int = 2) -> str:
    """Give an Esri CAD world file of two lines; one line only shifts a drawing that is made on the grid."""
    to_crs = Transformer.from_crs(4326, crs, always_xy=True)
    rows = []
    for corner in ((0.0, 0.0), (60.0, 20.0))[:lines]:
        x, y = in_units(wrong.drawn(corner), unit)
        east, north = to_crs.transform(*ground(wrong.picked(corner)))
        rows.append(f"{x!r},{y!r} {east!r},{north!r}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.wld").write_text("\n".join(rows) + "\n")
    return f'method = "wld"\nfile = "plan.wld"\ncrs = "EPSG:{crs}"'


_CRS = """<?xml version="1.0" encoding="UTF-16" standalone="no" ?>
<Dictionary version="1.0" xmlns="http://www.osgeo.org/mapguide/coordinatesystem">
<ProjectedCoordinateSystem id="Here"><Axis uom="METER">
<CoordinateSystemAxis><AxisOrder>1</AxisOrder><AxisName>Easting</AxisName><AxisAbbreviation>E</AxisAbbreviation>
<AxisDirection>east</AxisDirection></CoordinateSystemAxis>
<CoordinateSystemAxis><AxisOrder>2</AxisOrder><AxisName>Northing</AxisName><AxisAbbreviation>N</AxisAbbreviation>
<AxisDirection>north</AxisDirection></CoordinateSystemAxis>
</Axis></ProjectedCoordinateSystem>
<Alias id="{crs}" type="CoordinateSystem"><ObjectId>Here</ObjectId><Namespace>EPSG Code</Namespace></Alias>
</Dictionary>"""


def add_geodata(path: Path, unit: str, crs: int, wrong: Wrong = RIGHT) -> None:
    """Put a georeference into a drawing that is written already."""
    document = ezdxf.readfile(path)
    a, _, c, d, _, f = matrix(unit, crs, wrong)
    turn, scale = math.atan2(d, a), math.hypot(a, d)
    geodata = document.modelspace().new_geodata()
    geodata.setup_local_grid(
        design_point=(0, 0),
        reference_point=(c, f),
        north_direction=(math.sin(turn), math.cos(turn)),
        crs=_CRS.format(crs=crs),
    )
    geodata.dxf.horizontal_unit_scale = geodata.dxf.vertical_unit_scale = scale
    document.saveas(path)


def turn_texts_backward(path: Path) -> None:
    """Leave the texts as a CAD program with MIRRTEXT = 1 leaves them when it mirrors a plan, and add a third one."""
    document = ezdxf.readfile(path)
    for text in document.modelspace().query("TEXT"):
        text.dxf.text_generation_flag = 2
    x, y = next(iter(document.modelspace().query("TEXT"))).dxf.insert.vec2
    sheet = {"insert": (x, y), "text_generation_flag": 2, "layer": "A-ANNO"}
    document.modelspace().add_text("GROUND FLOOR", height=1, dxfattribs=sheet)
    document.saveas(path)


def corners_on_ground(shape: str) -> list[XY]:
    """Return where the building's corners are, longitude and latitude."""
    return [ground(corner) for corner in SHAPES[shape][0]]
