"""Propose room numbers for a building: the fewest changes after which its rooms fit the scheme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from shapely import Point

from campusmap.model.places import Building, Floor, Space
from campusmap.model.proposal import Change
from campusmap.numbering.grammar import fold_number, split_number
from campusmap.numbering.propose_apart import Avoid, number_apart
from campusmap.numbering.propose_desk import Desk, own_serial, planned_or_shown
from campusmap.numbering.propose_inner import Families, number_children, number_inner, read_families
from campusmap.numbering.propose_row import RowRules, number_run
from campusmap.numbering.propose_runs import Run, Stand, lay_runs, needs_number
from campusmap.numbering.propose_style import RoomStyle, read_style
from campusmap.numbering.scheme import Scheme
from campusmap.numbering.speech import spoken_key


def propose_rooms(
    building: Building, scheme: Scheme, entrance: Point, used: Iterable[str]
) -> tuple[list[Change], list[str]]:
    """Return the changes of a building's room numbers, and what could not be numbered.

    ``entrance`` is where the main entrance lies, in the floors' metres; ``used`` are folded numbers that are or were
    somebody's, none of which is given anew.
    """
    desk = number_apart(lambda avoid: _number_building(building, scheme, entrance, {*used}, avoid))
    changes = [
        _change(desk, floor, room)
        for floor in building.floors
        for room in filter(needs_number, floor.spaces)
        if desk.given.get(room.id, "") not in ("", desk.numbers[room.id])
    ]
    return changes, desk.remarks


def _number_building(building: Building, scheme: Scheme, entrance: Point, used: set[str], avoid: Avoid) -> Desk:
    rooms = [space for floor in building.floors for space in floor.spaces if needs_number(space)]
    desk = Desk(building, scheme, entrance, used, {s.id: planned_or_shown(s) for s in rooms}, avoid)
    for room in filter(desk.is_frozen, rooms):
        desk.holders.setdefault(fold_number(desk.numbers[room.id]), room.id)
    for floor in sorted(building.floors, key=lambda f: (abs(f.ordinal), f.ordinal, f.id)):
        _number_floor(desk, floor)
    return desk


def _change(desk: Desk, floor: Floor, room: Space) -> Change:
    return Change("room", room.id, desk.building.id, floor.id, room.shown_number, desk.given[room.id],
                  desk.reasons[room.id], room.name)  # fmt: skip


def _number_floor(desk: Desk, floor: Floor) -> None:
    numbers = [desk.numbers[s.id] for s in floor.spaces if desk.numbers.get(s.id)]
    style = read_style(desk.building, floor, numbers, desk.scheme)
    if style is None:
        name = floor.name or floor.id
        desk.remarks.append(f"marks part the room numbers of {name}, such as {numbers[0]}; number them by hand")
        return
    laid = lay_runs(floor, desk.entrance)
    faults = {
        s.id: style.find_fault(number) or desk.avoid.get((s.id, number), "")
        for s in floor.spaces if (number := desk.numbers.get(s.id)) is not None
    }  # fmt: skip
    for room in (space for space in floor.spaces if faults.get(space.id) and desk.is_frozen(space)):
        desk.keep(room)
        desk.remarks.append(_lost(desk, room, faults[room.id], style))
    _respell(desk, floor, style, faults)
    families = read_families(desk, floor, faults)
    for run in laid.runs:
        _number_run(desk, run, style, faults, families)
    fronts = [room for room in laid.loose if room.id not in families.parent_of]
    for room in sorted(fronts, key=lambda r: (bool(faults[r.id]), desk.numbers[r.id], r.id)):
        _number_loose(desk, floor, room, style, faults)
    number_inner(desk, laid, style, faults, families)
    number_children(desk, floor, style, families)


def _respell(desk: Desk, floor: Floor, style: RoomStyle, faults: dict[str, str]) -> None:
    """Write numbers that are only spelled against the scheme as it asks, where that is nobody else's number."""
    for room in floor.spaces:
        number = desk.numbers.get(room.id, "")
        plain = fold_number(style.strip(number))
        others = {fold_number(other) for owner, other in desk.numbers.items() if owner != room.id}
        if not faults.get(room.id) or plain in ("", number) or not plain.isascii() or desk.is_frozen(room):
            continue
        split = split_number(plain)
        is_orphan = split is not None and split[2] != "" and split[0] + split[1] not in others
        if not style.find_fault(plain) and plain not in others and not is_orphan:
            desk.give(room, plain, f"{faults[room.id]}; the number itself stays")
            faults[room.id] = ""


