"""Odd cases of single rules, where the two examples do not tell all."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from shapely.affinity import scale, translate
from shapely.geometry.base import BaseGeometry

from campusmap.model.analysis import Outcome
from campusmap.model.numbering import Numbering
from campusmap.model.places import Space, TrueNorth, Use
from campusmap.model.project import MainEntrance
from campusmap.model.settings import HardCornerSettings
from campusmap.rules.demo import TWO_BUILDINGS, TWO_FLOORS
from campusmap.rules.examples import (
    clean,
    evidence_of,
    sketch,
    sketches,
    with_all_openings,
    with_building,
    with_campus,
    with_campus_entry,
    with_floor,
    with_floor_notice,
    with_frame,
    with_hard_corners,
    with_marker,
    with_project,
    with_spaces,
    without_marker,
)
from campusmap.rules.rule import Change
from campusmap.rules.run import review


def ids_of(example: str | Change) -> list[str]:
    return [finding.id for finding in review(evidence_of(example)).findings if not finding.waived]


def doors_around_one_corridor(north: str, east: str, south: str, west: str = "1") -> str:
    return f"""
              ({north})
            +--/--+-----+
            | 101 | 103 |
            +--/--+--/--+
        ({west}) D COR1 Hall D ({east})
            +-----/-----+
                 ({south})
    """


@pytest.mark.parametrize(
    ("numbers", "direction", "found"),
    [
        (("2", "3", "4"), "clockwise", 0),
        (("4", "3", "2"), "counter-clockwise", 0),
        (("4", "3", "2"), "clockwise", 1),
        (("2", "3", "4"), "counter-clockwise", 1),
        (("2", "4", "3"), "clockwise", 1),
        (("D2", "D3", "D4"), "clockwise", 0),
        (("2", "2A", "3"), "clockwise", 0),
    ],
)
def test_door_order(numbers: tuple[str, str, str], direction: str, found: int) -> None:
    change = sketch(doors_around_one_corridor(*numbers)) + with_project(numbering=Numbering(door_direction=direction))  # type: ignore[arg-type]
    assert ids_of(change).count("DOR003") == found


def test_door_scope_campus_sees_doubles_between_buildings() -> None:
    within = with_project(numbering=Numbering(door_scope="building"))
    across = with_project(numbering=Numbering(door_scope="campus")) + with_campus_entry(
        main_entrance=MainEntrance("main", "1")
    )
    assert "DOR002" not in ids_of(sketches(TWO_BUILDINGS) + within)
    assert ids_of(sketches(TWO_BUILDINGS) + across).count("DOR002") == 2


def test_a_door_bank_carries_one_number() -> None:
    bank = """
        +-----+-----+
        | 101 | 103 |
        +--/--+--/--+
        | COR1 Hall |
        +-/-/-------+
          (1)
    """
    twice = sketch(bank) + with_all_openings() + Change("both leaves numbered 1", (number_all_exterior,))
    assert "DOR002" not in ids_of(twice)


def number_all_exterior(evidence):  # type: ignore[no-untyped-def]
    from campusmap.rules.examples import with_doors

    for step in with_doors(number="1", posted_number="1").steps:
        evidence = step(evidence)
    return evidence


def test_reserved_door_numbers_are_no_gap() -> None:
    gap = sketch(doors_around_one_corridor("2", "4", "5"))
    assert "DOR005" in ids_of(gap)
    assert "DOR005" not in ids_of(gap + with_project(numbering=Numbering(reserved=("3",))))


def test_duplicates_are_folded_and_circulation_is_free() -> None:
    twins = """
            +------+------+
            | B101 | b-101|
            +--/---+--/---+
        (1) D COR1 Hall   |
            +-------------+
    """
    assert ids_of(twins).count("NUM004") == 1
    stairs = sketches(TWO_FLOORS) + with_spaces("103", number="STR1", posted_number="STR1")
    assert "NUM004" not in ids_of(stairs + with_spaces("203", floor_index=1, number="STR1", posted_number="STR1"))


def test_posted_numbers_are_what_the_rules_read() -> None:
    mended = with_spaces("101", posted_number="") + with_spaces("103", number="101")
    evidence_ids = ids_of(mended)
    assert "NUM004" not in evidence_ids  # the wall says 103, whatever the drawing says
    assert "NUM018" in evidence_ids


@pytest.mark.parametrize(
    ("number", "code", "wrong"),
    [
        ("214", "2", False),
        ("114", "2", True),
        ("B214", "2", False),
        ("B-014", "B", False),
        ("014", "0", False),
        ("1214", "2", False),  # building 1, floor 2
        ("3214", "2", True),
        ("COR9", "2", False),
        ("M12", "M", False),
    ],
)
def test_floor_codes(number: str, code: str, wrong: bool) -> None:
    change = with_spaces("101", number=number, posted_number=number) + with_floor(code=code)
    evidence = evidence_of(change)
    said = [f for f in review(evidence).findings if f.id == "NUM005" and f.number == number]
    assert bool(said) is wrong


def test_no_device_is_an_answer_when_it_is_stated() -> None:
    assert "MRK010" in ids_of(without_marker("AED"))
    assert "MRK010" not in ids_of(without_marker("AED") + with_marker("AED", status="none", at=None))
    assert "MRK010" in ids_of(without_marker("AED") + with_marker("AED", status="planned"))


def test_unordered_rooms_are_told_only_with_little_doubt() -> None:
    nearly = """
            +-----+-----+-----+-----+-----+
            | 101 | 105 | 103 | 107 | 109 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +-----------------------------+
    """
    assert "NUM007" not in ids_of(nearly)
    falling = nearly.replace("| 101 | 105 | 103 | 107 | 109 |", "| 109 | 107 | 105 | 103 | 101 |")
    assert "NUM007" not in ids_of(falling)
    assert "NUM007" in ids_of(nearly.replace("101 | 105", "107 | 105").replace("107 | 109", "101 | 109"))


def test_a_loop_round_a_corridor_is_in_order_on_either_side() -> None:
    loop = """
            +-----+-----+-----+-----+-----+
            | 101 | 102 | 103 | 104 | 105 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +--/--+--/--+--/--+--/--+--/--+
            | 110 | 109 | 108 | 107 | 106 |
            +-----+-----+-----+-----+-----+
    """
    assert ids_of(loop) == []


def test_a_wrong_unit_shows_in_the_doors() -> None:
    from shapely import LineString

    tiny = with_all_openings(line=LineString([(500006, 3999996), (500006.03, 3999996)]))
    assert "PLC014" in ids_of(tiny)
    assert "PLC014" not in ids_of(tiny + with_frame(unit_confirmed=False, placed=False))


def test_a_confirmed_unit_beats_the_headers_doubt() -> None:
    from campusmap.model.source import Notice

    doubt = with_floor(notices=(Notice("dxf.unit_doubtful", "the header says mm, the drawing looks like inches"),))
    assert "PLC002" in ids_of(doubt + with_frame(unit_confirmed=False, placed=False))
    assert "PLC002" not in ids_of(doubt + with_frame(unit_source="campus.toml"))


BRANCHING = """
            +-----+-----+-----+-----+-----+
            | 101 | 103 | 105 | 107 | 109 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +-----------+     +-----------+
                        |     |
                        |     +-----+
                        |     / 111 |
                        |     +-----+
                        |     |
                        +-----+
