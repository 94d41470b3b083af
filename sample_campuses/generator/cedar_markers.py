"""Cedar Ridge High: devices, shut-offs, hazards and places; some by room, some by door, some by position."""

from __future__ import annotations

from generator.cedar_site import SITE
from generator.drawing import Drawn
from generator.pen import XY
from generator.tables import Row, read_rows
from generator.truth import to_drawing

COLUMNS = "kind label building floor room door note"

BY_ROOM = """
    AED | AED, main lobby | A | 1 | 109 | | Unlocked cabinet with alarm
    AED | AED, second floor | A | 2 | 209 | |
    AED | AED, basement | A | 0 | 040 | |
    AED | AED, Humanities lobby | B | 1 | 112 | |
    AED | AED, Humanities second floor | B | 2 | 200 | |
    AED | AED, Humanities third floor | B | 3 | 300 | |
    AED | AED, Science | C | 1 | 100 | |
    AED | AED, Science second floor | C | 2 | 200 | |
    AED | AED, gymnasium | D | 1 | 100 | |
    AED | AED, theater lobby | E | 1 | 100 | |
    AED | AED, upper lobby | E | M | M10 | |
    AED | AED, shops | F | 1 | 100 | |
    AED | AED, field house | G | 1 | 100 | |
    Bleeding control kit | Bleeding kit, main lobby | A | 1 | 109 | | 8 packs
    Bleeding kit | Bleeding kit, second floor | A | 2 | 209 | |
    BLEEDING_KIT | Bleeding kit, Humanities | B | 1 | 112 | |
    BLEEDING_KIT | Bleeding kit, gymnasium | D | 1 | 100 | |
    BLEEDING_KIT | Bleeding kit, shops | F | 1 | 100 | |
    BLEEDING_KIT | Bleeding kit, theater | E | 1 | 100 | |
    Key box | Key box A, right of door 1 | A | 1 | | D1 | Checked 2026-07-09
    Key box | Key box B | B | 1 | | D1 | Checked 2026-07-09
    KEY_BOX | Key box C | C | 1 | | D1 | Checked 2026-07-09
    KEY_BOX | Key box D | D | 1 | | D1 | Checked 2026-07-09
    KEY_BOX | Key box E | E | 1 | | D1 | Checked 2026-07-09
    KEY_BOX | Key box F | F | 1 | | 1 | Checked 2026-07-09
    KEY_BOX | Key box G | G | 1 | | 1 | Checked 2026-07-09
    FACP | Fire alarm panel, campus | A | 1 | 107 | | Behind the counter
    ANNUNCIATOR | Annunciator, main entrance | A | 1 | 109 | |
    ANNUNCIATOR | Annunciator, commons | D | 1 | 105 | |
    RISER | Riser, building A | A | 0 | 006 | |
    RISER | Riser, building B | B | 1 | 110 | |
    RISER | Riser, building C | C | 1 | 112 | |
    RISER | Riser, building E | E | 1 | 135 | |
    SPRINKLER_VALVE | Sprinkler main valve | A | 0 | 006 | |
    STANDPIPE | Standpipe, stair S1 | B | 1 | S1 | |
    STANDPIPE | Standpipe, stair S2 | B | 1 | S2 | |
    Gas shut-off | Gas main, boiler room | A | 0 | 001 | | Quarter turn, yellow
    Gas shut-off | Gas, laboratories | C | 1 | 112 | |
    GAS_SHUTOFF | Gas, kitchen | D | 1 | 106 | | Also under the hood pull
    GAS_SHUTOFF | Gas, shops | F | 1 | 116 | |
    Water shut-off | Water main | A | 0 | 003 | | Wheel, clockwise
    WATER_SHUTOFF | Water, commons | D | 1 | 162 | |
    WATER_SHUTOFF | Water, field house | G | 1 | 110 | |
    Electric shut-off | Main disconnect | A | 0 | 002 | | Switch MDP-1
    ELECTRIC_SHUTOFF | Disconnect, commons | D | 1 | 160 | |
    ELECTRIC_SHUTOFF | Disconnect, theater | E | 1 | 135 | |
    ELECTRIC_SHUTOFF | Disconnect, shops | F | 1 | 116 | |
    HVAC_SHUTOFF | Air handlers, emergency stop | A | 1 | 107 | |
    RADIO_REPEATER | Radio repeater head end | B | 3 | 310 | | Battery 24 h
    RADIO_REPEATER | Radio repeater, basement | A | 0 | 008 | |
    CAMERA | Camera, main entrance | A | 1 | | D1 |
    CAMERA | Camera, main corridor | A | 1 | 100 | |
    CAMERA | Camera, north corridor | A | 1 | 150 | |
    CAMERA | Camera, Humanities | B | 1 | 100 | |
    CAMERA | Camera, commons | D | 1 | 104 | |
    CAMERA | Camera, concourse | D | 1 | 100 | |
    PANIC_BUTTON | Panic button, main office | A | 1 | 107 | |
    TWO_WAY_RADIO | Base radio, main office | A | 1 | 107 | |
    Fire extinguisher | Extinguisher, kitchen (K) | D | 1 | 106 | | Class K
    EXTINGUISHER | Extinguisher, auto shop | F | 1 | 101 | | 20 lb ABC
    EXTINGUISHER | Extinguisher, metal shop | F | 1 | 103 | |
    EXTINGUISHER | Extinguisher, chemistry | C | 1 | 103 | |
    EXTINGUISHER | Extinguisher, stage | E | 1 | 103 | |
    HAZARD | Boilers and fuel oil | A | 0 | 001 | | 275 gal day tank
    HAZARD | Laboratory chemicals | C | 1 | 101A | | Locked cabinets
    HAZARD | Laboratory chemicals | C | 1 | 102A | |
    HAZARD | Laboratory chemicals | C | 2 | 201A | |
    HAZARD | Ammonia refrigeration | D | 1 | 106B | |
    HAZARD | Welding gases | F | 1 | 103 | |
    HAZARD | Flammable finishes | F | 1 | 105A | |
    Roof access | Roof hatch, stair S1 | A | 2 | S1 | |
    ROOF_ACCESS | Roof hatch, stair S2 | B | 3 | S2 | |
    ROOF_ACCESS | Ladder, mechanical | E | M | M08 | |
    ELEVATOR_ROOM | Elevator machine room | A | 0 | 008 | |
    SERVER_ROOM | Main distribution frame | A | 0 | 008 | |
    NURSE | Nurse | A | 1 | 111 | |
    STORM_SHELTER | Storm shelter, lower level | A | 0 | 005 | | 300 people
    STORM_SHELTER | Storm shelter, locker rooms | D | 1 | 131 | | 220 people
    GENERATOR | Emergency generator panel | A | 0 | 002 | |
    COMMAND_POST | Command post, inside | A | 1 | 113 | | When outside is unsafe
"""