def _number_run(desk: Desk, run: Run, style: RoomStyle, faults: dict[str, str], families: Families) -> None:
    stands = {
        s.room.id: s for row in run.rows for s in row if s.room.id in families.weights and s.room.id not in desk.given
    }
    own = {
        room: serial for room, s in stands.items() if (serial := own_serial(desk, s.room, style, faults)) is not None
    }
    foreign = [s.room for s in stands.values() if not faults[s.room.id] and s.room.id not in own]
    for room in foreign:  # such as another wing's numbers: right by themselves, in no order with these
        desk.keep(room)
    stands = {room: s for room, s in stands.items() if room not in desk.given}
    free = _free_serials(desk, style)
    rules = RowRules(
        own, {room for room, s in stands.items() if desk.is_frozen(s.room)},
        {room: families.weights[room] for room in stands}, free,
        desk.scheme.rises_along_corridor and run.is_one_way, desk.scheme.rises_from_entrance and run.leads_off,
        desk.scheme.odd_even_sides and run.is_one_way,
        _alike(desk, style, free), _start(desk, style), desk.scheme.spare,
        {room: {style.serial_of(number) for number in desk.list_avoided(room)} for room in stands},
    )  # fmt: skip
    found = number_run(run, rules)
    twice = _list_doubles(found, rules)
    if twice:
        found = number_run(run, replace(rules, own={key: value for key, value in own.items() if key not in twice}))
    kept = {own[key] for key, value in found.items() if key in own and value in (None, own[key])}
    for key, value in found.items():
        if value is not None and value != own.get(key) and own.get(key) in kept:
            faults[key] = f"{desk.numbers[key]} is another room's number"
    for row in run.rows:
        placed = [s for s in row if s.room.id in stands]
        for n, stand in enumerate(placed):
            beside = _neighbours(desk, placed, n, run)
            _settle(
                desk,
                stand.room,
                found[stand.room.id],
                own.get(stand.room.id),
                style,
                faults,
                beside,
                rules.is_strict and not stand.is_end,
            )


def _list_doubles(found: Mapping[str, int | None], rules: RowRules) -> set[str]:
    """Return the rooms that would stay out of order with a number that another room of the run has."""
    had = {value for value in found.values() if value is not None}
    twice = set()
    for key in (key for key, value in found.items() if value is None and key in rules.own):
        if rules.own[key] in had and key not in rules.frozen:
            twice.add(key)
        had.add(rules.own[key])
    return twice


def _free_serials(desk: Desk, style: RoomStyle) -> list[int]:
    return [serial for serial in style.serials if fold_number(style.write(serial)) not in desk.used]


def _alike(desk: Desk, style: RoomStyle, free: Sequence[int]) -> frozenset[int]:
    """Return the free serials whose numbers sound like one that somebody has."""
    said = {spoken_key(number) for number in (*desk.numbers.values(), *desk.given.values()) if number}
    return frozenset(serial for serial in free if spoken_key(style.write(serial)) in said)


def _start(desk: Desk, style: RoomStyle) -> int:
    """Return where a corridor without numbers begins: after the highest number of its floor."""
    serials = [style.serial_of(number) or 0 for number in (*desk.numbers.values(), *desk.given.values())
               if not style.find_fault(number)]  # fmt: skip
    return 1 + max(serials, default=0)


def _settle(
    desk: Desk, room: Space, value: int | None, own: int | None, style: RoomStyle, faults: Mapping[str, str],
    beside: str, is_bound: bool,
) -> None:  # fmt: skip
    """Give a room the serial that was found for it, or say why there is none."""
    fault = faults[room.id] or f"{desk.numbers[room.id]} is out of order{beside}"
    if value is None:
        if own is None or is_bound:
            desk.remarks.append(_lost(desk, room, fault, style))
        desk.keep(room)
    elif value == own:
        desk.keep(room)
    else:
        new = style.write(value)
        desk.give(room, new, f"{fault}; {new} is next in order{beside}" if faults[room.id] else fault)


def _lost(desk: Desk, room: Space, fault: str, style: RoomStyle) -> str:
    name = desk.numbers[room.id] or room.name or room.id
    if desk.is_frozen(room):
        return f"{name} on {style.floor} is frozen and keeps its number, though {fault}"
    return (
        f"{name} on {style.floor} finds no number: {fault}, and all that fit are or were in use; set a larger width in "
        "[numbering], or number it by hand"
    )


def _neighbours(desk: Desk, row: Sequence[Stand], n: int, run: Run) -> str:
    """Say where in a corridor a room stands: after which and before which room."""
    names = [
        desk.given.get(s.room.id) or desk.numbers[s.room.id] or s.room.name for s in (*row[:n][-1:], *row[n + 1 :][:1])
    ]
    corridor = run.corridor.shown_number or run.corridor.name or run.corridor.use.value
    beside = " and ".join(name for name in names if name)
    return f" along {corridor}" + (f", beside {beside}" if beside else "")


def _number_loose(desk: Desk, floor: Floor, room: Space, style: RoomStyle, faults: dict[str, str]) -> None:
    """Number a room that no corridor is known of: after the nearest room that has a number."""
    if room.id in desk.given:
        return
    own = own_serial(desk, room, style, faults)
    if not faults[room.id]:
        desk.keep(room)
        return
    near = _nearest(desk, floor, room, style)
    free = _free_serials(desk, style)
    if not free:
        _settle(desk, room, None, own, style, faults, "", is_bound=True)
        return
    wish = style.serial_of(near) if near else _start(desk, style)
    avoided = {style.serial_of(number) for number in desk.list_avoided(room.id)}
    value = min(free, key=lambda serial: (serial in avoided, abs(serial - (wish or 0)), serial))
    beside = f" near {near}" if near else ""
    desk.give(room, style.write(value), f"{faults[room.id]}; {style.write(value)} is the nearest free number{beside}")


def _nearest(desk: Desk, floor: Floor, room: Space, style: RoomStyle) -> str:
    """Return the number of the nearest room with one that can be counted from, "" for none."""
    known = [(desk.given.get(s.id) or ("" if style.find_fault(n) else n), s) for s in floor.spaces
             if s.id != room.id and (n := desk.numbers.get(s.id)) is not None]  # fmt: skip
    measured = [(round(s.outline.distance(room.outline), 3), s.id, n) for n, s in known
                if n and style.serial_of(n) is not None]  # fmt: skip
    return min(measured)[2] if measured else ""
