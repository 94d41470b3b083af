"""One level of an indoor file as a plan: in metres of its UTM zone, every feature used, left out by name, or unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Point

from campusmap.errors import InputError
from campusmap.geometry.geodesy import lonlat_to_xy, project_coords, shape_to_xy, utm_epsg
from campusmap.ingest.indoor_doors import DOOR_M, index_borders, is_on_border
from campusmap.ingest.indoor_item import Indoor, Item, LevelFact
from campusmap.ingest.indoor_levels import choose_level, is_on_level
from campusmap.ingest.indoor_strokes import Drawn, Placed, areas_of, draw_items
from campusmap.model.plan import Geodata, LayerFact, Plan, Role, TallyRow
from campusmap.model.source import Notice, Ref
from campusmap.units import count_of, say_area, say_length

_WIDEST_M: Final = 20_000.0  # a campus is smaller; a UTM zone's coordinates are not to be trusted far outside it
_OTHER_LEVEL: Final = "on another level"
_NO_LEVEL: Final = "its level is not stated"
_NOT_DRAWN: Final = "not drawn: {}"
_USED: Final = ""
_DRAWN: Final = frozenset([Role.ROOM, Role.DOOR, Role.WALL, Role.WINDOW, Role.COLUMN, Role.STAIR, Role.OUTLINE])
_MAY_BE_UNLEVELLED: Final = frozenset([Role.DOOR, Role.WINDOW])  # a node shared with a room lies on the room's level


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The items of one level, and for every item of the file why it is not among them."""

    taken: tuple[Placed, ...]
    fates: tuple[str, ...]


def indoor_to_plan(indoor: Indoor, name: str, wanted: str) -> Plan:
    """Draw one level; raise InputError when it is not said which, or the file is no plan of a building."""
    level = choose_level(indoor.levels, wanted, name)
    epsg = _choose_zone(indoor.items)
    sorted_ = _sort_items(indoor.items, level, len(indoor.levels), epsg)
    _refuse_world(sorted_.taken, name)
    drawn = draw_items(sorted_.taken)
    _refuse_empty(indoor, drawn, name)
    return Plan(
        file=name,
        sha256=indoor.sha256,
        version=indoor.version,
        unit="m",
        layers=_layer_facts(indoor, drawn),
        strokes=drawn.strokes,
        labels=drawn.labels,
        inserts=(),
        tally=_tally(indoor, sorted_.fates),
        geodata=Geodata(f"EPSG:{epsg}", (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)),
        notices=(
            *indoor.notices,
            *_level_notices(indoor, sorted_, name),
            *_width_notices(drawn, name),
            *_floor_notices(drawn, name),
        ),
        stated=True,
        level=level.key if level else "",
    )


def _choose_zone(items: Sequence[Item]) -> int:
    """Return the UTM zone of the middle of the rooms, or of whatever has a shape."""
    shapes = [item.geometry for item in items if item.geometry is not None and item.role is Role.ROOM]
    shapes = shapes or [item.geometry for item in items if item.geometry is not None]
    if not shapes:
        return utm_epsg(0.0, 0.0)
    middle = np.median(shapely.get_coordinates(shapely.centroid(np.array(shapes, dtype=object))), axis=0)
    return utm_epsg(float(middle[0]), float(middle[1]))


def _sort_items(items: Sequence[Item], level: LevelFact | None, levels: int, epsg: int) -> _Sorted:
    fates = [_fate(item, level, levels) for item in items]
    placed = {i: _place(items[i], epsg) for i, fate in enumerate(fates) if fate == _USED}
    borders = index_borders(
        [part for one in placed.values() if one.item.role is Role.ROOM for part in areas_of(one.shape)]
    )
    for i, fate in enumerate(fates):
        if fate == _NO_LEVEL and items[i].role in _MAY_BE_UNLEVELLED:
            one = _place(items[i], epsg)
            if is_on_border(one.shape, borders):
                fates[i], placed[i] = _USED, one
    return _Sorted(tuple(placed[i] for i in sorted(placed)), tuple(fates))


def _fate(item: Item, level: LevelFact | None, levels: int) -> str:
    """Return why an item is not drawn, "" when it is."""
    if item.left_out:
        return item.left_out
    if item.role not in _DRAWN or item.geometry is None:
        return _NOT_DRAWN.format(item.reason)
    if level is None or (not item.levels and levels == 1):
        return _USED
    if not item.levels:
        return _NO_LEVEL
    return _USED if is_on_level(item.levels, level.key) else _OTHER_LEVEL


