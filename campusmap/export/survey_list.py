"""survey_list.csv: what somebody has to look at on site before hard corners can be told or trusted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from campusmap.export.csvs import make_cell
from campusmap.export.where import Grounds
from campusmap.model.analysis import NOT_SURVEYED, Assessment, HardCorner, Outcome
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, OpeningKind, Space

NAME: Final = "survey_list.csv"
COLUMNS: Final = ("table", "building", "floor", "room", "door", "subject", "fact", "look_at", "plan_digest", "area_m2")
GLASS: Final = (
    "Glass in the leaf: its width and height, and inches from the latch edge; none if there is none. Thickness of the"
    " leaf. Sidelights (width, which side) and transom."
)
CORNER: Final = (
    "Stand everywhere in the marked corner, door shut: no glass in sight, nothing built in, and it holds the class?"
    " Then confirmed, rejected, or drawn."
)
NONE: Final = "No part was found out of sight. Is that so, and does the class know where to go?"
_DOORS: Final = (OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR)


def write_survey_list(kit: Kit, folder: Path) -> list[Path]:
    """Write the list as UTF-8 with a byte order mark and CRLF; its rows are to be answered in openings and survey.

    ``plan_digest`` and ``area_m2``, copied to the survey table, let a later build tell that a confirmation is stale.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([make_cell(value) for value in row] for row in list_survey(kit))
    path = folder / NAME
    path.write_bytes(stream.getvalue().encode("utf-8-sig", "replace"))
    return [path]


def list_survey(kit: Kit) -> list[tuple[str, ...]]:
    """Return the rows: doors whose glass nobody has looked at, once each, then corners that nobody has confirmed."""
    grounds = Grounds(kit.campus)
    digests = {source.file: source.sha256[:12] for source in kit.campus.sources if source.role == "drawing"}
    places = [(b, f, s) for b, f in grounds.floors.values() for s in f.spaces]
    said = {assessment.space: assessment for assessment in kit.analysis.assessments}
    found = {corner.space: corner for corner in kit.analysis.hard_corners}
    doors: dict[str, tuple[str, ...]] = {}
    for building, floor, space in places:
        for door, row in _glass_rows(building, floor, space, said.get(space.id)):
            doors.setdefault(door, row)
    corners = [
        row
        for b, f, s in places
        for row in _corner_rows(b, f, s, said.get(s.id), found.get(s.id), digests.get(f.plan_file, ""))
    ]
    return [*sorted(doors.values()), *sorted(corners)]


def _glass_rows(
    building: Building, floor: Floor, space: Space, said: Assessment | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the doors of an assessed room whose glazing is not surveyed, or not by size."""
    waits = said is not None and any(words in said.why for words in (NOT_SURVEYED, "glass assumed", "glass reads"))
    for door in floor.openings if waits else ():
        asked = not door.glazing or "unknown size" in door.glazing
        if space.id in door.joins and door.kind in _DOORS and asked:
            place = (building.id, floor.id.rpartition("/")[2], space.shown_number or space.name)
            yield door.id, ("openings", *place, door.shown_number, door.id, "glazing", GLASS, "", "")


def _corner_rows(
    building: Building, floor: Floor, space: Space, said: Assessment | None, corner: HardCorner | None, digest: str
) -> Iterator[tuple[str, ...]]:
    bare = said is not None and said.outcome is Outcome.NONE_AVAILABLE and corner is None
    if bare or (corner is not None and corner.status in {"candidate", "stale"}):
        place = (building.id, floor.id.rpartition("/")[2], space.shown_number or space.name)
        size = f"{corner.area_m2:g}" if corner is not None else ""
        yield ("survey", *place, "", space.id, "hard_corner", NONE if bare else CORNER, digest, size)
