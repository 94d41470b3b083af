"""What one who walks the campus looks at: rooms with their doors and devices, floor by floor, in walking order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from campusmap.carto.directory import Directory, make_directory, natural_key, sorted_buildings, sorted_floors
from campusmap.carto.plans import building_title
from campusmap.carto.symbols import load_symbols
from campusmap.carto.unnumbered import place_bare_doors
from campusmap.carto.walk_order import order_walk
from campusmap.model.analysis import Analysis, HardCorner
from campusmap.model.kit import Kit
from campusmap.model.places import OUTSIDE, Building, Campus, Floor, Marker, Opening, Space, Use
from campusmap.model.source import Ref
from campusmap.model.survey import LEVEL_SIGN, POSTED_NUMBER
from campusmap.model.tables import Row
from campusmap.model.walk import WalkAsk, WalkItem, WalkStage
from campusmap.safety.lookup import DOORS
from campusmap.units import say_area

_YES_NO: Final = ("yes", "no")
_WAYS: Final = frozenset({Use.CORRIDOR, Use.LOBBY})
_BARE: Final = frozenset({"", "none", "no", "solid"})  # glazing of a leaf without glass
_OPEN: Final = frozenset({"candidate", "stale"})
# Questions by the line of the requirements that wants their answer: of exterior doors, of classrooms, of their doors.
_EXTERIOR: Final = (
    ("R18", "class", "Class", ("primary", "secondary", "non-designated")),
    ("R18", "lock", "Lock", ("key", "panic bar", "card reader", "none")),
    ("R18", "access_control", "Access control", ("card reader", "camera", "buzzer", "key", "none")),
    ("R17", "sign_outside", "Number outside", _YES_NO),
    ("R17", "sign_inside", "Number inside", _YES_NO),
    ("R17", "numeral_in", "Height of the numerals, inches", ()),
)
_CLASSROOM: Final = (
    ("E02", "lockable", "Locks from inside", _YES_NO),
    ("E07", "panic", "Panic alarm", _YES_NO),
    ("E08", "two_way", "Two-way communication", _YES_NO),
)
# Questions about devices by kind: what a responder is told of them, and what goes out of date.
_OF_BOX: Final = (("contents", "What is in it", ()), ("holder", "Who holds its key", ()))
_OF_DEVICE: Final[dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]]] = {
    "AED": (
        ("access", "Who can get at it", ("always", "school hours", "locked cabinet")),
        ("pad_expiry", "Its pads expire on, as 2028-05-31", ()),
    ),
    "BLEEDING_KIT": (("access", "Who can get at it", ("always", "school hours")),),
    "KEY_BOX": _OF_BOX,
    "KEY_CABINET": _OF_BOX,
    "HAZARD": (("contents", "What is there", ()),),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the items depend on: lines that want an answer, open hard corners by room, rows of the doors, the grid."""

    lines: frozenset[str]
    corners: Mapping[str, HardCorner]
    rows: Mapping[Ref, Row]
    places: Directory


def list_walk(kit: Kit, door_rows: Iterable[Row] = ()) -> tuple[WalkStage, ...]:
    """Return what there is to look at, by floor; what stands on no floor follows its building, the grounds come last.

    What is asked beside "is it right" depends on the requirement packs that the project chose.
    """
    lines = frozenset(line.id for pack in kit.requirements.packs for line in pack.lines)
    corners = {corner.space: corner for corner in kit.analysis.hard_corners if corner.status in _OPEN}
    asked = _Asked(lines, corners, {row.ref: row for row in door_rows}, make_directory(kit.campus))
    return tuple(stage for stage in _list_stages(kit.campus, kit.analysis, asked) if stage.items)