"""


def test_the_order_along_a_corridor_that_branches_is_not_assessed() -> None:
    verdict = review(evidence_of(sketch(BRANCHING)))
    assert "NUM007" not in [finding.id for finding in verdict.findings]
    assert ("NUM007", "main/1/cor1") in [(skip.id, skip.subject) for skip in verdict.not_assessed]


@pytest.mark.parametrize(("side_a_deg", "found"), [(270.0, 0), (90.0, 1), (None, None)])
def test_side_letters_count_from_the_front(side_a_deg: float | None, found: int | None) -> None:
    from campusmap.model.analysis import Orientation

    door = """
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
       (1A) D COR1 Hall |
            +-----------+
    """
    evidence = evidence_of(
        sketch(door) + with_building(main_entrance="1A") + with_project(numbering=Numbering(door_sides="letters"))
    )
    fronts = () if side_a_deg is None else (Orientation("main", side_a_deg, assumed=False),)
    evidence = replace(evidence, analysis=replace(evidence.analysis, orientations=fronts))
    verdict = review(evidence)
    if found is None:
        assert "DOR017" in [skip.id for skip in verdict.not_assessed]
    else:
        assert [finding.id for finding in verdict.findings].count("DOR017") == found


def test_a_divided_room_has_no_plain_number() -> None:
    assert "NUM026" in ids_of(with_spaces("103", number="103B", posted_number="103B"))
    divided = with_spaces("103", number="107A", posted_number="107A")
    assert "NUM026" not in ids_of(divided + with_spaces("105", number="107B", posted_number="107B"))


def test_hard_corner_outcomes() -> None:
    assert ids_of(with_hard_corners(Outcome.SAFER_SPACE)) == []
    assert ids_of(with_hard_corners(Outcome.HARD_CORNER, status="rejected")) == []
    assert "HRD003" in ids_of(with_hard_corners(Outcome.NONE_AVAILABLE))


def test_only_the_main_building_starts_at_door_one_when_doors_are_counted_over_the_campus() -> None:
    campus_wide = with_project(numbering=Numbering(door_scope="campus")) + with_building(1, main_entrance="2")
    said = ids_of(sketches(TWO_BUILDINGS) + campus_wide + with_campus_entry(main_entrance=MainEntrance("main", "1")))
    assert "DOR004" not in said


def test_the_demo_is_clean() -> None:
    assert ids_of(clean()) == []
    assert ids_of(sketches(TWO_FLOORS)) == []
    assert ids_of(sketches(TWO_BUILDINGS)) == []


def test_doors_without_numbers_or_a_named_main_entrance_are_not_assessed() -> None:
    example = sketch(doors_around_one_corridor("", "", "", "").replace("()", "  ")) + with_building(main_entrance="")
    verdict = review(evidence_of(example))
    assert "DOR003" not in [finding.id for finding in verdict.findings]
    assert "DOR003" in [skip.id for skip in verdict.not_assessed]


STACK = {
    "main": {
        "1": """
            +------+-----+-----+------+
            | STR1 | 101 | 103 | STR2 |
            +--/---+--/--+--/--+--/---+
            | COR1 Hall               |
            +-----------/-------------+
                       (1)
        """,
        "2": """
            +------+-----+-----+------+
            | STR1 | 201 | 203 | STR2 |
            +--/---+--/--+--/--+--/---+
            | COR2 Hall               |
            +-------------------------+
        """,
    }
}


def upstairs(shift_m: float = 0.0, flip: bool = False, **changes: object) -> Change:
    """Move the upper floor: shift it, or mirror it about its middle."""
    upper = evidence_of(sketches(STACK)).campus.buildings[0].floors[1]
    middle = upper.outline.centroid

    def move(shape: BaseGeometry) -> BaseGeometry:
        moved = translate(shape, shift_m)
        return scale(moved, -1, 1, origin=(middle.x, middle.y)) if flip else moved

    def alter(space: Space) -> Space:
        use = Use.STAIR if "STR" in space.number else space.use
        return replace(space, use=use, outline=move(space.outline), **changes)

    spaces = tuple(map(alter, upper.spaces))
    ground = with_spaces("STR1", use=Use.STAIR) + with_spaces("STR2", use=Use.STAIR)
    return sketches(STACK) + ground + with_floor(1, spaces=spaces, outline=move(upper.outline))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (upstairs(), ""),
        (upstairs(0.9), ""),
        (upstairs(1.5), "stand 4.9 ft (1.5 m) beside those below"),
        (upstairs(6.5), "stair STR1 lies 21 ft (6.5 m)"),
        (upstairs(flip=True), "stair STR1 lies"),
        (upstairs(6.5, number="", posted_number=""), "none of its"),
        (upstairs(flip=True, number="", posted_number=""), ""),  # mirrored, unnumbered stairs at both ends look alike
    ],
)
def test_shafts_stand_over_one_another(change: Change, said: str) -> None:
    found = [f.message for f in review(evidence_of(change)).findings if f.id == "PLC021"]
    assert len(found) == bool(said) and all(said in message for message in found)


@pytest.mark.parametrize(("turn_deg", "found"), [(0.0, 0), (0.45, 0), (0.55, 1), (-0.55, 1), (180.0, 1)])
def test_page_up_is_true_north_within_half_a_degree(turn_deg: float, found: int) -> None:
    cos, sin = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    north = TrueNorth((cos, sin, 0.0, -sin, cos, 0.0), (0.0, 0.0, -81.0, 0.0, 0.0, 36.1), 0.0)
    assert ids_of(clean() + with_campus(north=north)).count("PLC022") == found


def test_a_floor_off_its_place_is_one_error_and_not_several() -> None:
    fit = with_frame(placed=False) + with_floor_notice("place.fit")
    assert [i for i in ids_of(fit) if i.startswith("PLC")] == ["PLC016"]
    turned = with_frame(placed=False) + with_floor_notice("place.pose")
    assert [i for i in ids_of(turned) if i.startswith("PLC")] == ["PLC018"]
    unit = with_frame(placed=False, unit_confirmed=False) + with_floor_notice("place.fit")
    assert [i for i in ids_of(unit) if i.startswith("PLC")] == ["PLC002"]


@pytest.mark.parametrize(
    ("own", "campus", "said"),
    [
        ("1", "1", []), ("1", "Door 1", []), ("", "1", []),
        ("", "77", ["to be door 77, and no exterior door carries that number"]),
        ("1", "77", ["to be door 77, and no exterior door carries that number"]),
        ("77", "77", ["to be door 77, and no exterior door carries that number"]),
        ("1", "2", ["to be door 2, and main_entrance of the building itself, which counts, is door 1"]),
    ],
)  # fmt: skip
def test_the_main_entrance_of_the_campus_is_held_against_the_doors(own: str, campus: str, said: list[str]) -> None:
    given = clean() + with_building(main_entrance=own)
    given += with_campus_entry(main_entrance=MainEntrance("main", campus))
    found = [f.message for f in review(evidence_of(given)).findings if f.id == "DOR010"]
    assert [text.partition(" is ")[2] for text in found] == said


@pytest.mark.parametrize(
    ("kind", "glass", "end"),
    [
        ("exterior", "full lite", None), ("Double door", "none", None), ("secondary", "none", None),
        ("extrior", "none", "did you mean exterior?"), ("exterior", "fool lite", "is not understood"),
    ],
)  # fmt: skip
def test_glass_declared_for_a_type_is_used_or_told(kind: str, glass: str, end: str | None) -> None:
    given = clean() + with_project(hard_corners=HardCornerSettings(glazing_of={kind: glass}))
    found = [f.message for f in review(evidence_of(given)).findings if f.id == "HRD009"]
    assert [text.endswith(end or "?") for text in found] == ([True] if end else [])
