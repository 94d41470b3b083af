"""Published conventions, each as its own documents have it: numbers that follow it pass, and what breaks it is told."""

from __future__ import annotations

import pytest

from campusmap.model.numbering import Numbering
from campusmap.rules.examples import evidence_of, sketch, sketches, with_building, with_floor, with_project, with_spaces
from campusmap.rules.rule import Change
from campusmap.rules.run import review

# Rules whose answer depends on the convention; the others ask the same of all.
OF_SCHEMES = {
    "NUM005", "NUM006", "NUM007", "NUM008", "NUM009", "NUM010", "NUM012", "NUM013", "NUM021", "NUM023", "NUM024",
    "NUM025", "NUM027", "NUM031", "NUM032", "NUM033", "NUM035", "NUM036", "BLD012", "BLD014",
}  # fmt: skip


def told(change: Change, preset: str, **own: object) -> set[str]:
    scheme = with_project(numbering=Numbering(preset=preset, **own))  # type: ignore[arg-type]
    found = review(evidence_of(change + scheme)).findings
    return {finding.id for finding in found} & OF_SCHEMES


def floor(north: str, south: str, hall: str = "COR1") -> Change:
    """Draw a corridor with five rooms on each side."""
    top, bottom = north.split(), south.split()
    wide = max(map(len, [*top, *bottom])) + 2
    wall = "+" + ("-" * wide + "+") * 5
    door = "+" + ("--/".ljust(wide, "-") + "+") * 5
    row = ["|" + "".join(f" {number}".ljust(wide) + "|" for number in side) for side in (top, bottom)]
    lines = [wall, row[0], door, f"D {hall} Hall".ljust(5 * (wide + 1)) + "|", door, row[1], wall]
    west = "(1) "
    return sketch("\n".join((west if line.startswith("D ") else "    ") + line for line in lines))


STRAIGHT = ("101 103 105 107 109", "102 104 106 108 110")
GAPS = ("101 105 109 113 117", "102 106 110 114 118")


@pytest.mark.parametrize("preset", ["indiana", "vcu"])
def test_odd_on_one_side_even_on_the_other_in_ascending_order(preset: str) -> None:
    hall = "1C1" if preset == "vcu" else "COR1"
    columns = {"room_attributes": ()}
    assert told(floor(*GAPS, hall=hall), preset, **columns) == set()
    assert "NUM012" in told(floor("101 106 109 113 117", "102 105 110 114 118", hall=hall), preset, **columns)
    assert "NUM007" in told(floor("113 105 101 117 109", GAPS[1], hall=hall), preset, **columns)
    assert "NUM024" in told(floor(*STRAIGHT, hall=hall), preset, **columns)  # no numbers in reserve


def test_wright_state_asks_for_neither_sides_nor_gaps() -> None:
    assert told(floor("101 102 103 104 105", "106 107 108 109 110", hall="COR101"), "wright-state") == set()


@pytest.mark.parametrize(("number", "found"), [("COR101", False), ("COR201", True), ("C1", True)])
def test_wright_state_corridors(number: str, found: bool) -> None:
    assert ("NUM031" in told(floor(*STRAIGHT, hall=number), "wright-state")) is found


@pytest.mark.parametrize(("number", "found"), [("1C1", False), ("2C1", True), ("COR1", True)])
def test_vcu_corridors(number: str, found: bool) -> None:
    assert ("NUM031" in told(floor(*GAPS, hall=number), "vcu", room_attributes=())) is found


def two_floors(below: str, above: str, stair: str, stair_above: str) -> Change:
    shapes = {
        "1": f"""
            +------+------------+
            | {below} | {stair:<5}Stair |
            +--/---+--/---------+
        (1) D COR1 Hall         |
            +-------------------+
        """,
        "2": f"""
            +------+------------+
            | {above} | {stair_above:<5}Stair |
            +--/---+--/---------+
            | COR2 Hall         |
            +-------------------+
        """,
    }
    shaft = with_spaces(stair, shaft="S1") + with_spaces(stair_above, floor_index=1, shaft="S1")
    return sketches({"main": shapes}) + shaft


def test_a_stair_keeps_the_number_of_its_lowest_stop() -> None:
    def stairs(change: Change) -> set[str]:
        found = review(evidence_of(change + with_project(numbering=Numbering(preset="vcu", corridor="")))).findings
        return {f.id for f in found} & {"NUM017", "NUM031"}

    assert stairs(two_floors("101 ", "201 ", "1S1", "1S1")) == set()
    assert stairs(two_floors("101 ", "201 ", "1S1", "2S1")) == {"NUM017", "NUM031"}


