"""The list of what to look at on site."""

from __future__ import annotations

from demo_campus import demo_campus

from campusmap.export.survey_list import list_survey
from campusmap.model.finding import Review
from campusmap.model.kit import Edition, Kit
from campusmap.model.project import CampusEntry, Project
from campusmap.model.settings import HardCornerSettings
from campusmap.model.tables import Row
from campusmap.safety.hard_corners import assess

EDITION = Edition("2026-11-01", "responder", "00000000", "campusmap")


def _kit(settings: HardCornerSettings, *survey: Row) -> Kit:
    campus = demo_campus()
    return Kit(campus, Project(CampusEntry("c", "C")), assess(campus, settings, survey, {}), Review(), EDITION)


def test_every_door_that_a_room_waits_for_is_listed_once() -> None:
    kit = _kit(HardCornerSettings())
    rows = list_survey(kit)
    doors = [row[5] for row in rows if row[0] == "openings"]
    waiting = {a.space for a in kit.analysis.assessments if "glass not surveyed" in a.why}
    wanted = {
        o.id for b in kit.campus.buildings for f in b.floors for o in f.openings
        if waiting & set(o.joins) and "door" in o.kind and not o.glazing
    }  # fmt: skip
    assert waiting and len(doors) == len(set(doors)) and set(doors) == wanted


def test_corners_are_listed_until_somebody_confirms_them() -> None:
    settings = HardCornerSettings(glazing="narrow lite 5 x 33 in, latch side")
    rows = list_survey(_kit(settings))
    corners = [row for row in rows if row[6] == "hard_corner"]
    subject = corners[0][5]
    row = Row({"subject": subject, "fact": "hard_corner", "value": "confirmed", "who": "A", "when": "2026-01-01"}, None)
    left = [r[5] for r in list_survey(_kit(settings, row)) if r[6] == "hard_corner"]
    assert subject not in left and len(left) == len(corners) - 1
