"""Cedar Ridge High: the ground it stands on, 23 degrees off true north. Site feet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shapely import LineString, Polygon, box
from shapely.affinity import scale
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from generator.drawing import Drawn
from generator.ground import Site, Stand, footprint, write_geojson
from generator.picture import Picture, built_over, extent_in_crs, paint_areas, paint_buildings, paint_trees

SITE = Site(lon=-95.2137, lat=41.3482, bearing_deg=23.0, crs="EPSG:32615")
STANDS = {
    "A": Stand(0, 0),
    "B": Stand(290, 325, 180),
    "C": Stand(-290, 190),
    "D": Stand(370, 40),
    "E": Stand(370, 470, 90),
    "F": Stand(-290, 330),
    "G": Stand(170, 470),
}
NAMES = {
    "A": "Main Building",
    "B": "Humanities",
    "C": "Science",
    "D": "Gymnasium and Commons",
    "E": "Performing Arts",
    "F": "Career and Technical",
    "G": "Field House",
}

Area = tuple[str, str, str, BaseGeometry]


def track() -> Polygon:
    """Return the running track's outer edge."""
    middle = LineString([(-20, 690), (300, 690)])
    return middle.buffer(120)


def site_areas() -> list[Area]:
    """Return what lies on the grounds and round them: id, kind, name, shape."""
    pitch = box(-10, 610, 290, 770)
    baseball = Polygon([(580, 560), (820, 560), (820, 790), (710, 820), (580, 680)])
    return [
        ("p1", "parking", "Front Lot (visitors)", box(10, -150, 290, -70)),
        ("p2", "parking", "East Lot (staff)", box(710, 30, 830, 290)),
        ("p3", "parking", "Student Lot", box(-320, -150, -60, 60)),
        ("f1", "field", "Stadium", pitch),
        ("f2", "field", "Baseball Field", baseball),
        ("f3", "field", "Practice Field", box(600, 320, 830, 490)),
        ("q1", "courtyard", "The Quad", box(196, 86, 352, 245)),
        ("q2", "courtyard", "West Court", Polygon([(-36, 86), (105, 86), (105, 245), (-36, 245)])),
        ("w1", "water", "Retention Pond", scale(Point(520, -120).buffer(1), 90, 38)),
        ("r1", "road", "Cedar Ridge Road", LineString([(-520, -220), (960, -220)])),
        ("r2", "road", "Foxglove Avenue", LineString([(-410, -220), (-410, 860)])),
        ("r3", "road", "Service Drive", LineString([(880, -220), (880, 505), (545, 505)])),
        ("r4", "road", "Bus Loop", LineString([(20, -220), (20, -40), (280, -40), (280, -220)])),
        ("n1", "neighbour", "Willow Run Apartments", box(900, -120, 1010, 240)),
        ("n2", "neighbour", "Harmon Street Church", box(-520, -420, -330, -270)),
        ("n3", "neighbour", "Prairie View Library", box(320, -400, 480, -270)),
        ("s1", "staging", "Responder staging: Student Lot", box(-315, -145, -190, 50)),
        ("s2", "staging", "Media staging: Prairie View Library lot", box(500, -380, 620, -280)),
        ("s3", "staging", "Parent staging: church lot", box(-310, -400, -180, -280)),
        ("u1", "reunification", "Reunification: Harmon Street Church", box(-510, -410, -400, -300)),
    ]


BACKDROP = (  # roads that go on beyond the site, for the picture only
    LineString([(-1400, -220), (1900, -220)]),
    LineString([(-410, -220), (-410, 1700)]),
)


def paint_site(folder: Path, floors: list[Drawn]) -> None:
    """Paint the site's picture and write it with its world file."""
    buildings, areas = list(building_shapes(floors).values()), site_areas()
    picture = Picture(SITE, extent_in_crs(SITE, (-680, -560, 1160, 1000), 5.0), 0.35, "cedar-ridge-high")
    for road in BACKDROP:
        picture.stroke(road, (104, 103, 102), 7.5)
    paint_areas(picture, areas)
    picture.fill(track(), (150, 84, 66))
    picture.fill(track().buffer(-24), (78, 128, 60))
    paint_buildings(picture, buildings)
    keep_off = unary_union([built_over(areas, buildings), track().buffer(12), *(road.buffer(24) for road in BACKDROP)])
    paint_trees(picture, keep_off, (-1100, -1000, 1600, 1500), 1300)
    picture.grain()
    picture.save(folder / "imagery" / "aerial.jpg")


def building_shapes(floors: list[Drawn]) -> dict[str, BaseGeometry]:
    """Return each building's footprint in site feet: the union of its floors' outlines."""
    shapes: dict[str, BaseGeometry] = {}
    for floor in floors:
        letter = floor.plan.building
        shape = STANDS[letter].shape_to_site(footprint(floor.plan.outline, floor.plan.exterior))
        shapes[letter] = unary_union([shapes[letter], shape]) if letter in shapes else shape
    return shapes


def write_site(folder: Path, floors: list[Drawn]) -> None:
    """Write footprints and site areas as GeoJSON."""
    rows: list[tuple[dict[str, Any], BaseGeometry]] = []
    for letter, shape in building_shapes(floors).items():
        tidy = Polygon(shape.exterior).simplify(0.01)  # type: ignore[attr-defined]
        rows.append(({"id": letter, "number": letter, "name": NAMES[letter]}, SITE.shape_to_lonlat(tidy)))
    write_geojson(folder / "footprints.geojson", rows)
    areas = [
        ({"id": i, "kind": kind, "name": name}, SITE.shape_to_lonlat(shape)) for i, kind, name, shape in site_areas()
    ]
    write_geojson(folder / "areas.geojson", areas)
