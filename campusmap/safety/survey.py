"""The walk-through's table: who saw what, when, and on which version of the plan."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from campusmap.model.places import Campus, Floor
from campusmap.model.project import Project, Verified
from campusmap.model.source import Notice
from campusmap.model.survey import (
    CERTIFICATION,
    CHANGED,
    CHECKED,
    LEVEL_SIGN,
    MAIN_ENTRANCE,
    NONE,
    POSTED_NUMBER,
    REVIEW,
    SEEN_OF_DEVICES,
    SEEN_OF_DOORS,
    SEEN_OF_ROOMS,
    WALK_THROUGH,
    WRONG,
    SurveyFact,
)
from campusmap.model.tables import Row
from campusmap.safety.dates import read_date
from campusmap.safety.door_rows import read_numeral_in
from campusmap.safety.hard_corner_survey import fits_plan
from campusmap.safety.kinds import KINDS, read_kind
from campusmap.safety.lookup import find_buildings, find_floors, find_numbered_doors, find_spots, find_subject, fold
from campusmap.safety.room_rows import read_optional, read_who
from campusmap.safety.words import YES_NO, read_yes_no

_RECORDS: Final = {fold(name): name for name in (WALK_THROUGH, REVIEW, CERTIFICATION, CHANGED, CHECKED)}
_SEEN: Final = {
    fold(name): name for name in (LEVEL_SIGN, MAIN_ENTRANCE, *SEEN_OF_ROOMS, *SEEN_OF_DOORS, *SEEN_OF_DEVICES)
}
_AREAS: Final = frozenset({"parking", "field", "courtyard", "playground", "road", "neighbour", "assembly"})
_LINE: Final = re.compile(r"(?:line\s*)?([RE]\d{2})", re.IGNORECASE)
_NONE_WORDS: Final = frozenset({"none", "nonehere", "notpresent", "absent"})
_LINE_VALUES: Final = {"yes": "yes", "pass": "yes", "no": "no", "fail": "no", "exempt": "exempt", "exempted": "exempt"}
_CAMPUS_WORDS: Final = frozenset({"", "campus", "school", "all"})


@dataclass(frozen=True, slots=True)
class Survey:
    """The facts that could be read, and what is said of the rows that could not."""

    facts: tuple[SurveyFact, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_survey(campus: Campus, rows: tuple[Row, ...], plan_digests: dict[str, str]) -> Survey:
    """Read the rows that are not about hard corners; of those tell only of a size that is none.

    ``subject``: campus (or blank), a building, "building/floor", or a room as "building/number"; of what was checked
    also "building/door 7" and "building/label" (or kind) of a device. ``fact``: walk_through, review, certification,
    changed, checked; level_sign, with what the sign at a floor's stairs says; main_entrance, with the number of the
    door; posted_number, lock, pad_expiry and the like, with what was seen of a room, door or device; a kind of marker
    or site area with the value none; or a line of the requirements with yes, no or exempt. Every row needs ``who`` and
    ``when``. A ``plan_digest`` (8 or more hex digits) narrows a row to the floors whose drawing has it today; a row
    that fits none is told and does not count.
    """
    facts: list[SurveyFact] = []
    notices: list[Notice] = []
    for row in rows:
        if fold(row.get("fact")) != "hardcorner":
            fact, code, text = _read_row(campus, row, plan_digests)
            facts += [fact] if fact else []
            notices += [Notice(code, text, row.ref.file, row.ref)] if code else []
        notices += _doubt_size(row)
    return Survey(tuple(facts), tuple(notices))


def _doubt_size(row: Row) -> list[Notice]:
    """Tell of a size that is none, by which nobody can tell that a hard corner has changed since."""
    try:
        is_size = not row.get("area_m2").strip() or 0 < float(row.get("area_m2")) < math.inf
    except ValueError:
        is_size = False
    text = f"area_m2 {row.get('area_m2')[:60]!r} is no area in square metres, and counts as blank"
    return [] if is_size else [Notice("table.bad_value", text, row.ref.file, row.ref)]


def _read_row(campus: Campus, row: Row, digests: dict[str, str]) -> tuple[SurveyFact | None, str, str]:
    said = row.get("fact").strip() or "(blank)"
    fact, value = read_fact(row)
    subjects = _find_subjects(campus, row.get("subject"))
    if (fact in (CHECKED, MAIN_ENTRANCE) or fact in (*SEEN_OF_DOORS, *SEEN_OF_DEVICES)) and not subjects:
        subjects = _find_things(campus, row.get("subject"))
    when, who = read_date(row.get("when")), read_who(row)
    if not fact:
        return None, "survey.unknown_fact", f"{said} is no fact that is known"
    if not value:
        return None, "survey.unreadable_value", f"{said}: {row.get('value').strip() or '(blank)'} says nothing about it"
    if len(subjects) != 1:
        text = f"{said}: {row.get('subject').strip()} fits {len(subjects)} things on the campus"
        return None, "survey.no_such_subject", text
    if when is None or not who:
        return None, "survey.undated", f"{said}: {'who' if not who else 'when'} is missing or cannot be read"
    fitting = [floor for floor in _floors_under(campus, subjects[0]) if fits_plan(row, floor, digests)]
    fits = bool(fitting) or not row.get("plan_digest").strip()
    covered = tuple(f.id for f in fitting if subjects[0] in (campus.id, f.id, f.id.partition("/")[0]))
    found = SurveyFact(subjects[0], fact, value, who, when, fits, read_optional(row, "note"), row.ref, covered)
    if fits:
        return found, "", ""
    return found, "survey.other_plan", f"{said} by {who} on {when.isoformat()} was seen on another version of the plan"


def read_fact(row: Row) -> tuple[str, str]:
    """Return what a row is about and what it says, "" for each that cannot be read."""
    said, value = read_optional(row, "fact"), read_optional(row, "value")
    if record := _RECORDS.get(fold(said)):
        return record, _read_record(record, value)
    if seen := _SEEN.get(fold(said)):
        return seen, _read_seen(seen, value)
    line = _LINE.fullmatch(said)
    if line:
        return line[1].upper(), _LINE_VALUES.get(fold(value), "")
    kind = read_kind(said) or ""
    kind = kind if kind in KINDS else next((area for area in sorted(_AREAS) if fold(said) in (area, f"{area}s")), "")
    return kind, NONE if fold(value) in _NONE_WORDS else ""


def _read_record(record: str, value: str) -> str:
    """Return what a dated record says, "" for one that says no; of what was checked only yes or wrong."""
    answer = read_yes_no(value) if len(value.split()) == 1 else None
    if not value or answer is not None:
        return "" if answer is False else "yes"
    if record == CHECKED:
        return WRONG if fold(value) == WRONG else ""
    return value


def _read_seen(column: str, value: str) -> str:
    """Return what was seen of a thing, "" where its column cannot hold that."""
    if column == POSTED_NUMBER and fold(value) in _NONE_WORDS:
        return NONE
    is_lost = (
        (column in YES_NO and read_yes_no(value) is None)
        or (column == "numeral_in" and read_numeral_in(value) is None)
        or (column == "pad_expiry" and read_date(value) is None)
    )
    return "" if is_lost else value


def _find_subjects(campus: Campus, text: str) -> list[str]:
    """Return the ids that a subject names: the campus, a building, a floor, or a space."""
    text = text.strip()
    if fold(text) in _CAMPUS_WORDS or text == campus.id:
        return [campus.id]
    if "/" not in text:
        return [building.id for building in find_buildings(campus, text)]
    head, tail = text.split("/", 1)
    buildings = find_buildings(campus, head) if head else ()
    floors = [floor.id for building in buildings for floor in find_floors(building, tail) if tail]
    spaces = [space.id for _, space in find_subject(campus, text)]
    return floors if len(floors) == 1 else spaces or floors


def _find_things(campus: Campus, text: str) -> list[str]:
    """Return the ids of the doors, else of the devices, that an id, "building/door 7" or "building/Key box" names."""
    own = [door.id for spot in find_spots(campus, "", "") for door in spot.floor.openings if door.id == text.strip()]
    own += [marker.id for marker in campus.markers if marker.id == text.strip()]
    if own:
        return own
    head, _, tail = text.strip().partition("/")
    doors = [door.id for _, door in find_numbered_doors(find_spots(campus, head, ""), tail)] if tail else []
    here = {building.id for building in find_buildings(campus, head)}
    devices = [marker for marker in campus.markers if marker.building in here and marker.is_there]
    labelled = [marker.id for marker in devices if tail and fold(tail) == fold(marker.label)]
    kind = read_kind(tail)
    return doors or labelled or [marker.id for marker in devices if kind and marker.kind == kind]


def _floors_under(campus: Campus, subject: str) -> list[Floor]:
    """Return the floors of a subject; of a space, door or device the one that it is on."""
    floors = [floor for building in campus.buildings for floor in building.floors]
    subject = next((marker.floor or marker.building for marker in campus.markers if marker.id == subject), subject)
    return [
        floor for floor in floors
        if subject == campus.id or f"{subject}/".startswith(f"{floor.id}/") or floor.id.startswith(f"{subject}/")
    ]  # fmt: skip


def says_none(row: Row) -> bool:
    """Tell whether a row says of something that it was looked for and is not there."""
    return read_fact(row)[1] == NONE


def none_rows(campus: Campus, facts: tuple[SurveyFact, ...]) -> tuple[Row, ...]:
    """Return what was looked for and is not there as rows of the markers table."""
    return tuple(_to_marker(campus, fact) for fact in facts if fact.fact in KINDS and fact.value == NONE)


def _to_marker(campus: Campus, fact: SurveyFact) -> Row:
    building, floor, *_ = (*("" if fact.subject == campus.id else fact.subject).split("/"), "")
    place = {"kind": fact.fact, "status": NONE, "building": building, "floor": floor}
    return Row({**place, "checked_on": fact.when.isoformat(), "checked_by": fact.who, "note": fact.note}, fact.ref)


def record_walk(project: Project, campus: Campus, facts: tuple[SurveyFact, ...]) -> Project:
    """Let the latest walk-through of the whole campus stand in the project, from the table or from campus.toml.

    Floors that were walked one by one make a whole, as old as the one walked longest ago.
    """
    floors = [floor.id for building in campus.buildings for floor in building.floors]
    walks = [f for f in facts if f.fact == WALK_THROUGH and f.subject == campus.id and len(f.floors) == len(floors)]
    latest = max([*walks, *_join_floors(floors, facts)], key=lambda walk: walk.when, default=None)
    verified = project.campus.verified
    if latest is None or (verified is not None and verified.when >= latest.when):
        return project
    scope = "" if latest.value == "yes" else latest.value
    return replace(project, campus=replace(project.campus, verified=Verified(latest.who, latest.when, scope)))


def _join_floors(floors: list[str], facts: tuple[SurveyFact, ...]) -> Iterator[SurveyFact]:
    """Yield one walk-through of the whole from those of all floors, if each has one."""
    walks = sorted((f for f in facts if f.fact == WALK_THROUGH and f.value == "yes"), key=lambda fact: fact.when)
    last = {floor: fact for fact in walks for floor in fact.floors}
    if floors and all(floor in last for floor in floors):
        mine = [last[floor] for floor in floors]
        who = sorted({name.strip() for fact in mine for name in fact.who.split(";")})
        yield replace(min(mine, key=lambda fact: fact.when), who="; ".join(who))
