"""One row of the door list -> the door it is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from campusmap.model.places import Opening
from campusmap.model.tables import Row
from campusmap.safety.glazing import read_glazing
from campusmap.safety.lookup import Spot, door_number, doors_of, find_numbered_doors, find_spaces, fold
from campusmap.safety.remembered import facts_of_opening, find_contradictions
from campusmap.safety.room_rows import Complaint, names_posted, read_list, read_numbers, read_optional, read_word


def find_doors(spots: Iterable[Spot], text: str, siblings: Collection[str] = ()) -> tuple[tuple[Spot, Opening], ...]:
    """Return the doors that a text names: an opening's id, a door number, else the room that a door serves.

    "101" is room 101's door to the corridor (of several, the first by id); "101A", "101B" ... are its further doors,
    or its first, second ... when ``siblings`` (the folded door cells of the same floor) hold no plain "101".
    """
    spots = tuple(spots)
    return find_numbered_doors(spots, text) or _find_served(spots, text, siblings)


def _find_served(spots: tuple[Spot, ...], text: str, siblings: Collection[str]) -> tuple[tuple[Spot, Opening], ...]:
    plain = re.sub(r"^\s*(door|room)\b[\s#]*", "", text, flags=re.IGNORECASE)
    lettered = re.fullmatch(r"(.*\d)[\s.-]?([A-Ha-h])", plain.strip())
    found, index = find_spaces(spots, plain) or find_spaces(spots, door_number(plain)), 0
    if not found and lettered:
        found = find_spaces(spots, lettered[1])
        index = ord(lettered[2].upper()) - ord("A") + (1 if fold(lettered[1]) in siblings else 0)
    doors = [(spot, doors_of(spot.floor, space)) for spot, space in found]
    return tuple((spot, openings[index]) for spot, openings in doors if index < len(openings))


def fill_opening(opening: Opening, row: Row) -> tuple[Opening, list[Complaint]]:
    """Fill one door in from its row; return it with what in the row could not be used."""
    complaints: list[Complaint] = []
    complaints += [("table.drawing_differs", text) for text in find_contradictions(row, facts_of_opening(opening))]
    posted, planned = read_numbers(row, opening.number, complaints, door_number)
    _judge_others(row, complaints)
    filled = replace(
        opening,
        number=_read_number(opening, row, complaints),
        former_number=_former_number(opening, row),
        posted_number=posted or opening.posted_number,
        planned_number=planned or opening.planned_number,
        leaf_depth_in=_read_depth(row, opening.leaf_depth_in, complaints),
        class_=read_word(row, "class", complaints) or opening.class_,
        lock=read_word(row, "lock", complaints) or opening.lock,
        locks_from_inside=read_word(row, "locks_from_inside", complaints) or opening.locks_from_inside,
        access_control=read_word(row, "access_control", complaints) or opening.access_control,
        covering=read_word(row, "covering", complaints) or opening.covering,
        glazing=read_optional(row, "glazing") or opening.glazing,
        swing=read_optional(row, "swing") or opening.swing,
        refs=(*opening.refs, row.ref),
        photos=read_list(row, "photo") or opening.photos,
    )
    return filled, complaints


def _judge_others(row: Row, complaints: list[Complaint]) -> None:
    """Tell what cannot be read of the cells that are read where they are used: those of signs and glass."""
    read_word(row, "sign_outside", complaints)
    read_word(row, "sign_inside", complaints)
    numeral, glazing = read_optional(row, "numeral_in"), read_optional(row, "glazing")
    if numeral and read_numeral_in(numeral) is None:
        text = f"numeral_in {numeral[:60]!r} is not a numeral's height in inches, and counts as blank"
        complaints.append(("table.bad_value", text))
    if glazing and read_glazing(glazing) is None:
        text = f"glazing {glazing[:60]!r} is not understood, so that no room is assessed into which the door looks"
        complaints.append(("table.bad_value", text))


def read_numeral_in(text: str) -> float | None:
    """Return a numeral's height in inches ("6", "6 in", '6"'), None for what is none; up to a yard (tool default)."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:in\.?|inch(?:es)?|\")?", text.strip().lower())
    return float(found[1]) if found and 0 < float(found[1]) <= 36.0 else None


def _former_number(opening: Opening, row: Row) -> str:
    """Return the number by which the list still knows a door that the drawing has renumbered meanwhile."""
    number, posted = read_optional(row, "number") or read_optional(row, "door"), names_posted(row)
    is_renumbered = posted and opening.number and door_number(posted) == door_number(opening.number)
    return number if is_renumbered and door_number(number) not in (door_number(posted), fold(opening.id)) else ""


def _read_number(opening: Opening, row: Row, complaints: list[Complaint]) -> str:
    number = read_optional(row, "number")
    is_former = bool(_former_number(opening, row))
    if number and opening.number and not is_former and door_number(number) != door_number(opening.number):
        complaints.append(("table.bad_value", f"number {number!r} is {opening.number!r} on the drawing, which counts"))
    return opening.number or number


def _read_depth(row: Row, drawn: float | None, complaints: list[Complaint]) -> float | None:
    """Read a leaf's depth in inches: "1.75", "1 3/4", "1-3/4 in"; 0.5 to 6 is taken for possible (tool default)."""
    text = read_optional(row, "leaf_depth_in")
    parts = re.fullmatch(r"(\d+(?:\.\d+)?)(?:[\s-]+(\d+)/(\d+))?\s*(?:in\.?|inch(?:es)?|\")?", text)
    if not text:
        return drawn
    if parts and parts[3] != "0":
        depth = float(parts[1]) + (int(parts[2]) / int(parts[3]) if parts[2] else 0.0)
        if 0.5 <= depth <= 6.0:
            return depth
    complaints.append(("table.bad_value", f"leaf_depth_in {text!r} is not a leaf's depth in inches"))
    return drawn