def test_unc_numbers_have_four_characters_and_no_marks() -> None:
    good = floor("1101 1102 1103 1104 1105", "1201 1202 1203 1204 1205")
    assert told(good, "unc") == set()
    assert "NUM008" in told(floor("1101 1102 103 1104 1105", "1201 1202 1203 1204 1205"), "unc")
    assert "NUM009" in told(floor("1101 1-102 1103 1104 1105", "1201 1202 1203 1204 1205"), "unc")


def test_unc_tenth_floor_has_five() -> None:
    tenth = floor("10101 10102 10103 10104 10105", "10201 10202 10203 10204 10205") + with_floor(code="10")
    assert "NUM008" not in told(tenth, "unc")
    assert "NUM008" in told(
        floor("1101 1102 1103 1104 1105", "1201 1202 1203 1204 1205") + with_floor(code="10"), "unc"
    )


SUITE = """
        +------+--------+
        | {front} |        |
        |      / {behind} |
        |      |        |
        +--/---+--------+
    (1) D COR1 Hall     |
        +---------------+
"""


@pytest.mark.parametrize("preset", ["indiana", "unc", "vcu"])
def test_a_room_in_a_suite_takes_a_letter(preset: str) -> None:
    own = {"room_attributes": (), "width": None, "corridor": ""} if preset != "unc" else {}
    front, other = ("1101", "1102") if preset == "unc" else ("101 ", "102 ")
    kept = front.strip()
    good = sketch(SUITE.format(front=front, behind=f"{kept}A".ljust(6)))
    assert not {"NUM025", "NUM027"} & told(good, preset, **own)
    assert "NUM025" in told(sketch(SUITE.format(front=front, behind=other.ljust(6))), preset, **own)
    assert "NUM027" in told(sketch(SUITE.format(front=front, behind=f"{kept}AB".ljust(6))), preset, **own)


def test_va_suffixes_stand_behind_a_point() -> None:
    assert not {"NUM025", "NUM027", "NUM009"} & told(sketch(SUITE.format(front="101 ", behind="101.1 ")), "va")
    assert "NUM027" in told(sketch(SUITE.format(front="101 ", behind="101A  ")), "va")
    assert "NUM009" in told(sketch(SUITE.format(front="101 ", behind="101.1 ")), "unc")


@pytest.mark.parametrize(("number", "found"), [("10.1234", False), ("10.12345", True)])
def test_dallas_counts_seven_characters_with_the_point(number: str, found: bool) -> None:
    rooms = with_spaces("101", number=number, posted_number=number)
    assert ("NUM021" in told(floor(*STRAIGHT) + rooms, "utdallas", floor_digit=False)) is found


@pytest.mark.parametrize(("preset", "code", "found"), [
    ("hawaii", "SB", False), ("hawaii", "B1", True), ("stanford", "B1", False), ("stanford", "SB", True),
    ("dodea", "B2", False), ("dodea", "SB", True), ("unc", "B", False), ("unc", "G", False), ("unc", "B1", True),
])  # fmt: skip
def test_basement_codes(preset: str, code: str, found: bool) -> None:
    change = (
        two_floors("101 ", "201 ", "STR1", "STR1") + with_floor(0, ordinal=-1, code=code) + with_floor(1, ordinal=0)
    )
    assert ("NUM032" in told(change + doors_upstairs(), preset)) is found


def doors_upstairs() -> Change:
    """Give no floor a door to the outside, so that the ground is where the main entrance's floor is."""
    return with_building(main_entrance="") + with_floor(0, openings=()) + with_floor(1, openings=())


def test_vanderbilt_leaves_out_i_and_o() -> None:
    spaces = with_spaces("101", number="1O1", posted_number="1O1")
    assert "NUM010" in told(floor(*STRAIGHT) + with_spaces("103", number="103I", posted_number="103I"), "vanderbilt")
    assert "NUM010" not in told(floor(*STRAIGHT) + spaces, "", skip_letters="")


def test_lehigh_buildings_have_four_digits() -> None:
    wings = floor("A101 A103 A105 A107 A109", "A102 A104 A106 A108 A110")
    assert told(wings + with_building(number="0042"), "lehigh") == set()
    assert "BLD012" in told(wings + with_building(number="42"), "lehigh")
    assert "NUM013" in told(floor(*STRAIGHT) + with_building(number="0042"), "lehigh")


@pytest.mark.parametrize(("code", "found"), [("02", False), ("2", False), ("03", True)])
def test_stanford_floors_have_two_digits(code: str, found: bool) -> None:
    change = two_floors("101 ", "201 ", "STR1", "STR1") + with_floor(1, code=code)
    assert ("NUM035" in told(change, "stanford", floor_one="main-entrance")) is found