def _list_stages(campus: Campus, analysis: Analysis, asked: _Asked) -> Iterator[WalkStage]:
    along = {each.space: each for each in sorted(analysis.walking.along, key=lambda each: -each.metres)}
    here = [marker for marker in campus.markers if marker.is_there]
    for building in sorted_buildings(campus):
        title = building_title(building)
        for floor in sorted_floors(building):
            devices = [marker for marker in here if marker.floor == floor.id]
            items = (
                *_signs(building, floor),
                *_list_floor(floor, order_walk(floor, along, building.main_entrance), devices, asked),
            )
            yield WalkStage(floor.id, f"{floor.name or floor.id}, {title}", floor.id, items)
        rest = [marker for marker in here if marker.building == building.id and not marker.floor]
        yield WalkStage(building.id, f"On no floor, {title}", "", tuple(map(_device, _sorted(rest))))
    grounds = [marker for marker in here if not marker.building and not marker.floor]
    yield WalkStage(campus.id, "Grounds", "", tuple(map(_device, _sorted(grounds))))


def _signs(building: Building, floor: Floor) -> Iterator[WalkItem]:
    if len(building.floors) > 1 and floor.spaces:
        ask = WalkAsk(LEVEL_SIGN, "What the sign at the stairs says")
        yield WalkItem(floor.id, "floor", "", "Sign at the stairs", asks=(ask,))


def _list_floor(floor: Floor, rooms: Iterable[Space], devices: list[Marker], asked: _Asked) -> Iterator[WalkItem]:
    """Yield each room, then the doors that are its own, then the devices in it; doors of corridors alone with them."""
    uses = {space.id: space.use for space in floor.spaces}
    names = {space.id: _call(space) for space in floor.spaces}
    doors = [door for door in floor.openings if door.kind in DOORS]
    home = {door.id: home_of(door, uses) for door in doors}
    spots = place_bare_doors(asked.places, floor, home)
    for space in rooms:
        own = [door for door in doors if home[door.id] == space.id]
        is_bare = not (space.shown_number or space.name)
        yield replace(_room(space, asked), where=_reached(space, doors, names)) if is_bare else _room(space, asked)
        yield from (_at(_door(door, space.id, names, uses, asked), spots) for door in by_number(own, spots))
        yield from map(_device, _sorted(marker for marker in devices if marker.space == space.id))
    strays = [door for door in doors if not home[door.id]]
    yield from (_at(_door(door, "", names, uses, asked), spots) for door in by_number(strays, spots))
    yield from map(_device, _sorted(marker for marker in devices if marker.space not in uses))


def _call(space: Space) -> str:
    """Return what a room is called where others lead to it; one without number and name by its use."""
    use = "room without a number" if space.use is Use.UNKNOWN else space.use.value.replace("_", " ")
    return space.shown_number or space.name or f"{'an' if use[0] in 'aeio' else 'a'} {use}"


def _reached(space: Space, doors: list[Opening], names: dict[str, str]) -> str:
    """Say from where a room is reached that has neither number nor name by which it could be found."""
    sides = {side for door in doors if space.id in door.joins for side in door.joins} - {space.id}
    found = sorted({names.get(side, "outside") for side in sides}, key=natural_key)
    return f"reached from {' and '.join(found[:2])}" if found else ""


def home_of(door: Opening, uses: dict[str, Use]) -> str:
    """Return the space whose door this is: a room before a corridor; "" where none is known."""
    sides = sorted((uses[side] in _WAYS, side) for side in door.joins if side in uses)
    return sides[0][1] if sides else ""


def by_number(doors: Iterable[Opening], spots: Mapping[str, str]) -> list[Opening]:
    """Sort doors, those to the outside first; those without a number by where they are, as ``spots`` has it."""

    def rank(door: Opening) -> tuple[object, ...]:
        return not door.exterior, natural_key(door.shown_number), natural_key(spots.get(door.id, "")), door.id

    return sorted(doors, key=rank)


def _sorted(markers: Iterable[Marker]) -> list[Marker]:
    return sorted(markers, key=lambda marker: (marker.kind, natural_key(marker.label), marker.id))


