"""A small campus with nothing to find: what the rules' examples change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from shapely import MultiPolygon, Point, box, unary_union

from campusmap.model.analysis import Analysis, Assessment, HardCorner, Orientation, Outcome
from campusmap.model.places import (
    Building,
    Campus,
    Contact,
    Floor,
    Imagery,
    Marker,
    Opening,
    Recipient,
    SiteArea,
    Space,
    Use,
)
from campusmap.model.project import (
    BuildingEntry,
    CampusEntry,
    FloorEntry,
    MainEntrance,
    Preplan,
    Project,
    Verified,
)
from campusmap.model.settings import Ng911
from campusmap.model.source import Ref
from campusmap.model.survey import LEVEL_SIGN, SurveyFact
from campusmap.model.tables import Row, Tables
from campusmap.rules.devices import name_kind
from campusmap.rules.evidence import Evidence, exterior_doors

ISSUED: Final = date(2026, 3, 2)
DEMO: Final = """
    +-----+-----+-----+
    | 101 | 103 | 105 |
    +--/--+--/--+--/--+
(1) D COR1 Hall       D (2)
    +--/--+--/--+--/--+
    | 102 | 104 | 106 |
    +-----+-----+-----+
"""
UPSTAIRS: Final = """
    +-----+-----+
    | 201 | 203 |
    +--/--+--/--+
    | COR2 Hall |
    +-----------+
"""
TWO_FLOORS: Final = {"main": {"1": DEMO, "2": UPSTAIRS}}
TWO_BUILDINGS: Final = {"main": DEMO, "annex": DEMO}
MARKERS: Final = (
    "AED",
    "ASSEMBLY",
    "BLEEDING_KIT",
    "COMMAND_POST",
    "ELECTRIC_SHUTOFF",
    "FACP",
    "GAS_SHUTOFF",
    "HAZARD",
    "HVAC_SHUTOFF",
    "KEY_BOX",
    "REUNIFICATION",
    "SPRINKLER_VALVE",
    "STAGING_MEDIA",
    "STAGING_PARENTS",
    "STAGING_RESPONDERS",
    "WATER_SHUTOFF",
)
AREAS: Final = ("field", "neighbour", "parking", "road")
_PREPLAN: Final = Preplan("II-B", "steel deck", 1, 0, "yes", "none", 120, "none", "GasCo", "PowerCo", "WaterCo")


def furnish(sketched: Campus) -> Evidence:
    """Give a sketched campus everything that a rule asks for: devices, records, imagery, a surveyed project."""
    buildings = tuple(_furnish_building(building) for building in sketched.buildings)
    campus = replace(
        sketched,
        buildings=buildings,
        address="1 School Road",
        state_id="00001",
        areas=_site_areas(buildings),
        markers=tuple(marker for building in buildings for marker in _devices(building)),
        imagery=(_picture(buildings),),
        contacts=(
            Contact("Principal", "A. Green", phone="555-0101"),
            Contact("Custodian", "B. Brown", phone="555-0102"),
        ),
        recipients=tuple(
            Recipient(agency, agency, "paper", "2026-03-02", "2026-03-02")
            for agency in ("Police", "Fire", "EMS", "911")
        ),
    )
    tables = Tables(
        rooms=tuple(_room_row(b, s) for b in buildings for f in b.floors for s in f.spaces if s.number),
        openings=tuple(_door_row(door) for b in buildings for door in exterior_doors(b.floors)),
    )
    return Evidence(
        campus,
        _project(buildings),
        replace(tables, present=frozenset({"rooms"})),
        replace(
            _confirmed_corners(buildings),
            orientations=tuple(Orientation(b.id, 180.0, False) for b in buildings),
            survey=tuple(level_sign_fact(f.id, f.id.partition("/")[2]) for b in buildings for f in b.floors),
        ),
        issued=ISSUED.isoformat(),
        ledger_present=True,
    )


def _devices(building: Building) -> list[Marker]:
    upper = [demo_marker("AED", building, index) for index in range(1, len(building.floors))]
    return [demo_marker(kind, building) for kind in MARKERS] + upper


def demo_marker(kind: str, building: Building, floor_index: int = 0) -> Marker:
    """Return a marker of a kind at the building's first exterior door, filed under one of its floors."""
    floor = building.floors[floor_index] if building.floors else None
    doors = exterior_doors(building.floors)
    at = doors[0].line.centroid if doors else building.footprint.representative_point()
    return Marker(
        id=f"m-{kind.lower()}-{floor.id if floor else building.id}",
        kind=kind,
        label=name_kind(kind),
        building=building.id,
        floor=floor.id if floor else "",
        space=floor.spaces[0].id if floor and floor.spaces else "",
        at=at,
        refs=(Ref("markers.csv", place="row 2"),),
    )


