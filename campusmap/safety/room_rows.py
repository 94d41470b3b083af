"""One row of the room list -> the room it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from campusmap.model.places import Space, Use
from campusmap.model.tables import Row
from campusmap.safety.dates import read_date
from campusmap.safety.lookup import fold
from campusmap.safety.remembered import facts_of_space, find_contradictions
from campusmap.safety.uses import read_use
from campusmap.safety.words import judge_word, says_nothing

Complaint = tuple[str, str]  # notice code, text


def fill_space(space: Space, row: Row) -> tuple[Space, list[Complaint]]:
    """Fill one room in from its row; return it with what in the row could not be used."""
    complaints: list[Complaint] = []
    complaints += [("table.drawing_differs", text) for text in find_contradictions(row, facts_of_space(space))]
    posted, planned = read_numbers(row, space.number, complaints)
    named = _name_space(space, row, complaints)
    filled = replace(
        named,
        posted_number=posted or space.posted_number,
        planned_number=planned or space.planned_number,
        use=_read_use_cell(row, complaints) or space.use,
        occupants=_read_occupants(row, space.occupants, complaints),
        suite=read_optional(row, "suite") or space.suite,
        lockable=read_word(row, "lockable", complaints) or space.lockable,
        two_way=read_word(row, "two_way", complaints) or space.two_way,
        panic=read_word(row, "panic", complaints) or space.panic,
        notes=read_optional(row, "notes") or space.notes,
        refs=(*space.refs, row.ref),
    )
    return filled, complaints


def read_optional(row: Row, column: str) -> str:
    """Return a cell without surrounding space."""
    return row.get(column).strip()


def read_word(row: Row, column: str, complaints: list[Complaint]) -> str:
    """Return a cell that takes one of a few words, "" where it says that nobody knows."""
    text = read_optional(row, column)
    said = judge_word(column, text)
    complaints += [("table.bad_value", said)] if said else []
    return "" if says_nothing(text) else text


def read_who(row: Row) -> str:
    """Return who looked, "" where the row says that nobody knows."""
    who = read_optional(row, "who")
    return "" if says_nothing(who) else who


def read_list(row: Row, column: str) -> tuple[str, ...]:
    """Return a cell's parts, with ; or | between them."""
    return tuple(part.strip() for part in re.split(r"[;|]", row.get(column)) if part.strip())


def read_numbers(
    row: Row, drawn: str, complaints: list[Complaint], folded: Callable[[str], str] = str.strip
) -> tuple[str, str]:
    """Return the number on the wall and the planned number that a row states, "" for each it does not.

    While a number is planned, ``posted_before`` says what is on the wall, if that is not the drawing's number.
    """
    number, posted_on = read_optional(row, "posted_number"), read_optional(row, "posted_on")
    planned = read_optional(row, "planned_number")
    if not number:
        lone = [column for column in ("posted_on", "posted_before") if read_optional(row, column)]
        complaints += [("table.bad_value", f"{column} counts only beside a posted_number") for column in lone]
        return "", planned
    is_date = is_posting_date(posted_on)
    if posted_on and not is_date:
        complaints.append(("table.bad_value", f"posted_on {posted_on!r} is no date, so {number} counts as planned"))
    if is_date or folded(number) == folded(drawn):
        return number, planned
    return read_optional(row, "posted_before"), planned or number


def names_posted(row: Row) -> str:
    """Return the number that a row says is on the wall, with a date; "" for none."""
    return read_optional(row, "posted_number") if is_posting_date(read_optional(row, "posted_on")) else ""


def is_posting_date(text: str) -> bool:
    """Tell whether a cell holds a date: YYYY-MM-DD (a time may follow) or month/day/year."""
    return read_date(text) is not None


def _name_space(space: Space, row: Row, complaints: list[Complaint]) -> Space:
    """Take the table's name and aliases; a name of the drawing that differs stays as an alias."""
    listed = read_list(row, "aliases")
    name = read_optional(row, "name")
    kept: tuple[str, ...] = ()
    if name and space.name and fold(name) != fold(space.name):
        text = f"room {space.number}: the list says {name!r}, the drawing {space.name!r}"
        complaints.append(("table.room_name_differs", text))
        kept = (space.name,)
    aliases = tuple(dict.fromkeys((*space.aliases, *listed, *kept, *_old_numbers(space, row))))
    return replace(space, name=name or space.name, aliases=aliases)


def _old_numbers(space: Space, row: Row) -> Iterator[str]:
    """Yield the number by which the list still knows a room that the drawing has renumbered meanwhile."""
    number = read_optional(row, "number")
    if number and names_posted(row) and space.number and fold(number) != fold(space.number):
        yield number


def _read_use_cell(row: Row, complaints: list[Complaint]) -> Use | None:
    text = read_optional(row, "use")
    use = read_use(text)
    if text and use is None:
        complaints.append(("table.bad_value", f"use {text!r} is not a use that is known"))
    return use


def _read_occupants(row: Row, drawn: int | None, complaints: list[Complaint]) -> int | None:
    """Read a count of people: digits, with thousands commas or a spreadsheet's ".0"."""
    text = read_optional(row, "occupants")
    if not text:
        return drawn
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.0*)?|\d{1,6}(\.0*)?", text):
        return int(float(text.replace(",", "")))
    complaints.append(("table.bad_value", f"occupants {text!r} is not a count of people"))
    return drawn