def _room(space: Space, asked: _Asked) -> WalkItem:
    corner = asked.corners.get(space.id)
    known = {"lockable": space.lockable, "panic": space.panic, "two_way": space.two_way}
    asks = [_number(space)]
    if space.use is Use.CLASSROOM:
        asks += [
            WalkAsk(fact, words, known[fact], usual) for line, fact, words, usual in _CLASSROOM if line in asked.lines
        ]
    if corner is not None:
        words = f"Hard corner of {say_area(corner.area_m2)}, out of line of sight through the door's glass"
        asks.append(WalkAsk("hard_corner", words, "", ("confirmed", "rejected")))
    kind = space.use.value if space.use is not Use.UNKNOWN else ""
    area = round(corner.area_m2, 1) if corner is not None else 0.0
    name = space.name or kind.capitalize() or "Room"
    return WalkItem(space.id, "room", space.shown_number, name, "", _drawn(space), tuple(asks), area)


def _number(thing: Space | Opening) -> WalkAsk:
    return WalkAsk(POSTED_NUMBER, "Number on the sign", thing.shown_number)


def _drawn(thing: Space | Opening) -> str:
    return thing.number if thing.number != thing.shown_number else ""


def _door(door: Opening, home: str, names: dict[str, str], uses: dict[str, Use], asked: _Asked) -> WalkItem:
    asks = [_number(door)] if door.exterior or door.shown_number else []
    if door.exterior:
        asks += _outer(door, asked)
    elif any(uses.get(side) is Use.CLASSROOM for side in door.joins):
        asks += _inner(door, asked.lines)
    return WalkItem(
        door.id, "door", door.shown_number, "Exterior door" if door.exterior else "Door", _leads(door, home, names),
        _drawn(door), tuple(asks),
    )  # fmt: skip


def _at(item: WalkItem, spots: Mapping[str, str]) -> WalkItem:
    """Say of a door that has nothing else to be told by where on the map it is."""
    return replace(item, where=f"{item.where}, {spots[item.id]}") if item.id in spots else item


def _outer(door: Opening, asked: _Asked) -> Iterator[WalkAsk]:
    rows = [asked.rows[ref] for ref in door.refs if ref in asked.rows]
    known = {"class": door.class_, "lock": door.lock, "access_control": door.access_control}
    for line, fact, words, usual in _EXTERIOR:
        if line in asked.lines and (line != "R17" or door.shown_number):
            listed = next((cell for row in rows if (cell := row.get(fact))), "")
            yield WalkAsk(fact, words, known.get(fact) or listed, usual)


def _inner(door: Opening, lines: Collection[str]) -> Iterator[WalkAsk]:
    if "E02" in lines:
        yield WalkAsk("locks_from_inside", "Locks from inside", door.locks_from_inside, _YES_NO)
    if "E04" in lines and door.glazing.strip().lower() not in _BARE:
        yield WalkAsk("covering", "Covering of the glass", door.covering, ("blind", "film", "curtain", "none"))


def _leads(door: Opening, home: str, names: dict[str, str]) -> str:
    others = [side for side in door.joins if side != home]
    if OUTSIDE in others:
        return f"from {names.get(home) or 'inside'} to the outside"
    named = [name for side in others if (name := names.get(side))]
    if not named:
        return f"of {names[home]}" if home in names else ""
    return f"from {names.get(home) or 'here'} to {named[0]}"


def _device(marker: Marker) -> WalkItem:
    symbol = load_symbols().get(marker.kind)
    title = symbol.title if symbol is not None else marker.kind
    own = marker.attributes
    asks = tuple(
        WalkAsk(fact, words, own.get(fact, ""), usual) for fact, words, usual in _OF_DEVICE.get(marker.kind, ())
    )
    return WalkItem(marker.id, "device", "", title, marker.label if marker.label != title else "", asks=asks)
