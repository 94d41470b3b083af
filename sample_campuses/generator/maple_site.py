"""Maple Elementary: its grounds, their picture, and its tables."""

from __future__ import annotations

from pathlib import Path

from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from generator.drawing import Drawn
from generator.ground import Site, write_geojson
from generator.photos import write_photos
from generator.picture import Picture, built_over, extent_in_crs, paint_areas, paint_buildings, paint_trees
from generator.tables import Row, read_rows, with_common, write_table

MARKERS = """
    AED | AED outside the main office | 109 | | Monitored wall cabinet
    Bleeding control kit | Bleeding control kit beside the AED | 109 | | Wall cabinet
    KEY_BOX | Key box, right of the main entrance | | 1 | 6 ft above grade | key box.jpg
    FACP | Fire alarm panel | 109 | | Left of the office window | alarm panel.jpg
    GAS_SHUTOFF | Gas shut-off | 118 | | Yellow handle at the meter, outside the kitchen door
    WATER_SHUTOFF | Water shut-off | 116 | | Wheel valve behind the door
    ELECTRIC_SHUTOFF | Main electric disconnect | 116 | | Panel MDP
    HVAC_SHUTOFF | Air handlers, emergency stop | 107 | | Red button behind the counter
    HAZARD | Cleaning chemicals | 114 | | Locked cabinet
    NURSE | Nurse | 107B | |
    AED | AED in the gym | 111 | | Beside the corridor doors
    EXTINGUISHER | Extinguisher K class | 118 | | By the range
    RISER | Sprinkler riser | 116 | |
"""
KEY_BOX_AT = (139.5, -0.7)  # site feet: on the wall, right of door 1 as one comes to it
ON_SITE = (
    ("ASSEMBLY", "Assembly: Ball Field", 300, 130),
    ("COMMAND_POST", "Command post: Front Lot", 60, -150),
    ("STAGING_RESPONDERS", "Responder staging: Front Lot, east end", 180, -150),
    ("REUNIFICATION", "Reunification: Orchard Grange Hall", 300, -300),
)
CONTACTS = """
    Principal | Marisol Okafor | Maple Elementary | 555-0131 | Channel 2
    Head custodian | Dale Whitcomb | Maple Elementary | 555-0132 | Channel 2
    District safety coordinator | Priya Lindqvist | Maple Valley Schools | 555-0140 | Channel 1
    School resource officer | Officer T. Brandt | Maple Valley Police | 555-0119 | MV-1
"""
RECIPIENTS = """
    Orchard County 911 | PSAP | 1 | 2026-08-20 | 2026-08-19
    Maple Valley Police | Law enforcement | 2 | 2026-08-20 | 2026-08-19
    Maple Valley Fire | Fire and EMS | 3 | 2026-08-21 | 2026-08-19
"""
# The portables have no gas and no water, and hang on the main building's disconnect and air handlers.
NONE_HERE = """
    P1 | gas_shutoff | none | Electric heat
    P1 | water_shutoff | none | No water in the portable
    P1 | electric_shutoff | none | Fed from panel MDP in 116
    P1 | hvac_shutoff | none | Wall unit, switch beside the door
    P2 | gas_shutoff | none | Electric heat
    P2 | water_shutoff | none | No water in the portable
    P2 | electric_shutoff | none | Fed from panel MDP in 116
    P2 | hvac_shutoff | none | Wall unit, switch beside the door
"""
RECORDS = """
    campus | certification | yes | Certified to the state with the emergency management plan
    campus | changed | Portable 2 moved in | Plan and footprint drawn again
"""
CHECKED = """
    MAIN/door 7 | checked | yes | Panic bar and closer tried; opens onto grass
    MAIN/Key box, right of the main entrance | checked | yes | Opened by Maple Valley Fire; two master keys inside
    MAIN/107B | checked | yes | Cot and refrigerator inside; no second door
"""
Area = tuple[str, str, str, BaseGeometry]


def site_areas() -> list[Area]:
    """Return what lies on the grounds and round them."""
    return [
        ("p1", "parking", "Front Lot", box(0, -180, 220, -110)),
        ("f1", "field", "Ball Field", box(250, 60, 400, 210)),
        ("g1", "playground", "Playground", box(40, 90, 130, 150)),
        ("r1", "road", "Sugar Maple Lane", LineString([(-160, -215), (460, -215)])),
        ("r2", "road", "Orchard Street", LineString([(450, -320), (450, 260)])),
        ("n1", "neighbour", "Orchard Grange Hall", box(250, -350, 370, -250)),
        ("s1", "staging", "Responder staging", box(140, -175, 215, -115)),
        ("u1", "reunification", "Reunification: Orchard Grange Hall", box(255, -345, 365, -255)),
    ]


def write_grounds(folder: Path, site: Site, buildings: list[BaseGeometry]) -> None:
    """Write the site areas and the picture."""
    areas = site_areas()
    rows = [({"id": i, "kind": kind, "name": name}, site.shape_to_lonlat(shape)) for i, kind, name, shape in areas]
    write_geojson(folder / "areas.geojson", rows)
    picture = Picture(site, extent_in_crs(site, (-260, -420, 540, 330), 5.0), 0.25, "maple-elementary")
    paint_areas(picture, areas)
    paint_buildings(picture, buildings)
    paint_trees(picture, built_over(areas, buildings), (-400, -550, 700, 450), 260)
    picture.grain()
    picture.save(folder / "imagery" / "aerial.jpg")


def write_tables(folder: Path, site: Site, floors: list[Drawn]) -> None:
    """Write markers, outside doors, what the walk-through found, contacts and recipients."""
    rows = with_common(read_rows(MARKERS, "kind label room door note photo"), building="MAIN", floor="1")
    lon, lat = site.lonlat(KEY_BOX_AT, 7)
    next(row for row in rows if row["kind"] == "KEY_BOX").update(lon=lon, lat=lat)
    for kind, label, x, y in ON_SITE:
        lon, lat = site.lonlat((x, y), 7)
        rows.append({"kind": kind, "label": label, "lon": lon, "lat": lat})
    write_table(folder, "markers", rows)
    seen = with_common(read_rows(NONE_HERE + CHECKED, "subject fact value note"), who="P. Lindqvist", when="2026-08-12")
    dated = zip(read_rows(RECORDS, "subject fact value note"), ("2026-06-22", "2026-07-30"), strict=True)
    seen += [{**row, "who": "P. Lindqvist", "when": when} for row, when in dated]
    write_table(folder, "survey", seen)
    write_table(folder, "openings", [row for floor in floors for row in _door_rows(floor)])
    write_photos(folder)
    write_table(folder, "contacts", read_rows(CONTACTS, "role name organisation phone radio"))
    write_table(folder, "recipients", read_rows(RECIPIENTS, "agency role copy delivered_on edition"))


def _door_rows(floor: Drawn) -> list[Row]:
    doors = sorted((o for o in floor.openings if o.number), key=lambda o: int(o.number))
    return [
        {
            "building": floor.plan.building,
            "floor": "1",
            "door": f"D{door.number}",
            "number": door.number,
            "posted_number": door.number,
            "posted_on": "2026-08-12",
            "class": "primary" if door.number == "1" else "secondary",
            "lock": "panic bar",
            "locks_from_inside": "yes",
            "access_control": "card reader" if door.number == "1" else "key",
            "swing": "out",
            "glazing": "full lite" if door.kind == "double_door" else "none",
            **({"photo": "main entrance.jpg"} if (floor.plan.building, door.number) == ("MAIN", "1") else {}),
        }
        for door in doors
    ]