# In site feet: on the wall, right of the main entrance as one comes to it.
KEY_BOX_A_AT = (154.5, -0.7)

# Places on the grounds, in site feet.
ON_SITE = (
    ("HYDRANT", "Hydrant 1, Cedar Ridge Road at Bus Loop", -15, -205, "1,250 gpm, blue"),
    ("HYDRANT", "Hydrant 2, East Lot", 700, 160, "1,000 gpm, green"),
    ("HYDRANT", "Hydrant 3, Foxglove Avenue", -395, 220, "1,250 gpm, blue"),
    ("HYDRANT", "Hydrant 4, Service Drive", 560, 490, "750 gpm, orange"),
    ("FDC", "Fire department connection, building A", 215, -1, "2.5 in twin"),
    ("FDC", "Fire department connection, building B", 164, 331, "2.5 in twin"),
    ("FDC", "Fire department connection, building E", 364, 400, "Storz 4 in"),
    ("VEHICLE_GATE", "Gate 1, Service Drive", 880, 300, "Key box on the post"),
    ("VEHICLE_GATE", "Gate 2, fields", -395, 560, "Padlock, fire key"),
    ("COMMAND_POST", "Command post, Front Lot", 150, -110, ""),
    ("STAGING_RESPONDERS", "Responder staging, Student Lot", -250, -60, ""),
    ("STAGING_MEDIA", "Media staging, library lot", 560, -330, ""),
    ("STAGING_PARENTS", "Parent staging, church lot", -245, -340, ""),
    ("REUNIFICATION", "Reunification, Harmon Street Church", -455, -355, "Check-in at the north doors"),
    ("ASSEMBLY", "Assembly 1, Stadium", 140, 690, ""),
    ("ASSEMBLY", "Assembly 2, Practice Field", 715, 405, ""),
    ("LANDING_ZONE", "Landing zone, Baseball Field", 700, 640, "No wires; lights on the west side"),
    ("SOLAR_SHUTOFF", "Solar disconnect, building C", -240, 189, ""),
    ("GENERATOR", "Generator yard", -20, 60, "Diesel, 200 kW"),
)

