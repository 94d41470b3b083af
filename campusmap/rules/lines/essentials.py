"""Lines of the ten essential actions that no mapping law asks: locks, glass, hard corners, alarms, radio, cameras."""

from __future__ import annotations

from typing import Final

from campusmap.model.analysis import Outcome
from campusmap.model.finding import Severity
from campusmap.model.places import Space, Use
from campusmap.model.requirement import Proof
from campusmap.rules.evidence import DOOR_KINDS, describe
from campusmap.rules.glass import classroom_glass
from campusmap.rules.lines.devices import judge_kinds
from campusmap.rules.lines.line import Ask, Case, Line, Verdict, ask_person, failed, held_by_rules, not_assessed, passed
from campusmap.rules.listing import count_of, list_first
from campusmap.safety.words import read_yes_no


def classrooms(case: Case) -> list[Space]:
    """Return the classrooms of the campus."""
    return [space for floor in case.evidence.floors for space in floor.spaces if space.use is Use.CLASSROOM]


def room_name(case: Case, room: Space) -> str:
    """Return what people call a room, with its building where there are several."""
    building = case.evidence.building_of(room)
    several = len(case.evidence.campus.buildings) > 1
    return f"{building.number or building.id} {describe(room)}" if several else describe(room)


def judge_rooms(case: Case, what: str, said: list[tuple[str, str]]) -> Verdict:
    """Answer for a fact that every classroom has; ``said`` pairs a classroom's name and its cell."""
    lacking = sorted(name for name, text in said if read_yes_no(text) is False)
    blank = [name for name, text in said if read_yes_no(text) is None]
    proof = Proof("classrooms recorded", layer="rooms", count=len(said) - len(blank))
    if not said:
        return not_assessed("no room is known to be a classroom")
    if lacking:
        return failed(f"No {what} in {list_first(lacking)}", proof)
    if blank:
        return ask_person(
            f"Of {len(blank)} of {count_of(len(said), 'classroom')} nobody has recorded the {what}", proof
        )
    return passed(f"{count_of(len(said), 'classroom')}, each with {what}", proof)


def buildings_numbered(case: Case, ask: Ask) -> Verdict:
    """Answer whether every building has a number of its own."""
    count = len(case.evidence.campus.buildings)
    proof = Proof("buildings", page="map.html", layer="buildings", count=count)
    return held_by_rules(case, passed(f"{count_of(count, 'building')} numbered", proof), "BLD001", "BLD002")


def locks(case: Case, ask: Ask) -> Verdict:
    """Answer whether every classroom locks from inside, by the room list or by the doors' rows."""
    locking: dict[str, list[str]] = {}
    for floor in case.evidence.floors:
        for door in floor.openings:
            for space in door.joins if door.kind in DOOR_KINDS else ():
                locking.setdefault(space, []).append(door.locks_from_inside)
    told = ((room, room.lockable if read_yes_no(room.lockable) is not None else "") for room in classrooms(case))
    said = [(room_name(case, room), text or _of_doors(locking.get(room.id, []))) for room, text in told]
    return judge_rooms(case, "lock worked from inside", said)


def _of_doors(cells: list[str]) -> str:
    """Return what a room's doors say together: one that does not lock from inside decides."""
    worst = [cell for cell in cells if read_yes_no(cell) is False]
    return (worst or [""])[0] if worst or any(read_yes_no(cell) is None for cell in cells) else next(iter(cells), "")


def keys(case: Case, ask: Ask) -> Verdict:
    """Answer whether keys are kept where responders find them."""
    return judge_kinds(case, ask, "key box", "KEY_BOX", "KEY_CABINET")


def coverings(case: Case, ask: Ask) -> Verdict:
    """Answer whether the glass of classrooms can be covered."""
    glass = classroom_glass(case.evidence)
    bare = [opening for opening in glass if read_yes_no(opening.covering) is False]
    blank = [opening for opening in glass if not opening.covering.strip()]
    proof = Proof("glazed openings of classrooms", layer="openings", count=len(glass))
    if bare:
        return failed(f"{count_of(len(bare), 'glazed opening')} of classrooms without a covering", proof)
    if blank:
        return ask_person(f"Of {len(blank)} of {count_of(len(glass), 'glazed opening')} no covering is recorded", proof)
    return passed("The glass of every classroom has a covering" if glass else "No classroom has glass", proof)


