"""Lines about labels: rooms, corridors, doors, stairs, suites, windows."""

from __future__ import annotations

from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import OpeningKind, Space, Use
from campusmap.model.requirement import Proof
from campusmap.numbering.grammar import fold_number
from campusmap.rules.evidence import exterior_doors, is_circulation, numbered_rooms
from campusmap.rules.lines.line import Ask, Case, Line, Verdict, ask_person, failed, held_by_rules, not_assessed, passed
from campusmap.rules.listing import count_of, list_first


def rooms_labelled(case: Case, ask: Ask) -> Verdict:
    """Answer whether every room has a label."""
    rooms = [s for f in case.evidence.floors for s in f.spaces if (s.shown_number or s.name) and not is_circulation(s)]
    if not rooms:
        return failed("No room has a label")
    proof = Proof("rooms with a label", page="packet.pdf", layer="spaces", count=len(rooms))
    return held_by_rules(case, passed(f"{count_of(len(rooms), 'room')} labelled", proof), "NUM001", "NUM002")


def posted_compared(case: Case, ask: Ask) -> Verdict:
    """Answer whether the number on each room's sign was recorded and is the drawing's."""
    rooms = [room for floor in case.evidence.floors for room in numbered_rooms(floor)]
    blank = [room for room in rooms if not room.posted_number]
    proof = Proof("rooms whose sign was recorded", layer="rooms", count=len(rooms) - len(blank))
    if not rooms:
        return not_assessed("no room has a number")
    if len(blank) == len(rooms):
        return failed("Nobody has recorded what the signs of the rooms say", proof)
    if blank:
        return failed(f"The signs of {count_of(len(blank), 'room')} of {len(rooms)} were not recorded", proof)
    said = f"The signs of {count_of(len(rooms), 'room')} were recorded, and the drawing has their numbers"
    differ = [r.posted_number for r in rooms if r.number and fold_number(r.number) != fold_number(r.posted_number)]
    if differ:
        return failed(f"The drawing has another number than the sign: {list_first(differ)}", proof)
    return passed(said, proof)


def corridors_named(case: Case, ask: Ask) -> Verdict:
    """Answer whether every corridor has a name or a number."""
    halls = [s for f in case.evidence.floors for s in f.spaces if s.use is Use.CORRIDOR and (s.shown_number or s.name)]
    proof = Proof("corridors with a label", page="packet.pdf", layer="spaces", count=len(halls))
    return held_by_rules(case, passed(f"{count_of(len(halls), 'corridor')} labelled", proof), "REQ009")


def doors_numbered(case: Case, ask: Ask) -> Verdict:
    """Answer whether the exterior doors are numbered, each number once, in order."""
    doors = exterior_doors(case.evidence.floors)
    if not doors:
        return failed("No exterior door is drawn")
    proof = Proof("exterior doors", page="packet.pdf", layer="openings", count=len(doors))
    good = passed(f"{count_of(len(doors), 'exterior door')} numbered, in order", proof)
    return held_by_rules(case, good, "DOR001", "DOR002", "DOR003")


def doors_classed(case: Case, ask: Ask) -> Verdict:
    """Answer whether each exterior door has a class, and how it is locked or opened."""
    doors = exterior_doors(case.evidence.floors)
    proof = Proof("exterior doors with class and lock", layer="openings", count=len(doors))
    return held_by_rules(case, passed("Class and lock of each exterior door are recorded", proof), "DOR008", "DOR009")


def stairs_numbered(case: Case, ask: Ask) -> Verdict:
    """Answer whether each stair has one number on all its floors."""
    bare = [b.name or b.id for b in case.evidence.campus.buildings if _lacks_stair([f.spaces for f in b.floors])]
    if bare:
        return failed(f"Several floors and no stair drawn: {list_first(bare)}")
    stairs = [s for f in case.evidence.floors for s in f.spaces if s.use is Use.STAIR]
    proof = Proof("stairs, floor by floor", page="packet.pdf", layer="spaces", count=len(stairs))
    said = "Each stair has one number on all its floors" if stairs else "No building has more than one floor"
    return held_by_rules(case, passed(said, proof), "REQ008", "NUM017")


def _lacks_stair(floors: list[tuple[Space, ...]]) -> bool:
    drawn = [spaces for spaces in floors if spaces]
    return len(drawn) > 1 and not any(space.use is Use.STAIR for spaces in drawn for space in spaces)


def windows_marked(case: Case, ask: Ask) -> Verdict:
    """Answer whether windows to the outside are numbered; sources disagree whether they should be."""
    windows = [o for f in case.evidence.floors for o in f.openings if o.exterior and o.kind is OpeningKind.WINDOW]
    blank = [window for window in windows if not window.shown_number]
    proof = Proof("windows to the outside", layer="openings", count=len(windows))
    if not windows:
        return ask_person("No window to the outside is drawn: are there none?", proof)
    if blank:
        return failed(f"{count_of(len(blank), 'window')} of {len(windows)} without a number", proof)
    return passed(f"{count_of(len(windows), 'window')} numbered", proof)


def suites_named(case: Case, ask: Ask) -> Verdict:
    """Answer whether rooms inside a suite, told by the letter after their number, name it."""
    nested = [s for f in case.evidence.floors for s in numbered_rooms(f) if _is_sub_room(s.shown_number)]
    blank = [room.shown_number for room in nested if not room.suite]
    proof = Proof("rooms in suites", layer="rooms", count=len(nested))
    if blank:
        return failed(f"No suite is entered for {list_first(sorted(blank))}", proof)
    return passed("Each room in a suite names it" if nested else "No room number ends in a suite's letter", proof)


def _is_sub_room(number: str) -> bool:
    return len(number) > 1 and number[-1].isalpha() and number[-2].isdigit()


LINES: Final = (
    Line("R14", "Rooms labelled", Severity.ERROR,
         "Put each room's number into the drawing or the room list.", rooms_labelled),
    Line("R15", "Labels are the numbers on the walls", Severity.WARNING,
         "Walk with the sign list and enter `posted_number` in the room list.", posted_compared),
    Line("R16", "Corridors named", Severity.ERROR,
         "Write each corridor's name into the drawing or the room list.", corridors_named),
    Line("R17", "Exterior doors numbered", Severity.ERROR,
         "Number the exterior doors clockwise from the main entrance, each once.", doors_numbered),
    Line("R18", "Exterior doors classed, with access control", Severity.WARNING,
         "Enter `class`, `lock` and `access_control` in the openings table.", doors_classed),
    Line("R19", "Stairs numbered", Severity.ERROR,
         "Give each stair one number for all its floors.", stairs_numbered),
    Line("R40", "Windows numbered", Severity.NOTE,
         "Number the windows to the outside in the openings table; or enter R40 exempt in survey.csv, with the reason.",
         windows_marked),
    Line("R46", "Suites named", Severity.WARNING,
         "Enter `suite` in the room list for the rooms inside a suite.", suites_named),
)  # fmt: skip
