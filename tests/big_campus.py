"""A large campus made from nothing but sizes: buildings in rows, rooms along corridors, with every field filled."""

from __future__ import annotations

from dataclasses import replace

from demo_campus import EPSG, _move_opening, _north, _placed, _six, demo_kit
from shapely import LineString, MultiLineString, MultiPolygon, box, unary_union
from shapely.affinity import affine_transform, translate

from campusmap.model.analysis import Analysis, Assessment, HardCorner, Leg, Orientation, Outcome, Reach, Sightline, Way
from campusmap.model.frame import Frame
from campusmap.model.kit import Kit
from campusmap.model.places import OUTSIDE, Building, Campus, Floor, Grid, Marker, Opening, OpeningKind, Space, Use
from campusmap.model.source import Ref

ROOM, DEEP, HALL, WALL = 8.0, 9.0, 3.0, 0.2  # metres
USES = (Use.CLASSROOM, Use.CLASSROOM, Use.LAB, Use.OFFICE, Use.RESTROOM, Use.STORAGE)
GLAZING = "narrow lite 5 x 33 in, latch side"


def big_kit(buildings: int = 40, floors: int = 6, rooms: int = 3000) -> Kit:
    """Return a kit with so many numbered rooms, spread evenly, and a corridor a floor."""
    spread = [
        rooms * (n + 1) // (buildings * floors) - rooms * n // (buildings * floors) for n in range(buildings * floors)
    ]
    made = [_building(n, spread[n * floors : (n + 1) * floors]) for n in range(buildings)]
    markers = tuple(marker for building in made for marker in _markers(building))
    kit = demo_kit()
    grid = Grid(-600.0, 400.0, 50.0, 24, 16, tuple("ABCDEFGHJKLMNPQR"))
    campus = Campus("big", "Big Campus High School", EPSG, tuple(made), (), markers, (), (), (), _north(), grid)
    return replace(kit, campus=campus, analysis=_analysis(campus))


