"""What one text in a drawing is: a room number, a name, an area, a door tag, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from campusmap.model.plan import Label, Role
from campusmap.rooms.sheet import Sheet


class TextKind(StrEnum):
    """What a line of text in a drawing says."""

    NUMBER = "number"
    NAME = "name"
    DOOR = "door"
    AREA = "area"
    USE = "use"  # what a room is for, as stated
    OTHER = "other"  # heights, finishes, dimensions, directions


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of one text. A lower ``rank`` is stronger evidence: 0 attribute tag, 1 layer name, 2 its look."""

    kind: TextKind
    value: str
    rank: int
    x: float
    y: float
    label: Label
    role: Role


_NUMBER: Final = re.compile(r"(?:[A-Z]{1,5}[-. ]?)?\d{1,5}(?:[-. ]?[A-Z]{1,2})?(?:[-./]\d{1,4}[A-Z]?)?(?:\.\d{1,4})?")
_WORD_AND_COUNT: Final = re.compile(r"[A-Z]{3,} \d{1,2}")  # "LAB 2", "STAIR 1" are names
_AREA: Final = re.compile(
    r"(?:AREA\s*[:=]?\s*)?[\d.,]+\s*(?:SF|S\.F\.|SQ\.?\s*FT\.?|SQFT|FT2|FT²|M2|M²|SQ\.?\s*M\.?|SM|QM|NSF|GSF)"
)
_HEIGHT: Final = re.compile(
    r"(?:CLG|CH|CEIL\w*|AFF)\b[\s.:=]*(?:HT\.?\s*)?\d.*|(?:EL|H|LH|RH)\.?\s*[:=+±].*|.*\d\s*['\"\u2032\u2033].*|[-+±]\s*\d.*"
)
_FINISH: Final = re.compile(
    r"(?:CPT|VCT|PT|CT|RB|WB|ACT|GWB|GYP|LVT|QT|WD|PL|FT|RF|VB|TB|CONC|PNT|EPX)[-\s]?\d{1,2}[A-Z]?"
)
_BARE_MEASURE: Final = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*(?:MM|CM|M)")
_DIRECTION: Final = re.compile(
    r"(?:UP|DN|DOWN|F\.?E\.?C\.?|F\.?E\.?|AED|FD|RD|N\.?I\.?C\.?|TYP\.?|EQ\.?|OCC\.?\s*[:=]?\s*\d+|\d+\s*OCC.*)"
)
_DOOR: Final = re.compile(r"(?:DOOR|EX|EXT|EXIT|ENTRANCE|ENT|DR|TUR|TÜR|PUERTA)[-. #]?\s*\d{1,3}[A-Z]?")
_NAME_THEN_NUMBER: Final = re.compile(
    r"(?P<name>[^\d]*[^\W\d_]{2}[^\d]*?)[\s:#-]+(?P<number>[A-Z]{0,3}[-.]?\d{3,5}[A-Z]?|\d{1,2}\.\d{2,3})"
)
_NUMBER_THEN_NAME: Final = re.compile(r"(?P<number>[A-Z]{0,3}[-.]?\d{2,5}[A-Z]?)[\s:-]+(?P<name>[^\W\d_]{3}[^\d]*)")
_ROOM_NUMBER: Final = re.compile(
    r"(?:ROOM|RM\.?|RAUM|SALA|CUARTO|HAB\.?)\s*(?:NO\.?|#|NR\.?)?\s*(?P<number>[A-Z]{0,3}[-.]?\d{1,5}[A-Z]?)"
)

_SHORT_NUMBER: Final = 3  # letters alone, as in "A" or "WC", are a number on a layer for numbers
_DOOR_LAYERS: Final = ("DOOR", "TUER", "TÜR", "PUERTA")
_NUMBER_TAGS: Final = frozenset(
    [
        "NUMBER",
        "NUM",
        "NO",
        "NR",
        "ROOMNO",
        "RMNO",
        "ROOMNUMBER",
        "ROOMNUM",
        "RNUM",
        "RNO",
        "RM",
        "NUMR",
        "NUMERO",
        "RAUMNR",
        "RAUMNUMMER",
        "ROOM",
        "ROOMID",
    ]
)
_NAME_TAGS: Final = frozenset(
    ["NAME", "ROOMNAME", "RMNAME", "RNAME", "ROOMTITLE", "DESC", "DESCRIPTION", "RAUMNAME", "NOMBRE", "BEZEICHNUNG"]
)
_DOOR_TAGS: Final = frozenset(["DOOR", "DOORNO", "DOORNUMBER", "DOORNUM", "DRNO", "MARK", "DOORMARK"])
_USE_TAGS: Final = frozenset(["USE", "ROOMUSE", "USETYPE"])
_AREA_TAGS: Final = frozenset(["AREA", "SF", "SQFT", "ROOMAREA", "FLACHE", "SUPERFICIE"])


