from __future__ import annotations

import pytest

from campusmap.model.project import Project
from campusmap.model.source import Ref
from campusmap.model.tables import Row
from campusmap.rules.demo import TWO_BUILDINGS, TWO_FLOORS
from campusmap.rules.examples import clean, evidence_of, sketches
from campusmap.rules.rule import Change
from campusmap.safety.devices import place_markers
from campusmap.safety.survey import none_rows, read_survey, record_walk

COLUMNS = ("subject", "fact", "value", "who", "when", "plan_digest")


def row(*cells: str) -> Row:
    return Row(dict(zip(COLUMNS, cells, strict=False)), Ref("survey.csv", place="row 2"))


def read(*cells: str, example: Change | None = None, digests: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
    campus = evidence_of(example or sketches(TWO_FLOORS)).campus
    return read_survey(campus, (row(*cells),), digests or {})


@pytest.mark.parametrize(
    ("cells", "fact", "value", "subject"),
    [
        (("campus", "Walk-through", "all floors"), "walk_through", "all floors", "sketch"),
        (("", "walk_through", ""), "walk_through", "yes", "sketch"),
        (("main/2", "review", "yes"), "review", "yes", "main/2"),
        (("main", "hazard", "none"), "HAZARD", "none", "main"),
        (("campus", "fields", "None here"), "field", "none", "sketch"),
        (("campus", "r40", "Exempt"), "R40", "exempt", "sketch"),
        (("main/2", "level sign", "B1"), "level_sign", "B1", "main/2"),
        (("main/201", "E02", "no"), "E02", "no", "main/2/201"),
        (("campus", "walk_through", "YES"), "walk_through", "yes", "sketch"),
        (("main/201", "checked", "Wrong"), "checked", "wrong", "main/2/201"),
        (("main/201", "posted number", "None"), "posted_number", "none", "main/2/201"),
        (("main/201", "lockable", "Yes, by thumb turn"), "lockable", "Yes, by thumb turn", "main/2/201"),
    ],
)
def test_rows_are_read(cells: tuple[str, ...], fact: str, value: str, subject: str) -> None:
    survey = read(*cells, "A. Green", "2026-01-15")
    (found,) = survey.facts
    assert (found.fact, found.value, found.subject, survey.notices) == (fact, value, subject, ())


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("campus", "weather", "fine", "A", "2026-01-15"), "survey.unknown_fact"),
        (("campus", "AED", "yes", "A", "2026-01-15"), "survey.unreadable_value"),
        (("campus", "R40", "perhaps", "A", "2026-01-15"), "survey.unreadable_value"),
        (("main/2", "level_sign", "", "A", "2026-01-15"), "survey.unreadable_value"),
        (("campus", "review", "no", "A", "2026-01-15"), "survey.unreadable_value"),
        (("main/201", "checked", "wrnog", "A", "2026-01-15"), "survey.unreadable_value"),
        (("main/201", "lockable", "brokn", "A", "2026-01-15"), "survey.unreadable_value"),
        (("main/201", "numeral_in", "152 mm", "A", "2026-01-15"), "survey.unreadable_value"),
        (("main/201", "pad_expiry", "2026-02-31", "A", "2026-01-15"), "survey.unreadable_value"),
        (("shed", "review", "yes", "A", "2026-01-15"), "survey.no_such_subject"),
        (("main/999", "review", "yes", "A", "2026-01-15"), "survey.no_such_subject"),
        (("campus", "review", "yes", "", "2026-01-15"), "survey.undated"),
        (("campus", "review", "yes", "A", "last summer"), "survey.undated"),
        (("campus", "review", "yes", "A", "2026-01-151"), "survey.undated"),
        (("campus", "review", "yes", "unknown", "2026-01-15"), "survey.undated"),
    ],
)
def test_a_row_that_is_not_used_is_told(cells: tuple[str, ...], code: str) -> None:
    survey = read(*cells)
    assert survey.facts == () and [notice.code for notice in survey.notices] == [code]
    assert survey.notices[0].ref == Ref("survey.csv", place="row 2")


def test_hard_corner_rows_are_left_to_their_own_reader() -> None:
    survey = read("main/101", "hard_corner", "confirmed", "A", "2026-01-15")
    assert survey.facts == () and survey.notices == ()


def test_a_digest_narrows_a_row_to_its_drawing() -> None:
    digests = {"main/1": "ab12cd34ef", "main/2": "99887766aa"}
    cells = ("campus", "walk_through", "all", "A", "2026-01-15")
    assert read(*cells, digests=digests).facts[0].floors == ("main/1", "main/2")
    assert read(*cells, "AB12CD34", digests=digests).facts[0].floors == ("main/1",)
    other = read(*cells, "deadbeef", digests=digests)
    assert not other.facts[0].fits_plan and [n.code for n in other.notices] == ["survey.other_plan"]


