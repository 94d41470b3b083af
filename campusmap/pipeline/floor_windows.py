"""Which part of its drawing each floor is taken from, where campus.toml does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from campusmap.georeference.place import place_plan
from campusmap.georeference.plan_floors import DrawnFloor, DrawnFloors, find_floors
from campusmap.model.frame import Frame
from campusmap.model.plan import Plan
from campusmap.model.project import FloorEntry
from campusmap.model.source import Notice, Ref
from campusmap.numbering.levels import read_level
from campusmap.rooms.kind import has_plan_marks, rule_out_plan
from campusmap.rooms.sheet import plan_to_sheet
from campusmap.units import METRES_PER_UNIT, count_of

SEVERAL: Final = "place.several_floors"
GUESSED: Final = "place.window_guessed"
BESIDE: Final = "place.beside_floors"
_LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """A floor's entry with the window it is to be taken from, why it cannot be placed, and what is to be said."""

    entry: FloorEntry
    why_unplaced: str = ""
    notices: tuple[Notice, ...] = ()


def tell_floors(plan: Plan, unit: str) -> DrawnFloors:
    """Tell the floors of a drawing apart; a file that states its rooms, and a drawing that is no plan, hold none."""
    if plan.stated:
        return DrawnFloors()
    drawn = find_floors(plan, METRES_PER_UNIT[unit])
    return DrawnFloors() if drawn.told and not has_plan_marks(plan) and _is_no_plan(plan, unit) else drawn


def _is_no_plan(plan: Plan, unit: str) -> bool:
    metres = METRES_PER_UNIT[unit]
    frame = Frame("none", (metres, 0.0, 0.0, 0.0, metres, 0.0), False, False, unit, "guess", False)
    placed = place_plan(plan, frame)
    return bool(rule_out_plan(placed, plan_to_sheet(placed, frame, "", "")))


def choose_window(plan: Plan, entry: FloorEntry, unit: str) -> Choice:
    """Give a floor without a window the one its drawing suggests.

    Of several floors the one whose label names the floor is taken; the floor is then drawn alone until campus.toml
    confirms the window, for nobody has said where it lies beside the others. Where no label tells, all is drawn in
    one, alone, with an error that lists the windows.
    """
    if entry.window is not None:
        return Choice(entry)
    drawn = tell_floors(plan, unit)
    if not drawn.told:
        return Choice(entry)
    if len(drawn.floors) == 1:
        return Choice(replace(entry, window=drawn.floors[0].window), "", beside_notices(plan.file, drawn))
    found = match_floor(entry, drawn.floors)
    if found is None:
        return Choice(entry, "the drawing holds several floors", (_several(plan.file, entry, drawn.floors),))
    text = (
        f'of {len(drawn.floors)} floors in the drawing the one labelled "{found.title}" was taken; to confirm it, '
        f"write {window_line(found)} under this floor in campus.toml"
    )
    said = Notice(GUESSED, text, plan.file, found.ref)
    return Choice(replace(entry, window=found.window), "the floor's window in the drawing is not confirmed", (said,))


def unplace(frame: Frame, why: str, alone: Frame) -> Frame:
    """Return the frame of a floor that is drawn alone for a reason of its own; ``alone`` only scales to metres."""
    return replace(alone, confirmed=frame.confirmed, why_unplaced=why) if why and frame.placed else frame


def match_floor(entry: FloorEntry, floors: Sequence[DrawnFloor]) -> DrawnFloor | None:
    """Return the one floor whose label speaks of the level that the entry's name or id does, if there is one."""
    rank = read_level(entry.name).rank
    if rank is None:
        rank = read_level(f"level {entry.id}" if entry.id.isdigit() else entry.id).rank
    fits = [floor for floor in floors if floor.title and read_level(floor.title).rank == rank]
    return fits[0] if rank is not None and len(fits) == 1 else None


def _several(file: str, entry: FloorEntry, floors: Sequence[DrawnFloor]) -> Notice:
    listed = "; ".join(f"{_called(floor, n)}: {window_line(floor)}" for n, floor in enumerate(floors[:_LISTED], 1))
    more = f"; and {len(floors) - _LISTED} more" if len(floors) > _LISTED else ""
    text = (
        f"{len(floors)} floors are drawn in one drawing and floor {entry.id} has no window, so that all are drawn as "
        f"one; copy the right window into campus.toml: {listed}{more}"
    )
    return Notice(SEVERAL, text, file, floors[0].ref or Ref(file), count=len(floors))


def _called(floor: DrawnFloor, place: int) -> str:
    return f'"{floor.title}"' if floor.title else f"number {place}"


def window_line(floor: DrawnFloor) -> str:
    """Write a window as campus.toml has it."""
    return f"window = [{', '.join(f'{value:.3f}'.rstrip('0').rstrip('.') for value in floor.window)}]"


def beside_notices(file: str, drawn: DrawnFloors) -> tuple[Notice, ...]:
    """Say what walls, doors or rooms stand outside every floor and were left out: one notice, the largest first."""
    built = sorted((aside for aside in drawn.asides if aside.built), key=lambda aside: -aside.built)
    if not built:
        return ()
    total, (x, y) = sum(aside.built for aside in built), built[0].box[:2]
    what = Counter(aside.what + (f' ("{aside.title}")' if aside.title else "") for aside in built)
    listed = ", ".join(words + (f" ({times} times)" if times > 1 else "") for words, times in what.items())
    where = "the largest of them at the place given" if len(built) > 1 else "at the place given"
    text = f"{count_of(total, 'stroke')} beside the floor plan left out, {where}: by their looks {listed}"
    return (Notice(BESIDE, text, file, Ref(file, x=round(x, 3), y=round(y, 3)), count=total),)