def _furnish_building(building: Building) -> Building:
    return replace(building, preplan=_PREPLAN, floors=tuple(_furnish_floor(floor) for floor in building.floors))


def _furnish_floor(floor: Floor) -> Floor:
    return replace(
        floor,
        spaces=tuple(map(_furnish_space, floor.spaces)),
        openings=tuple(map(_furnish_opening, floor.openings)),
    )


def _furnish_space(space: Space) -> Space:
    return replace(space, posted_number=space.number, lockable="yes", two_way="yes", panic="yes", occupants=24)


def _furnish_opening(opening: Opening) -> Opening:
    known = replace(opening, glazing="none", covering="none")
    if not opening.exterior:
        return known
    class_ = "primary" if opening.number == "1" else "secondary"
    return replace(
        known, class_=class_, lock="panic bar", access_control="card reader", posted_number=opening.number,
        refs=(*opening.refs, _row_of(opening)),
    )  # fmt: skip


def _site_areas(buildings: tuple[Building, ...]) -> tuple[SiteArea, ...]:
    at = _extent(buildings)
    return tuple(
        SiteArea(f"a-{kind}", kind, f"Demo {kind}", Point(at[2] + 20, at[1]).buffer(5), (Ref("areas.geojson"),))
        for kind in AREAS
    )


def _extent(buildings: tuple[Building, ...]) -> tuple[float, float, float, float]:
    west, south, east, north = unary_union([building.footprint for building in buildings]).bounds
    return west, south, east, north


def _picture(buildings: tuple[Building, ...]) -> Imagery:
    west, south, east, north = _extent(buildings)
    coverage = box(west - 60, south - 60, east + 60, north + 60)
    return Imagery(
        file="imagery/campus.tif",
        jpeg=b"",
        width_px=1000,
        height_px=1000,
        bounds=(-100.0, -100.0, 100.0, 100.0),
        coverage=coverage,
        source="County orthophoto",
        licence="public domain",
        captured="2025-04-01",
        pixel_m=0.15,
    )


def _room_row(building: Building, space: Space) -> Row:
    cells = {"building": building.id, "floor": space.id.split("/")[1], "number": space.number, "name": space.name}
    return Row(cells, Ref("rooms.csv", place="row 2"))


def _door_row(door: Opening) -> Row:
    """Return what somebody saw of a door's signs: both are up, in numerals that are read from anywhere."""
    return Row({"door": door.number, "sign_outside": "yes", "sign_inside": "yes", "numeral_in": "10"}, _row_of(door))


def _row_of(door: Opening) -> Ref:
    return Ref("openings.csv", place=door.id)


def level_sign_fact(floor: str, said: str) -> SurveyFact:
    """Return what somebody read on the level's sign at the stairs of a floor."""
    return SurveyFact(floor, LEVEL_SIGN, said, "A. Green", date(2026, 1, 15), True, "", Ref("survey.csv"), (floor,))


def _project(buildings: tuple[Building, ...]) -> Project:
    entries = tuple(
        BuildingEntry(
            id=building.id,
            number=building.number,
            floor=tuple(
                FloorEntry(floor.id.split("/")[1], floor.ordinal, code=floor.code) for floor in building.floors
            ),
        )
        for building in buildings
    )
    entry = CampusEntry(
        id="sketch",
        name="Sketch School",
        state_id="00001",
        address="1 School Road",
        main_entrance=MainEntrance(buildings[0].id, "1"),
        verified=Verified("A. Green and Officer B. Blue", date(2026, 1, 15), "all floors"),
        handling="Confidential: security records",
    )
    return Project(entry, building=entries, ng911=Ng911("psap.example.gov", "US", "CA", "Sketch County", "Sketch City"))


def _confirmed_corners(buildings: tuple[Building, ...]) -> Analysis:
    rooms = [s for b in buildings for f in b.floors for s in f.spaces if s.use is Use.CLASSROOM]
    return Analysis(
        hard_corners=tuple(_corner(room) for room in rooms),
        assessments=tuple(Assessment(room.id, Outcome.HARD_CORNER) for room in rooms),
    )


def _corner(room: Space) -> HardCorner:
    west, south, _, _ = room.outline.bounds
    shape = box(west, south, west + 1.5, south + 1.5)
    return HardCorner(
        id=f"hc-{room.id}",
        space=room.id,
        status="confirmed",
        shape=MultiPolygon([shape]),
        area_m2=2.25,
        capacity=40,
        confirmed_by="A. Green",
        confirmed_on="2026-01-15",
    )