def test_a_room_is_no_floor_walked() -> None:
    assert read("main/201", "walk_through", "yes", "A", "2026-01-15").facts[0].floors == ()


def test_the_latest_walk_of_the_whole_campus_stands_in_the_project() -> None:
    evidence = evidence_of(clean())
    old = evidence.project

    def recorded(*cells: str) -> Project:
        survey = read_survey(evidence.campus, (row(*cells),), {})
        return record_walk(old, evidence.campus, survey.facts)

    later = recorded("campus", "walk_through", "all floors", "B. Blue", "2026-02-01").campus.verified
    assert later is not None and (later.who, later.when.isoformat(), later.scope) == (
        "B. Blue",
        "2026-02-01",
        "all floors",
    )
    assert recorded("campus", "walk_through", "all", "B. Blue", "2025-02-01") is old


def test_none_here_becomes_a_marker_of_its_building() -> None:
    campus = evidence_of(sketches(TWO_BUILDINGS)).campus
    rows = (row("annex", "gas", "none", "A. Green", "2026-01-15"), row("campus", "fields", "none", "A", "2026-01-15"))
    placed = place_markers(campus, none_rows(campus, read_survey(campus, rows, {}).facts)).markers
    (marker,) = [m for m in placed if m not in campus.markers]
    assert (marker.kind, marker.status, marker.building) == ("GAS_SHUTOFF", "none", "annex")
    assert marker.attributes["checked_on"] == "2026-01-15"


@pytest.mark.parametrize(
    ("subject", "building", "floor"), [("campus", "", ""), ("main/2", "main", "main/2"), ("main/201", "main", "main/2")]
)
def test_none_here_is_filed_where_it_was_seen(subject: str, building: str, floor: str) -> None:
    campus = evidence_of(sketches(TWO_FLOORS)).campus
    facts = read_survey(campus, (row(subject, "camera", "none", "A. Green", "2026-01-15"),), {}).facts
    (marker,) = [m for m in place_markers(campus, none_rows(campus, facts)).markers if m.kind == "CAMERA"]
    assert (marker.building, marker.floor, marker.at) == (building, floor, None)


def test_a_row_that_names_nothing_makes_no_marker() -> None:
    campus = evidence_of(clean()).campus
    rows = (row("shed", "camera", "none", "A. Green", "2026-01-15"), row("campus", "camera", "none", "", ""))
    assert none_rows(campus, read_survey(campus, rows, {}).facts) == ()


@pytest.mark.parametrize(
    ("subject", "found"),
    [("main/door 1", "door"), ("main/Knox", "device"), ("main/roof hatch", "device"), ("main/201", "main/2/201")],
)
def test_one_thing_is_checked_and_stands_for_no_walk_through(subject: str, found: str) -> None:
    campus = evidence_of(sketches(TWO_FLOORS)).campus
    box = Row(
        {"kind": "ROOF_ACCESS", "label": "Knox", "building": "main", "door": "1"}, Ref("markers.csv", place="row 2")
    )
    campus = place_markers(campus, (box,))
    door = next(o.id for b in campus.buildings for f in b.floors for o in f.openings if o.number == "1")
    device = next(marker.id for marker in campus.markers if marker.label == "Knox")
    survey = read_survey(campus, (row(subject, "checked", "", "A. Green", "2026-01-15"),), {})
    (fact,) = survey.facts
    assert (fact.subject, fact.fact, fact.floors) == ({"door": door, "device": device}.get(found, found), "checked", ())
    walked = read_survey(campus, (row("main/door 1", "walk_through", "", "A. Green", "2026-01-15"),), {})
    assert [notice.code for notice in walked.notices] == ["survey.no_such_subject"]


@pytest.mark.parametrize("fact", ["hard_corner", "review"])
def test_a_size_that_is_none_is_told(fact: str) -> None:
    campus = evidence_of(sketches(TWO_FLOORS)).campus
    cells = {"subject": "main", "fact": fact, "value": "yes", "who": "A", "when": "2026-01-15"}
    rows = {size: Row({**cells, "area_m2": size}, Ref("survey.csv")) for size in ("11.2", "", "11 sq ft", "inf", "-1")}
    told = {size: [notice.code for notice in read_survey(campus, (row,), {}).notices] for size, row in rows.items()}
    bad = ["table.bad_value"]
    assert told == {"11.2": [], "": [], "11 sq ft": bad, "inf": bad, "-1": bad}