def _building(n: int, rooms: list[int]) -> Building:
    name = f"{chr(65 + n % 26)}{n // 26 or ''}"
    matrix = _placed(-560.0 + n % 8 * 140.0, -340.0 + n // 8 * 140.0)
    wide = (max(rooms) + 1) // 2 * ROOM
    footprint = affine_transform(box(-WALL, -WALL, wide + WALL, 2 * DEEP + HALL + WALL), _six(matrix))
    floors = tuple(_floor(name, ordinal, count, wide, matrix) for ordinal, count in enumerate(rooms))
    outline = MultiPolygon([footprint])
    return Building(
        name.lower(),
        name,
        f"Building {name}",
        outline,
        floors,
        name,
        f"{n + 1} School Way",
        "1",
        "footprints.geojson",
        1990,
    )


def _floor(name: str, ordinal: int, count: int, wide: float, matrix: tuple[float, ...]) -> Floor:
    floor = f"{name.lower()}/{ordinal + 1}"
    hall = Space(f"{floor}/hall", "", box(0, DEEP, wide, DEEP + HALL), Use.CORRIDOR, "Corridor", refs=_refs(floor, 0))
    spaces, openings, solid = [hall], [], [hall.outline]
    for k in range(count):
        x, south = k // 2 * ROOM, k % 2 == 0
        y0, y1 = (0.0, DEEP - WALL) if south else (DEEP + HALL + WALL, 2 * DEEP + HALL)
        number, outline = f"{ordinal + 1}{k:02}", box(x + WALL / 2, y0, x + ROOM - WALL / 2, y1)
        room = Space(
            f"{floor}/{number}", number, outline, USES[k % 6], f"Room of teacher {k}", aliases=(f"Station {k}",),
            suite="East", occupants=28, lockable="yes", two_way="yes", panic="no", notes="first aid in the desk",
            refs=_refs(floor, k),
        )  # fmt: skip
        wall, face = (DEEP, y0) if south else (DEEP + HALL, y1)
        leaf = LineString([(x + 1.0, wall), (x + 1.9, wall)])
        swing = LineString(
            [
                (x + 1.0, wall),
                (x + 1.0, wall - 0.9),
                (x + 1.35, wall - 0.83),
                (x + 1.63, wall - 0.63),
                (x + 1.83, wall - 0.35),
                (x + 1.9, wall),
            ]
        )
        doors = {
            "lock": "classroom",
            "locks_from_inside": "yes",
            "covering": "blind",
            "glazing": GLAZING,
            "class_": "20 min",
        }
        openings.append(
            Opening(
                f"{room.id}-d",
                OpeningKind.DOOR,
                leaf,
                (room.id, hall.id),
                swing_line=swing,
                swing="in",
                refs=_refs(floor, 100 + k),
                **doors,
            )
        )
        openings.append(
            Opening(
                f"{room.id}-w",
                OpeningKind.WINDOW,
                LineString([(x + 2, face), (x + 6, face)]),
                (room.id, OUTSIDE),
                refs=_refs(floor, 200 + k),
            )
        )
        spaces.append(room)
        solid.append(room.outline)
    if ordinal == 0:
        for number, x in enumerate((0.0, wide), 1):
            line = LineString([(x, DEEP + 0.5), (x, DEEP + 2.3)])
            openings.append(
                Opening(
                    f"{floor}/x{number}",
                    OpeningKind.DOUBLE_DOOR,
                    line,
                    (hall.id, OUTSIDE),
                    number=str(number),
                    lock="panic bar",
                    refs=_refs(floor, 300 + number),
                )
            )
    return _finish(floor, ordinal, spaces, openings, solid, wide, matrix)


def _refs(floor: str, n: int) -> tuple[Ref, ...]:
    return (Ref(f"plans/{floor.replace('/', '-')}.dxf", "A-AREA", f"{4096 + n:X}", 12.345 + n, 6.789),)


def _finish(
    floor: str,
    ordinal: int,
    spaces: list[Space],
    openings: list[Opening],
    solid: list,
    wide: float,
    matrix: tuple[float, ...],
) -> Floor:
    move = _six(matrix)
    outline = box(-WALL, -WALL, wide + WALL, 2 * DEEP + HALL + WALL)
    walls = outline.difference(unary_union(solid))
    stairs = MultiLineString([[(wide + 0.02 * n, 1.0 + 0.3 * n), (wide + 1.2, 1.0 + 0.3 * n)] for n in range(12)])
    frame = Frame("anchor", matrix, True, True, "m", "header", True)
    return Floor(
        floor,
        f"Level {ordinal + 1}",
        ordinal,
        affine_transform(MultiPolygon([outline]), move),
        frame,
        tuple(replace(s, outline=affine_transform(s.outline, move)) for s in spaces),
        tuple(_move_opening(o, matrix) for o in openings),
        walls=affine_transform(MultiPolygon(getattr(walls, "geoms", [walls])), move),
        linework=affine_transform(stairs, move),
        plan_file=f"plans/{floor}.dxf",
    )


def _markers(building: Building) -> list[Marker]:
    found = []
    for floor in building.floors:
        for n, (kind, label) in enumerate(
            (("AED", "AED hall"), ("EXTINGUISHER", ""), ("CAMERA", f"Cam {floor.ordinal}"))
        ):
            hall = floor.spaces[0]
            at = translate(hall.outline.centroid, 2.0 * n, 0.0)
            found.append(
                Marker(
                    f"m-{kind.lower()}-{floor.id}",
                    kind,
                    label,
                    building.id,
                    floor.id,
                    hall.id,
                    at,
                    attributes={"access": "unlocked"},
                    refs=_refs("markers.csv", n),
                )
            )
    return found


def _analysis(campus: Campus) -> Analysis:
    corners, lines, answers, reach, ways = [], [], [], [], []
    for building in campus.buildings:
        exits = [o for o in building.floors[0].openings if o.exterior and o.number]
        for floor in building.floors:
            doors = {o.joins[0]: o for o in floor.openings if o.kind is OpeningKind.DOOR}
            aed = f"m-aed-{floor.id}"
            for space in floor.spaces[1:]:
                door, middle = doors[space.id], space.outline.centroid
                corner = MultiPolygon([space.outline.intersection(middle.buffer(2.0, 2))])
                corners.append(
                    HardCorner(f"{space.id}/hc", space.id, "candidate", corner, round(corner.area, 2), 20, GLAZING)
                )
                lines.append(Sightline(space.id, door.id, "closed", door.line, 0.044, True))
                answers.append(Assessment(space.id, Outcome.HARD_CORNER, GLAZING))
                reach.append(Reach(space.id, exits[0].id, 31.4, aed, 12.3, ("S1",), ()))
                ways += [
                    _way(space, purpose, exit_, floor, door)
                    for purpose, exit_ in zip(("exit", "second_exit"), exits, strict=True)
                ]
    sides = tuple(Orientation(b.id, 203.0, True, "the main entrance is there") for b in campus.buildings)
    return Analysis(
        tuple(corners), tuple(lines), tuple(answers), reach=tuple(reach), ways=tuple(ways), orientations=sides
    )


def _way(space: Space, purpose: str, exit_: Opening, floor: Floor, door: Opening) -> Way:
    points = [space.outline.centroid, door.line.centroid, translate(door.line.centroid, 0.4, 0.6), exit_.line.centroid]
    line = LineString([(p.x, p.y) for p in points])
    return Way(
        space.id, purpose, exit_.id, round(line.length, 1), (Leg(floor.id, line),), ("S1",) if floor.ordinal else ()
    )
