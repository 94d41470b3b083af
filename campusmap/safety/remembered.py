"""What the drawing said when somebody corrected a room or door, and what it says against that now.

A row's cell ``drawn`` holds it: "number=103; name=ART; use=classroom". A row without one remembers nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from campusmap.model.places import Opening, Space
from campusmap.model.tables import Row
from campusmap.safety.lookup import fold
from campusmap.safety.uses import read_use

DRAWN: Final = "drawn"
# Which cell of a row stands against which fact of the drawing; what has none is about the thing itself.
CELLS: Final = {"number": "posted_number", "name": "name", "use": "use", "glazing": "glazing"}
_ITSELF: Final = {"kind": "was", "between": "led between"}
_CORRECTED: Final = ("posted_number", "class", "lock", "locks_from_inside", "access_control", "glazing", "covering")


def facts_of_space(space: Space) -> dict[str, str]:
    """Return what the drawing says of a room that a person may say otherwise."""
    return {"number": space.number, "name": space.name, "use": space.use.value}


def facts_of_opening(opening: Opening) -> dict[str, str]:
    """Return what the drawing says of a door that a person may say otherwise, and by which it is known again."""
    return {"number": opening.number, "glazing": opening.glazing, "kind": opening.kind.value.replace("_", " "),
            "between": " and ".join(sorted(opening.joins))}  # fmt: skip


def write_facts(facts: Mapping[str, str]) -> str:
    """Write facts as a cell holds them."""
    return "; ".join(f"{key}={' '.join(text.replace(';', ',').split())}" for key, text in sorted(facts.items()))


def read_facts(cell: str) -> dict[str, str]:
    """Return the facts that a cell holds; what is no fact in it is left out."""
    pairs = (part.partition("=") for part in cell.split(";") if "=" in part)
    return {key.strip().casefold(): text.strip() for key, _, text in pairs}


def find_contradictions(row: Row, now: Mapping[str, str]) -> list[str]:
    """Say in which facts the drawing has changed since a row was corrected, and does not say as the row does."""
    then = read_facts(row.get(DRAWN))
    signed = f"{row.get('edited_by').strip() or 'somebody'} on {row.get('edited_on').strip() or 'a day not given'}"
    changed = [key for key in sorted(then) if now.get(key) and fold(now[key]) != fold(then[key])]
    said = [_word_cell(row, key, then[key], now[key], signed) for key in changed if key in CELLS]
    is_corrected = any(row.get(column) for column in _CORRECTED)
    said += [
        f"when {signed} wrote this, it {_ITSELF[key]} {then[key]}; on the drawing of today that is {now[key]}"
        for key in changed if key in _ITSELF and is_corrected
    ]  # fmt: skip
    return [text for text in said if text]


def _word_cell(row: Row, key: str, then: str, now: str, signed: str) -> str:
    """Word one cell that the drawing contradicts, "" where nobody filled it in or the drawing has followed."""
    stated = row.get(CELLS[key]).strip()
    use = read_use(stated) if key == "use" else None
    if not stated or fold(use.value if use else stated) == fold(now):
        return ""
    return f"{signed} wrote {key} {stated!r} where the drawing said {then or 'nothing'}; it says {now} now"
