"""What each text on a sheet is: a room number, a name, an area, a door tag, or something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import shapely

from campusmap.geometry.lines import make_points
from campusmap.model.plan import Label, Role
from campusmap.rooms.hints import block_to_subject, layer_to_kind, tag_to_kind
from campusmap.rooms.looks import text_to_kinds
from campusmap.rooms.marks import Mark, TextKind
from campusmap.rooms.misread import drop_misread
from campusmap.rooms.pointers import find_tips
from campusmap.rooms.sheet import Sheet
from campusmap.rooms.words import is_room_name

__all__ = ["Mark", "TextKind", "label_to_marks", "sheet_to_marks", "text_to_kinds"]


def sheet_to_marks(sheet: Sheet) -> tuple[Mark, ...]:
    """Tell what each line of each room or door text is; other texts on the sheet are OTHER."""
    naming = _find_naming_layers(sheet.labels)
    numbering = _find_numbering_layers(sheet.labels, naming)
    tips = find_tips([label for label, _ in sheet.labels], sheet.strokes[Role.LABEL])
    marks = [
        mark if tip is None else replace(mark, tip=tip)
        for (label, role), tip in zip(sheet.labels, tips, strict=True)
        for mark in label_to_marks(label, Role.LABEL if _labels_room(label, naming, numbering) else role)
    ]
    return drop_misread(sheet, marks)


_NOTES: Final = (Role.ANNOTATION, Role.OTHER)
_NAMES: Final = 3  # room names from which a layer for notes is one for room names as well; tool default
_BESIDE_M: Final = 1.5  # a room's number stands this near its name; tool default


def _find_naming_layers(labels: Sequence[tuple[Label, Role]]) -> frozenset[str]:
    """Return the layers for notes that hold the room names, on a sheet whose label layers hold none."""
    named = Counter((label.layer, role) for label, role in labels if is_room_name(label.text))
    if any(count >= _NAMES for (_, role), count in named.items() if role in (Role.LABEL, Role.ROOM)):
        return frozenset()
    return frozenset(layer for (layer, role), count in named.items() if role in _NOTES and count >= _NAMES)


def _find_numbering_layers(labels: Sequence[tuple[Label, Role]], naming: frozenset[str]) -> frozenset[str]:
    """Return the layers that name rooms and hold numbers, most beside names, on a sheet whose label layers hold none.

    Numbers of notes stand anywhere.
    """
    if not naming:
        return frozenset()
    numbers = [(label, role) for label, role in labels if _reads_as_number(label)]
    if any(role in (Role.LABEL, Role.ROOM) for _, role in numbers):
        return frozenset()
    names = [label for label, _ in labels if label.layer in naming and is_room_name(label.text)]
    own = [label for label, _ in numbers if label.layer in naming]
    tree = shapely.STRtree(make_points([(label.x, label.y) for label in names]))
    beside = tree.query(make_points([(label.x, label.y) for label in own]), "dwithin", _BESIDE_M)[0]
    count = Counter(own[k].layer for k in set(beside.tolist()))
    total = Counter(label.layer for label in own)
    return frozenset(layer for layer in naming if count[layer] >= max(_NAMES, total[layer] / 2))


def _reads_as_number(label: Label) -> bool:
    return (
        bool(label.text.strip())
        and not label.tag
        and text_to_kinds(" ".join(label.text.split()))[0][0] is TextKind.NUMBER
    )


def _labels_room(label: Label, naming: frozenset[str], numbering: frozenset[str]) -> bool:
    return label.layer in naming and (
        is_room_name(label.text) or (label.layer in numbering and _reads_as_number(label))
    )


def label_to_marks(label: Label, role: Role) -> tuple[Mark, ...]:
    """Split one text into marks; attribute tags beat block and layer names, those beat the look of the text."""
    subject = block_to_subject(label.block, label.kind)
    role = Role.LABEL if subject == "room" and role in _NOTES else role
    lines = [" ".join(line.split()) for line in label.text.splitlines()]
    found = [part for line in filter(None, lines) for part in _line_to_kinds(line, label, role, subject)]
    x, y = label.target or (label.x, label.y)
    return tuple(Mark(kind, value, rank, x, y, label, role) for kind, value, rank in found)


def _line_to_kinds(line: str, label: Label, role: Role, subject: str) -> list[tuple[TextKind, str, int]]:
    tagged = tag_to_kind(label.tag, line)
    if subject in ("door", "other"):
        return [_read_foreign(line, subject, tagged)]
    if tagged is not None:
        return [(tagged, line, 0)]
    hinted, look = layer_to_kind(label.layer, role), text_to_kinds(line)
    if hinted is TextKind.DOOR and look[0][0] in _NUMBERS:
        return [(TextKind.DOOR, line, 1)]
    if role not in (Role.LABEL, Role.ROOM):
        return [(TextKind.OTHER, line, 3)]
    if hinted is TextKind.NUMBER and len(line) <= _SHORT_NUMBER and look[0][0] is not TextKind.NUMBER:
        return [(TextKind.NUMBER, line, 1)]
    return [(kind, value, 1 if kind is hinted else _rank_look(look, value)) for kind, value in look]


_NUMBERS: Final = (TextKind.NUMBER, TextKind.DOOR)
_SHORT_NUMBER: Final = 3  # letters alone, as in "A" or "WC", are a number on a layer for numbers


def _read_foreign(line: str, subject: str, tagged: TextKind | None) -> tuple[TextKind, str, int]:
    """Read a text in a block for doors, or for sections, grid lines, windows ..., where no room is labelled."""
    number = tagged in (None, *_NUMBERS) and text_to_kinds(line)[0][0] in _NUMBERS
    if subject == "door" and number:
        return TextKind.DOOR, line, 0 if tagged else 1
    return TextKind.OTHER, line, 0


def _rank_look(look: list[tuple[TextKind, str]], value: str) -> int:
    """Rank a number that is also part of the name ("AULA 3") below all others."""
    return 3 if len(look) > 1 and value != look[1][1] and look[1][1].endswith(value) else 2