def hard_corners(case: Case, ask: Ask) -> Verdict:
    """Answer whether every classroom has a hard corner that somebody confirmed on site."""
    names = {room.id: room_name(case, room) for room in classrooms(case)}
    outcome = {said.space: said.outcome for said in case.evidence.analysis.assessments if said.space in names}
    confirmed = {c.space for c in case.evidence.analysis.hard_corners if c.status == "confirmed"}
    proof = Proof("hard corners confirmed", page="packet.pdf", layer="hard_corners", count=len(confirmed & set(names)))
    none = sorted(names[space] for space, said in outcome.items() if said is Outcome.NONE_AVAILABLE)
    if none:
        return failed(f"No hard corner in {list_first(none)}", proof)
    unknown = [space for space in names if outcome.get(space, Outcome.NOT_ASSESSED) is Outcome.NOT_ASSESSED]
    if unknown or not names:
        return not_assessed("what the doors' glass lets see" if names else "no room is known to be a classroom", proof)
    waiting = [s for s, said in outcome.items() if said is not Outcome.SAFER_SPACE and s not in confirmed]
    if waiting:
        return ask_person(f"{count_of(len(waiting), 'hard corner')} computed and not confirmed on site", proof)
    return passed(f"Each of {count_of(len(names), 'classroom')} has one, or names the room to go to", proof)


def repeater(case: Case, ask: Ask) -> Verdict:
    """Answer for radio repeaters."""
    return judge_kinds(case, ask, "radio repeater", "RADIO_REPEATER")


def panic_alarms(case: Case, ask: Ask) -> Verdict:
    """Answer whether every classroom has a panic alarm."""
    return judge_rooms(case, "panic alarm", [(room_name(case, room), room.panic) for room in classrooms(case)])


def two_way(case: Case, ask: Ask) -> Verdict:
    """Answer whether every classroom can be spoken with."""
    return judge_rooms(
        case, "two-way communication", [(room_name(case, room), room.two_way) for room in classrooms(case)]
    )


def cameras(case: Case, ask: Ask) -> Verdict:
    """Answer for cameras."""
    return judge_kinds(case, ask, "camera", "CAMERA")


def evacuation(case: Case, ask: Ask) -> Verdict:
    """Answer whether places to gather and to hand children over are on the campus map."""
    good = passed("Assembly and reunification places are on the campus map", Proof("places", page="map.html"))
    return held_by_rules(case, good, "REQ014", "REQ015")


LINES: Final = (
    Line("E01", "Buildings numbered", Severity.WARNING, "Give every building a number of its own.", buildings_numbered),
    Line("E02", "Classrooms lock from inside", Severity.WARNING,
         "Try each lock; enter `lockable` in the room list.", locks),
    Line("E03", "Keys at hand", Severity.WARNING, "List key boxes and key cabinets in the markers table.", keys),
    Line("E04", "Coverings for glass", Severity.WARNING, "Enter `covering` in the openings table.", coverings),
    Line("E05", "A hard corner in every classroom", Severity.WARNING,
         "Confirm each computed corner on site, in survey.csv.", hard_corners),
    Line("E06", "Radio repeater", Severity.WARNING,
         'Test radios in every building; list repeaters in the markers table, or a dated row "none".', repeater),
    Line("E07", "Panic alarms", Severity.WARNING, "Enter `panic` in the room list.", panic_alarms),
    Line("E08", "Two-way communication", Severity.WARNING, "Enter `two_way` in the room list.", two_way),
    Line("E09", "Cameras", Severity.WARNING, 'List cameras in the markers table, or a dated row "none".', cameras),
    Line("E10", "Evacuation and reunification", Severity.WARNING,
         "Agree on the places with the responders and enter them in the markers table.", evacuation),
)  # fmt: skip