# Devices that a technician marked in the drawing, in plan feet.
IN_DRAWING = (
    ("EXTINGUISHER", "Extinguisher, first floor west", "A", "1", (20, 35)),
    ("EXTINGUISHER", "Extinguisher, first floor east", "A", "1", (270, 35)),
    ("EXTINGUISHER", "Extinguisher, Humanities west", "B", "1", (40, 31)),
    ("CAMERA", "Camera, cafeteria northeast", "D", "1", (258, 100)),
    ("AED", "AED, science wing", "C", "1", (205, -40)),
)


def marker_rows(floors: list[Drawn]) -> list[Row]:
    """Return every marker: by room or door, by longitude and latitude, by drawing position."""
    rows = read_rows(BY_ROOM, COLUMNS)
    lon, lat = SITE.lonlat(KEY_BOX_A_AT, 7)
    next(row for row in rows if str(row["label"]).startswith("Key box A")).update(lon=lon, lat=lat)
    for kind, label, x, y, note in ON_SITE:
        lon, lat = SITE.lonlat((x, y), 7)
        rows.append({"kind": kind, "label": label, "lon": lon, "lat": lat, "note": note})
    for kind, label, building, level, point in IN_DRAWING:
        floor = next(f for f in floors if (f.plan.building, f.plan.floor) == (building, level))
        rows.append(_drawn_row(floor, kind, label, to_drawing(floor, point)))
    none_here = {"kind": "FUEL_SHUTOFF", "label": "No fuel storage outside building A", "status": "none"}
    return [*rows, {**none_here, "note": "Looked for 2026-08-18"}]


def _drawn_row(floor: Drawn, kind: str, label: str, at: XY) -> Row:
    building, level = floor.plan.building, floor.plan.floor
    place: Row = {
        "building": building,
        "floor": level,
        "x": at[0],
        "y": at[1],
        "drawing": f"plans/{building}{level}.dxf",
    }
    return {"kind": kind, "label": label, **place}


CONTACTS = """
    Principal | Adaeze Whitlock | Cedar Ridge High | 555-0101 | Cedar 1
    Assistant principal, safety lead | Tomasz Birch | Cedar Ridge High | 555-0102 | Cedar 2
    School resource officer | Officer M. Delacroix | Cedar Ridge Police | 555-0110 | CR-42
    Facilities director | Jo Abernathy | Cedar Ridge Schools | 555-0120 | Facilities 1
    Head custodian, days | Ruben Castle | Cedar Ridge High | 555-0121 | Facilities 3
    Head custodian, nights | Ilse Novak | Cedar Ridge High | 555-0122 | Facilities 4
    School nurse | Hana Petrosyan | Cedar Ridge High | 555-0103 | Cedar 4
    District superintendent | Warren Achterberg | Cedar Ridge Schools | 555-0100 |
    Alarm company | Monitoring desk | Plains Alarm Service | 555-0150 |
    Dispatch | PSAP supervisor | Pottery County 911 | 555-0199 | TAC-2
"""

RECIPIENTS = """
    Pottery County 911 | PSAP | 1 | |
    Cedar Ridge Police | Law enforcement | 2 | |
    Pottery County Sheriff | Law enforcement, SWAT | 3 | |
    Cedar Ridge Fire Rescue | Fire and EMS | 4 | |
    Cedar Ridge High | Main office, safety lead | 5 | |
"""
