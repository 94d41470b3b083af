"""What rules say of the last issue, and of signs: what is not known is not passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campusmap.model.ledger import Identity, Issued, Known
from campusmap.model.places import Use
from campusmap.model.project import BuildingEntry, ImageryEntry
from campusmap.rules.demo import DEMO, TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import (
    clean,
    evidence_of,
    sketch,
    sketches,
    with_doors,
    with_evidence,
    with_project,
    with_spaces,
)
from campusmap.rules.examples_issue import (
    DRAWN,
    once_numbered,
    once_parted,
    once_whole,
    with_door_rows,
    with_level_sign,
)
from campusmap.rules.rule import Change
from campusmap.rules.run import review
from campusmap.rules.since_issue import ELSEWHERE, FORGOTTEN
from campusmap.safety.door_rows import read_numeral_in


def told(change: Change, rule_id: str) -> list[str]:
    said = review(evidence_of(change))
    found = [finding.message for finding in said.findings if finding.id == rule_id]
    return found + [f"not assessed: {skip.why}" for skip in said.not_assessed if skip.id == rule_id]


def in_another_crs() -> Change:
    def step(given: Evidence) -> Evidence:
        assert given.ledger is not None
        return replace(given, ledger=replace(given.ledger, crs="EPSG:4326"))

    return Change("another CRS", (step,))


def seen_earlier() -> Change:
    """Let the rooms of the ledger be those of an issue before the last: they are gone on purpose."""

    def step(given: Evidence) -> Evidence:
        assert given.ledger is not None
        known = tuple(replace(each, last_seen="2024-09-01") for each in given.ledger.identities)
        return replace(given, ledger=replace(given.ledger, identities=known))

    return Change("an issue before", (step,))


@pytest.mark.parametrize("rule_id", ["NUM042", "NUM043", "NUM044"])
def test_without_an_issue_nothing_is_said_of_changes(rule_id: str) -> None:
    assert told(clean() + with_evidence(ledger_present=False), rule_id)[0].startswith("not assessed: no edition")
    assert told(clean(), rule_id) == []  # this is the first


@pytest.mark.parametrize(
    ("change", "rule_id"),
    [(once_parted("103", "105", "109"), "NUM042"), (once_whole("101", "101", "103"), "NUM043"),
     (once_numbered("103", "113"), "NUM044")],
)  # fmt: skip
def test_only_the_last_issue_in_the_same_coordinates_counts(change: Change, rule_id: str) -> None:
    assert len(told(DRAWN + change, rule_id)) == 1
    assert set(told(DRAWN + change + in_another_crs(), rule_id)) == {f"not assessed: {ELSEWHERE}"}
    assert told(DRAWN + change + seen_earlier(), rule_id) == []


def issued_again(*days: str) -> Change:
    """Let today's campus be issued on some days, too, the last of which the ledger keeps."""

    def step(given: Evidence) -> Evidence:
        assert given.ledger is not None
        rooms = given.floors[0].spaces
        now = tuple(Identity(room.id, room.number, room.outline.wkt, days[-1]) for room in rooms)
        editions = (*given.ledger.editions, *(Issued(day, "responder", "89abcdef", "campusmap 1") for day in days))
        before = Known(given.ledger.crs, given.ledger.identities)
        return replace(given, ledger=replace(given.ledger, editions=editions, identities=now, before=before))

    return Change(f"issued on {', '.join(days)}", (step,))


def test_an_issue_built_again_is_compared_with_the_one_before_it() -> None:
    once = DRAWN + once_numbered("103", "113")
    assert len(told(once + issued_again("2026-03-02"), "NUM044")) == 1
    assert told(once + issued_again("2026-03-02", "2026-04-01"), "NUM044") == [f"not assessed: {FORGOTTEN}"]
    assert told(once + issued_again("2026-03-01"), "NUM044") == []  # that of the day before had today's numbers


def test_a_part_keeps_the_number_or_takes_a_letter() -> None:
    assert told(DRAWN + once_whole("103", "101", "103"), "NUM043") == [
        "101 is a part of what was 103; a part keeps 103 or takes it with a letter"
    ]
    assert told(DRAWN + once_whole("10", "101", "103"), "NUM043") != []  # a digit is no letter


def test_a_room_that_only_moved_its_wall_is_not_divided() -> None:
    def nearly(given: Evidence) -> Evidence:
        assert given.ledger is not None
        (one,) = given.ledger.identities
        shape = next(s.outline for s in given.floors[0].spaces if s.number == "101").buffer(0.5, join_style="mitre")
        return replace(given, ledger=replace(given.ledger, identities=(replace(one, shape=shape.wkt),)))

    assert told(DRAWN + once_numbered("101", "101") + Change("wall moved", (nearly,)), "NUM043") == []


def test_a_sign_that_nobody_read_is_not_passed() -> None:
    upper = TWO_FLOORS["main"]["2"].replace("| 201 |", "|STR1 |")
    drawn = sketches({"main": {"1": DEMO, "2": upper}}) + with_spaces("STR1", floor_index=1, use=Use.STAIR)
    blank = Change("nobody looked", (lambda given: replace(given, analysis=replace(given.analysis, survey=())),))
    assert told(drawn, "NUM045") == []
    assert told(drawn + blank, "NUM045")[0].startswith("not assessed: ")
    assert told(drawn + with_level_sign("main/2", "1"), "NUM045") == ["At the stairs of Level 2 the sign says 1"]
    assert told(sketch(DEMO) + blank, "NUM045") == []  # one floor needs no sign


def test_door_signs_that_nobody_saw_are_not_passed() -> None:
    blank = with_door_rows(sign_inside="", numeral_in="")
    assert told(clean() + blank, "DOR020") == [
        "not assessed: where the number stands is not recorded of 2 doors (sign_outside, sign_inside)"
    ]
    assert told(clean() + blank, "DOR021")[0].startswith("not assessed: the height")
    both = with_door_rows(sign_inside="no", sign_outside="no")
    assert told(clean() + both, "DOR020")[0] == "Door 1 has no number outside or inside"
    assert told(clean() + with_doors(number="", posted_number="") + blank, "DOR020") == []  # DOR001 says that


def test_numerals_are_judged_by_where_they_are_read_from() -> None:
    near = told(clean() + with_door_rows(numeral_in="4 in"), "DOR021")
    assert near and all("from the drive" in said for said in near)
    roads = Change("no drive", (lambda given: replace(given, campus=replace(given.campus, areas=())),))
    assert told(clean() + roads + with_door_rows(numeral_in="4 in"), "DOR021") == []
    assert told(clean() + roads + with_door_rows(numeral_in="3.5"), "DOR021")[0].endswith("4 in are read at any door")


@pytest.mark.parametrize(
    ("text", "inches"), [("6", 6.0), ("6 in", 6.0), ('4.5"', 4.5), ("5 inches", 5.0), ("large", None), ("", None)]
)
def test_inches_are_read(text: str, inches: float | None) -> None:
    assert read_numeral_in(text) == inches


def test_days_of_the_project_that_are_to_come_are_told() -> None:
    late, early = date(2099, 1, 1), date(2020, 1, 1)
    building = BuildingEntry("main", posted_number="7", posted_on=late)
    pictures = (ImageryEntry("old.tif", captured=early), ImageryEntry("new.tif", captured=late))
    assert told(clean() + with_project(building=(building,), imagery=pictures), "TBL009") == [
        "building[0].posted_on of building main is 2099-01-01, after the issue date",
        "imagery[1].captured of new.tif is 2099-01-01, after the issue date",
    ]
