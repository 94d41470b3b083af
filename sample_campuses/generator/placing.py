"""The ways in which a plan is tied to the ground, each in the words of campus.toml."""

from __future__ import annotations

from pathlib import Path

from ezdxf.math import Vec2

from generator.drawing import Drawn
from generator.ground import Site, Stand
from generator.pen import XY, Pen
from generator.truth import to_drawing

CRS_XML = """<?xml version="1.0" encoding="UTF-16" standalone="no" ?>
<Dictionary version="1.0" xmlns="http://www.osgeo.org/mapguide/coordinatesystem">
<ProjectedCoordinateSystem id="{name}"><Name>{name}</Name>
<Axis uom="METER">
<CoordinateSystemAxis><AxisOrder>1</AxisOrder><AxisName>Easting</AxisName>
<AxisAbbreviation>E</AxisAbbreviation><AxisDirection>east</AxisDirection></CoordinateSystemAxis>
<CoordinateSystemAxis><AxisOrder>2</AxisOrder><AxisName>Northing</AxisName>
<AxisAbbreviation>N</AxisAbbreviation><AxisDirection>north</AxisDirection></CoordinateSystemAxis>
</Axis></ProjectedCoordinateSystem>
<Alias id="{code}" type="CoordinateSystem"><ObjectId>{name}</ObjectId><Namespace>EPSG Code</Namespace></Alias>
</Dictionary>
"""


def corners(floor: Drawn) -> list[XY]:
    """Return the four corners of the plan's box in plan feet, lower left first, counter-clockwise."""
    x0, y0, x1, y1 = floor.plan.outline.bounds
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def control_points(floor: Drawn, site: Site, stand: Stand, count: int = 3, ground: bool = False) -> str:
    """Return a placement by points measured both ways."""
    points = []
    for corner in corners(floor)[:count]:
        x, y = to_drawing(floor, corner)
        on_site = stand.to_site(corner)
        lon_or_east, lat_or_north = site.projected(on_site) if ground else site.lonlat(on_site)
        key = "ground" if ground else "lonlat"
        points.append(f"    {{ drawing = [{x}, {y}], {key} = [{lon_or_east}, {lat_or_north}] }},\n")
    crs = f'crs = "{site.crs}"\n' if ground else ""
    return f'method = "control_points"\n{crs}points = [\n{"".join(points)}]\n'


def anchor(floor: Drawn, site: Site, stand: Stand) -> str:
    """Return a placement by one point and the bearing of the drawing's +y."""
    corner = corners(floor)[0]
    x, y = to_drawing(floor, corner)
    lon, lat = site.lonlat(stand.to_site(corner))
    bearing = (site.bearing_deg + stand.turn_deg) % 360
    return f'method = "anchor"\nlonlat = [{lon}, {lat}]\ndrawing = [{x}, {y}]\nbearing_deg = {bearing}\n'


def wld(floor: Drawn, site: Site, stand: Stand, folder: Path, file: str) -> str:
    """Write a two-line CAD world file and return the placement that names it."""
    lines = []
    for corner in corners(floor)[::2]:
        (x, y), (east, north) = to_drawing(floor, corner), site.projected(stand.to_site(corner))
        lines.append(f"{x},{y} {east},{north}\n")
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text("".join(lines), encoding="ascii")
    return f'method = "wld"\nfile = "{file}"\ncrs = "{site.crs}"\n'


def add_geodata(pen: Pen, floor: Drawn, site: Site, stand: Stand) -> None:
    """Write the georeference into the drawing itself."""
    low, high = corners(floor)[0], corners(floor)[2]
    (x0, y0), (x1, y1) = to_drawing(floor, low), to_drawing(floor, high)
    (e0, n0), (e1, n1) = site.projected(stand.to_site(low)), site.projected(stand.to_site(high))
    turn = Vec2(x1 - x0, y1 - y0).angle - Vec2(e1 - e0, n1 - n0).angle  # grid to drawing
    code = site.crs.removeprefix("EPSG:")
    pen.space.new_geodata().setup_local_grid(
        design_point=(x0, y0),
        reference_point=(e0, n0),
        north_direction=Vec2(0, 1).rotate(turn),
        crs=CRS_XML.format(name=f"EPSG-{code}", code=code),
    )