def sheet_to_marks(sheet: Sheet) -> tuple[Mark, ...]:
    """Tell what each line of each room or door text is; other texts on the sheet are OTHER."""
    return tuple(mark for label, role in sheet.labels for mark in label_to_marks(label, role))


def label_to_marks(label: Label, role: Role) -> tuple[Mark, ...]:
    """Split one text into marks; attribute tags beat layer names, layer names beat the look of the text."""
    lines = [" ".join(line.split()) for line in label.text.splitlines()]
    found: list[tuple[TextKind, str, int]] = []
    for line in filter(None, lines):
        found += _line_to_kinds(line, label, role)
    return tuple(Mark(kind, value, rank, label.x, label.y, label, role) for kind, value, rank in found)


def _line_to_kinds(line: str, label: Label, role: Role) -> list[tuple[TextKind, str, int]]:
    tagged = _tag_to_kind(label.tag)
    if tagged is not None:
        return [(tagged, line, 0)]
    hinted = _layer_to_kind(label.layer, role)
    look = text_to_kinds(line)
    if hinted is TextKind.DOOR and look[0][0] in (TextKind.NUMBER, TextKind.DOOR):
        return [(TextKind.DOOR, line, 1)]
    if role not in (Role.LABEL, Role.ROOM):
        return [(TextKind.OTHER, line, 3)]
    if hinted is TextKind.NUMBER and len(line) <= _SHORT_NUMBER and look[0][0] is not TextKind.NUMBER:
        return [(TextKind.NUMBER, line, 1)]
    return [(kind, value, 1 if kind is hinted else 2) for kind, value in look]


def _tag_to_kind(tag: str) -> TextKind | None:
    folded = re.sub(r"[^A-Z]", "", tag.upper())
    tables = (
        (TextKind.DOOR, _DOOR_TAGS),
        (TextKind.NUMBER, _NUMBER_TAGS),
        (TextKind.NAME, _NAME_TAGS),
        (TextKind.AREA, _AREA_TAGS),
        (TextKind.USE, _USE_TAGS),
    )
    for kind, tags in tables:
        if folded in tags:
            return kind
    return None


def _layer_to_kind(layer: str, role: Role) -> TextKind | None:
    parts = set(re.split(r"[^A-Z]+", layer.upper()))
    if role is Role.DOOR or any(part.startswith(_DOOR_LAYERS) for part in parts):
        return TextKind.DOOR
    if parts & {"NUMR", "NUMB", "NUMBER", "NUMBERS", "RMNO", "RMNUM", "ROOMNO"}:
        return TextKind.NUMBER
    return TextKind.NAME if parts & {"NAME", "NAMES", "RMNAME"} else None


_PLAIN_KINDS: Final = (
    (TextKind.AREA, (_AREA,)),
    (TextKind.OTHER, (_HEIGHT, _FINISH, _BARE_MEASURE, _DIRECTION)),
    (TextKind.DOOR, (_DOOR,)),
)


def text_to_kinds(line: str) -> list[tuple[TextKind, str]]:
    """Tell a line's kind by its look alone; "OFFICE 104" and "104 OFFICE" give a number and a name."""
    upper = line.upper()
    plain = next((kind for kind, patterns in _PLAIN_KINDS if any(p.fullmatch(upper) for p in patterns)), None)
    if plain is not None:
        return [(plain, line)]
    if room := _ROOM_NUMBER.fullmatch(upper):
        return [(TextKind.NUMBER, room["number"])]
    if _NUMBER.fullmatch(upper) and not _WORD_AND_COUNT.fullmatch(upper):
        return [(TextKind.NUMBER, line)]
    for pattern in (_NAME_THEN_NUMBER, _NUMBER_THEN_NAME):
        if both := pattern.fullmatch(upper):
            return [
                (TextKind.NUMBER, line[slice(*both.span("number"))]),
                (TextKind.NAME, line[slice(*both.span("name"))]),
            ]
    return [(TextKind.NAME if sum(map(str.isalpha, line)) >= 2 else TextKind.OTHER, line)]