def _place(item: Item, epsg: int) -> Placed:
    to_xy = lonlat_to_xy(epsg)
    spots = project_coords(to_xy, item.doors) if item.doors else ()
    return Placed(item, shape_to_xy(item.geometry or Point(), epsg), tuple(Point(x, y) for x, y in spots))


def _refuse_world(taken: Sequence[Placed], name: str) -> None:
    """Refuse shapes strewn over more than a campus: they are no rooms."""
    coords = shapely.get_coordinates([one.shape for one in taken])
    if not len(coords):
        return
    spread = np.ptp(coords, axis=0).max() if np.isfinite(coords).all() else np.inf
    if spread > _WIDEST_M:
        problem = "is no plan of a building: its shapes lie more than 20 km apart"
        raise InputError(
            name,
            problem,
            "give a file with the rooms of one campus, in its true coordinate system",
            code="indoor.spread",
        )


def _refuse_empty(indoor: Indoor, drawn: Drawn, name: str) -> None:
    """Refuse a file that would make an empty floor, saying what it holds instead."""
    roles = {item.layer: item.role for item in indoor.items}
    if any(roles.get(stroke.layer) in {Role.ROOM, Role.WALL} for stroke in drawn.strokes):
        return
    counts = Counter(item.layer for item in indoor.items)
    held = ", ".join(f"{count} {layer}" for layer, count in counts.most_common(4))
    unread = next((notice.text for notice in indoor.notices if notice.code == "vector.unread"), "")
    problem = f"holds no rooms and no walls, only {held}" if held else f"holds no rooms: {unread}"
    raise InputError(
        name,
        problem,
        "give a file with rooms as areas, or name the column that tells what is a room",
        code="indoor.no_rooms",
    )


def _layer_facts(indoor: Indoor, drawn: Drawn) -> tuple[LayerFact, ...]:
    facts = {item.layer: (item.role, item.reason) for item in indoor.items}
    counts = Counter(item.layer for item in indoor.items)
    if any(stroke.layer not in facts for stroke in drawn.strokes):
        facts["door"] = (Role.DOOR, "an attribute of rooms lists their doors")
    rows = [LayerFact(name, role, reason, counts[name]) for name, (role, reason) in sorted(facts.items())]
    unread = [LayerFact("unread features", Role.ANNOTATION, "no shape that can be read", indoor.unread)]
    return tuple(rows + (unread if indoor.unread else []))


def _tally(indoor: Indoor, fates: Sequence[str]) -> tuple[TallyRow, ...]:
    counts = Counter((item.kind, item.layer, fate) for item, fate in zip(indoor.items, fates, strict=True))
    rows = [
        TallyRow(kind, layer, count, 0 if fate else count, count if fate else 0, fate)
        for (kind, layer, fate), count in sorted(counts.items())
    ]
    unread = [TallyRow("Feature", "unread features", indoor.unread, 0, 0, "", indoor.unread)]
    return tuple(rows + (unread if indoor.unread else []))


def _level_notices(indoor: Indoor, sorted_: _Sorted, name: str) -> list[Notice]:
    lost = [i for i, fate in zip(indoor.items, sorted_.fates, strict=True) if fate == _NO_LEVEL and i.role is Role.ROOM]
    if not lost:
        return []
    shown = ", ".join(item.number or item.name or item.handle for item in lost[:5])
    text = f"{count_of(len(lost), 'room')} without a level, on no floor: {shown}"
    return [Notice("vector.no_level", text, name, Ref(name, lost[0].layer, lost[0].handle), count=len(lost))]


def _width_notices(drawn: Drawn, name: str) -> list[Notice]:
    if not drawn.assumed:
        return []
    first = drawn.assumed[0]
    x, y = first.points[0]
    ref = Ref(name, first.layer, first.handle, round(x, 3), round(y, 3))
    text = f"{count_of(len(drawn.assumed), 'door')} without a width, drawn {say_length(DOOR_M)} wide"
    return [Notice("vector.door_width", text, name, ref, count=len(drawn.assumed))]


def _floor_notices(drawn: Drawn, name: str) -> list[Notice]:
    notices = []
    for item, part in drawn.left:
        at = part.representative_point()
        text = f"{say_area(part.area)} inside the outline lie in no room of the file and are left blank"
        ref = Ref(name, item.layer, item.handle, round(at.x, 3), round(at.y, 3))
        notices.append(Notice("vector.floor_left", text, name, ref))
    return notices
