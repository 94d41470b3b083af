"""The catalogue of numbering checks, N-R01 to N-R32 and N-D01 to N-D15: which rules answer each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Item:
    """One check of the catalogue. What its rules cannot judge of a campus they report as not assessed."""

    id: str
    asks: str
    rules: tuple[str, ...]


ITEMS: Final = (
    Item("N-R01", "Every space has a number", ("NUM001", "NUM002", "NUM003", "REQ008", "REQ009")),
    Item("N-R02", "Numbers are unique in a building", ("NUM004", "NUM019")),
    Item("N-R03", "One room has one number", ("NUM020",)),
    Item("N-R04", "A number begins with its floor", ("NUM005", "NUM006")),
    Item("N-R05", "Numbers have one width", ("NUM008",)),
    Item("N-R06", "Numbers hold no marks", ("NUM009", "NUM040")),
    Item("N-R07", "Numbers are not too long", ("NUM021",)),
    Item("N-R08", "Letters that read as digits are not used", ("NUM010", "NUM022")),
    Item("N-R09", "Numbers rise along the corridor", ("NUM007", "NUM046")),
    Item("N-R10", "Odd numbers are on one side", ("NUM012",)),
    Item("N-R11", "Rooms over one another have like numbers", ("NUM023",)),
    Item("N-R12", "Numbers are left free for later", ("NUM024",)),
    Item("N-R13", "A room behind another is numbered after it", ("NUM025",)),
    Item("N-R14", "A suffix is one last letter of a room that is there", ("NUM026", "NUM027", "NUM009")),
    Item("N-R15", "A room is numbered at the door to the corridor", ("NUM028",)),
    Item("N-R16", "Merged rooms keep a number, divided ones take a letter", ("NUM042", "NUM043")),
    Item("N-R17", "Numbers of added rooms fit their neighbours'", ("NUM030",)),
    Item("N-R18", "Corridors, stairs and lifts have a class code", ("NUM031",)),
    Item("N-R19", "A stair or lift has one number on all floors", ("NUM017", "NUM031")),
    Item("N-R20", "Basement codes come from a list", ("NUM032",)),
    Item("N-R21", "Mezzanine and attic codes come from a list", ("NUM033",)),
    Item("N-R22", "What counts as floor 1 is declared", ("NUM034", "NUM035")),
    Item("N-R23", "The level's sign at stairs and lifts says what the plan says", ("NUM045",)),
    Item("N-R24", "Numbers are frozen", ("NUM029", "NUM041", "NUM044", "NUM048")),
    Item("N-R25", "A number is no name", ("NUM011",)),
    Item("N-R26", "The plan's number is the wall's", ("NUM018", "REQ026")),
    Item("N-R27", "Building numbers are unique and of one form", ("BLD001", "BLD002", "BLD012", "BLD014", "NUM047")),
    Item("N-R28", "Joined buildings have wing letters or one run of numbers", ("BLD013", "NUM013", "NUM014")),
    Item("N-R29", "A room's record has what FICM asks", ("NUM037", "NUM038")),
    Item("N-R30", "No room has an exterior door's number", ("NUM016",)),
    Item("N-R31", "Numbers do not sound alike", ("NUM039",)),
    Item("N-R32", "Leading zeros are alike", ("NUM036",)),
    Item("N-D01", "Every exterior door has a number", ("DOR001", "DOR012", "DOR022")),
    Item("N-D02", "The main entrance is number 1", ("DOR004", "DOR010", "BLD006", "BLD007")),
    Item("N-D03", "Door numbers rise in the agreed direction", ("DOR003", "DOR013")),
    Item("N-D04", "Door numbers are unique", ("DOR002",)),
    Item("N-D05", "Door numbers have no gap", ("DOR005",)),
    Item("N-D06", "Joined buildings count as one, and no door number says a floor", ("DOR014", "DOR015")),
    Item("N-D07", "A bank of doors carries one number", ("DOR016",)),
    Item("N-D08", "The number stands outside and inside", ("DOR020",)),
    Item("N-D09", "Numerals are large enough", ("DOR021",)),
    Item("N-D10", "Portables and out-buildings are numbered too", ("BLD005", "BLD010", "DOR001")),
    Item("N-D11", "A side's letter fits the side", ("DOR017",)),
    Item("N-D12", "Doors have a class", ("DOR008",)),
    Item("N-D13", "A door lies on the outline and at one room", ("DOR006", "DOR007", "DOR011")),
    Item("N-D14", "The nearest exterior door of every room is known", ("RCH001",)),
    Item("N-D15", "Window marks follow one policy", ("DOR019",)),
)
