"""The lines of the requirements: a campus that passes every pack loses exactly the line whose element is taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from campusmap.model.analysis import Outcome
from campusmap.model.finding import Review
from campusmap.model.kit import SheetFact
from campusmap.model.ledger import Issued, Ledger
from campusmap.model.places import Recipient, Use
from campusmap.model.project import Verified
from campusmap.model.requirement import Answer, LineAnswer, PackAnswer, summarise
from campusmap.model.settings import GridSettings, Ng911, RequirementSettings
from campusmap.model.source import Ref
from campusmap.model.survey import CERTIFICATION, CHANGED, NONE, WALK_THROUGH, SurveyFact
from campusmap.rules.demo import DEMO
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import (
    evidence_of,
    sketches,
    with_all_openings,
    with_building,
    with_campus,
    with_campus_entry,
    with_doors,
    with_evidence,
    with_hard_corners,
    with_imagery,
    with_marker,
    with_notice,
    with_project,
    with_reach,
    with_spaces,
    without_area,
    without_marker,
)
from campusmap.rules.lines.judge import judge_requirements, load_lines
from campusmap.rules.lines.line import TOLD, Ask, Case, tell
from campusmap.rules.lines.packs import GRADES, load_packs
from campusmap.rules.lines.placing import QUADRANT_M
from campusmap.rules.rule import Change
from campusmap.rules.run import review
from campusmap.sketch import EPSG

SCHOOL = {
    "main": {
        "1": """
            +------+-----+------+--W--+
            | STR1 | 101 | 101A | 103 |
            +--/---+--/--+--/---+--/--+
        (1) D COR1 Hall               D (2)
            +-------------------------+
        """,
        "2": """
            +------+-----+-----+
            | STR1 | 201 | 203 |
            +--/---+--/--+--/--+
            | COR2 Hall        |
            +------------------+
        """,
    }
}
FILES = ("map", "packet", "gpkg", "geojson", "kmz", "tak", "imdf", "ng911")
AGENCIES = ("State Police", "Fire", "EMS", "911", "SWAT", "Emergency Management")


def fact(name: str, value: str, when: str, *floors: str, note: str = "") -> SurveyFact:
    row = Ref("survey.csv", place="row 2")
    return SurveyFact("sketch", name, value, "A. Green", date.fromisoformat(when), True, note, row, floors)


def with_facts(*facts: SurveyFact) -> Change:
    def step(given: Evidence) -> Evidence:
        kept = tuple(old for old in given.analysis.survey if old.fact not in {new.fact for new in facts})
        return replace(given, analysis=replace(given.analysis, survey=(*kept, *facts)))

    return Change("survey", (step,))


def with_windows(number: str) -> Change:
    def number_windows(given: Evidence) -> Evidence:
        (building,) = given.campus.buildings
        floors = tuple(
            replace(
                floor, openings=tuple(replace(o, number=number) if o.kind == "window" else o for o in floor.openings)
            )
            for floor in building.floors
        )
        return replace(given, campus=replace(given.campus, buildings=(replace(building, floors=floors),)))

    return Change("windows", (number_windows,))


def with_recipients(*agencies: str, on: str = "2026-03-02") -> Change:
    return with_campus(recipients=tuple(Recipient(agency, agency, "paper", on, "1") for agency in agencies))


def with_keys(**changes: str) -> Change:
    record = {"contents": "master, fire panel", "holder": "Fire", "last_checked": "2026-01-10", **changes}
    return without_marker("KEY_BOX") + with_marker("KEY_BOX", attributes=record)


def school() -> Change:
    sheets = tuple(SheetFact(f"F-{level}", level, f"main/{level}", 200.0, 7.0) for level in "12")
    made = sketches(SCHOOL) + with_spaces("STR1", use=Use.STAIR, shaft="S1", name="Stair")
    made += with_spaces("STR1", floor_index=1, use=Use.STAIR, shaft="S1", name="Stair")
    made += with_spaces("101A", suite="101") + with_windows("W1") + with_all_openings(covering="blind")
    for kind in ("CAMERA", "EXTINGUISHER", "RADIO_REPEATER"):
        made += with_marker(kind)
    made += with_keys() + with_recipients(*AGENCIES) + with_reach()
    made += with_facts(
        fact("R35", "yes", "2026-01-20"),
        fact("R41", "yes", "2026-01-20"),
        fact(CERTIFICATION, "yes", "2026-01-20"),
        fact(CHANGED, "new doors", "2018-08-01"),
    )
    made += with_campus_entry(handling="Confidential: State Code 12.345")
    made += with_grid(QUADRANT_M) + with_evidence(sheets=sheets, exporters=FILES, ledger=issued_on("2026-03-01"))
    return (
        made
        + with_project(grid=GridSettings(preset="building"))
        + with_project(requirements=RequirementSettings(tuple(load_packs())))
    )  # type: ignore[arg-type]


def with_grid(cell_m: float) -> Change:
    def step(given: Evidence) -> Evidence:
        grid = given.campus.grid
        return replace(given, campus=replace(given.campus, grid=grid and replace(grid, cell_m=cell_m)))

    return Change(f"grid of {cell_m} m", (step,))


def with_north_aslant() -> Change:
    """Turn the frame in which maps are drawn, by about one degree, round the middle of the campus."""

    def step(given: Evidence) -> Evidence:
        north = given.campus.north
        assert north is not None
        x, y = north.matrix[2], north.matrix[5]
        aslant = replace(north, matrix=(1.0, 0.02, x + 0.02 * y, -0.02, 1.0, y - 0.02 * x))
        return replace(given, campus=replace(given.campus, north=aslant))

    return Change("north aslant", (step,))


def with_one_id_twice() -> Change:
    def step(given: Evidence) -> Evidence:
        first, second, *rest = given.campus.markers
        return replace(given, campus=replace(given.campus, markers=(first, replace(second, id=first.id), *rest)))

    return Change("two devices with one id", (step,))


def with_large_pictures() -> Change:
    def step(given: Evidence) -> Evidence:
        pictures = tuple(replace(picture, jpeg=bytes(16_000_000)) for picture in given.campus.imagery)
        return replace(given, campus=replace(given.campus, imagery=pictures))

    return Change("pictures of 16 MB", (step,))


def with_facts_of_sheets(**changes: Any) -> Change:
    def step(given: Evidence) -> Evidence:
        first, *rest = given.sheets
        return replace(given, sheets=(replace(first, **changes), *rest))

    return Change(f"first sheet: {changes}", (step,))


def issued_on(day: str, epsg: int = EPSG) -> Ledger:
    return Ledger(editions=(Issued(day, "responder", "0123abcd", "campusmap 1"),), crs=f"EPSG:{epsg}")


def answers_of(change: Change) -> dict[str, PackAnswer]:
    evidence = evidence_of(change)
    return {pack.id: pack for pack in judge_requirements(evidence, review(evidence)).packs}


@cache
def whole() -> dict[str, PackAnswer]:
    return answers_of(school())


def lines_with(pack: PackAnswer, answer: Answer) -> set[str]:
    return {line.id for line in pack.lines if line.answer is answer}


def set_back() -> Change:
    """Let every dated record be of 2019."""
    old = with_campus_entry(verified=Verified("A. Green", date(2019, 1, 15), "all"))
    return old + with_facts(fact(CERTIFICATION, "yes", "2019-01-20"))


# What to take away, so that exactly the line fails; a row for a pack and a line goes before one for the line.
TAKEN: dict[str, Change] = {
    "R01": with_evidence(exporters=tuple(name for name in FILES if name != "gpkg")),
    "R02": with_evidence(exporters=tuple(name for name in FILES if name != "map")),
    "R03": with_project(ng911=Ng911()),
    "R04": with_one_id_twice(),
    "R05": with_facts_of_sheets(alike=("Gas shut-off and Generator",)),
    "R06": with_large_pictures(),
    "R07": with_north_aslant(),
    "R08": with_facts_of_sheets(lacks=("north arrow",)),
    "R09": with_facts_of_sheets(lacks=("grid",)),
    "R11": with_campus(imagery=()),
    "R12": with_imagery(captured=""),
    "R13": with_evidence(sheets=(SheetFact("F-1", "1", "main/1", 200.0, 7.0),)),
    "R14": with_spaces("103", number="", posted_number="", name=""),
    "R15": with_spaces("103", posted_number=""),
    "R16": with_spaces("COR1", number="", posted_number="", name=""),
    "R17": with_doors("2", number="", posted_number=""),
    "R18": with_doors("2", class_=""),
    "R19": with_spaces("STR1", floor_index=1, number="", posted_number=""),
    "R20": without_marker("HAZARD"),
    "R21": without_marker("GAS_SHUTOFF"),
    "R22": without_marker("FACP"),
    "R23": without_marker("KEY_BOX"),
    "R24": without_marker("AED"),
    "R25": without_marker("BLEEDING_KIT"),
    "R26": without_area("parking"),
    "R27": without_area("field"),
    "R28": without_area("road"),
    "R29": without_area("neighbour"),
    "R30": with_campus_entry(verified=None),
    "R31": set_back(),
    "pa R31": with_recipients(*AGENCIES, on="2019-03-02"),
    "fl R31": with_facts(fact(CHANGED, "new doors", "2026-02-01")),
    "nc R31": with_facts(fact(CHANGED, "new doors", "2026-02-01")),
    "R32": with_facts(fact(CHANGED, "new doors", "2026-02-01")),
    "R33": with_recipients(*AGENCIES[1:]),
    "R34": with_campus_entry(handling=""),
    "R35": with_facts(fact("R35", "no", "2026-01-20")),
    "R37": with_evidence(ledger=issued_on("2026-03-03")),
    "R38": with_campus(state_id=""),
    "R39": with_facts_of_sheets(unexplained=("AED (defibrillator)",)),
    "R40": with_windows(""),
    "R41": without_marker("EXTINGUISHER"),
    "R42": without_marker("COMMAND_POST"),
    "R43": with_campus(contacts=()),
    "R44": with_keys(holder=""),
    "R45": with_project(grid=GridSettings()),
    "R46": with_spaces("101A", suite=""),
    "R47": with_recipients(*AGENCIES, on="2026-02-28"),
    "R48": with_campus(epsg=None),
    "E01": with_building(number=""),
    "E02": with_spaces("103", lockable="no"),
    "E03": without_marker("KEY_BOX"),
    "E04": with_all_openings(covering="none"),
    "E05": with_hard_corners(Outcome.NONE_AVAILABLE),
    "E06": without_marker("RADIO_REPEATER"),
    "E07": with_spaces("103", panic="no"),
    "E08": with_spaces("103", two_way="no"),
    "E09": without_marker("CAMERA"),
    "E10": without_marker("REUNIFICATION"),
}
# One grid a campus is how the program is made; no element can be taken away from it.
BY_CONSTRUCTION = {"R10"}
# Changed after the last walk fails both the schedule and the revision where a pack counts by years.
TAKES_TWO = {("fl", "R32"), ("nc", "R32")}


@cache
def without(key: str) -> dict[str, PackAnswer]:
    return answers_of(school() + TAKEN[key])


def cases() -> list[tuple[str, str]]:
    asked = [(name, wish.line) for name, pack in load_packs().items() for wish in pack.wishes]
    return [(name, line) for name, line in asked if line in TAKEN and (name, line) not in TAKES_TWO]


def test_the_whole_school_fails_nothing() -> None:
    failing = [
        (name, line.id, line.said) for name, pack in whole().items() for line in pack.lines if line.answer == "fail"
    ]
    assert failing == []


def test_every_line_that_can_be_judged_is_taken_from() -> None:
    """A line that begins to be judged needs its element here."""
    judged = {line for pack in whole().values() for line in lines_with(pack, Answer.PASS)}
    assert judged - BY_CONSTRUCTION <= set(TAKEN)


@pytest.mark.parametrize(("pack", "line"), cases())
def test_taking_one_element_away_fails_exactly_its_line(pack: str, line: str) -> None:
    key = f"{pack} {line}" if f"{pack} {line}" in TAKEN else line
    answers = without(key)[pack]
    told = {found.id: found.said for found in answers.lines if found.answer is Answer.FAIL}
    assert set(told) == {line}, told


def line_of(change: Change, pack: str, line: str) -> LineAnswer:
    return next(found for found in answers_of(change)[pack].lines if found.id == line)


def test_a_none_counts_with_its_day_and_for_as_long_as_a_walk() -> None:
    def hazards(on: str) -> Answer:
        none = with_marker(
            "HAZARD", status="none", at=None, building="", floor="", attributes={"checked_on": on} if on else {}
        )
        return line_of(school() + without_marker("HAZARD") + none, "nj", "R20").answer

    assert [hazards("2026-01-10"), hazards(""), hazards("2024-01-10")] == [Answer.PASS, Answer.PERSON, Answer.PERSON]


@pytest.mark.parametrize(
    ("places", "answer"),
    [
        ((("", ""),), Answer.PASS),
        ((("main", ""), ("annex", "")), Answer.PASS),
        ((("main", ""),), Answer.FAIL),  # nobody looked in the annex
        ((("main", "main/1"), ("annex", "")), Answer.FAIL),  # nor upstairs
        ((("main", ""), ("annex", "annex/1")), Answer.PASS),  # all the floors that it has
    ],
)
def test_none_in_a_part_is_not_none_at_all(places: tuple[tuple[str, str], ...], answer: Answer) -> None:
    change = sketches({**SCHOOL, "annex": DEMO}) + without_marker("HAZARD")
    for building, floor in places:
        seen = {"checked_on": "2026-01-10"}
        change += with_marker("HAZARD", status="none", at=None, building=building, floor=floor, attributes=seen)
    assert line_of(change, "core", "R20").answer is answer


def test_no_field_is_an_answer_when_the_survey_states_it() -> None:
    none = with_facts(fact("field", NONE, "2026-01-10"))
    found = line_of(school() + without_area("field") + none, "core", "R27")
    assert found.answer is Answer.PASS and found.proofs[0].on == "2026-01-10"
    old = with_facts(fact("field", NONE, "2020-01-10"))
    assert line_of(school() + without_area("field") + old, "core", "R27").answer is Answer.PERSON
    later = with_facts(fact("field", NONE, "2027-01-10"))
    assert line_of(school() + without_area("field") + later, "core", "R27").answer is Answer.FAIL


def test_a_person_answers_what_the_program_cannot_and_excuses_nothing_that_fails() -> None:
    checked = with_evidence(exporters=())
    yes = with_facts(fact("R23", "yes", "2026-01-10"), fact("R03", "yes", "2026-01-10"))
    found = answers_of(school() + without_marker("KEY_BOX") + checked + yes)["core"]
    said = {line.id: line.answer for line in found.lines}
    assert said["R23"] is Answer.FAIL and said["R03"] is Answer.PASS
    exempt = with_facts(fact("R23", "exempt", "2026-01-10", note="no box by order of the chief"))
    line = line_of(school() + without_marker("KEY_BOX") + exempt, "core", "R23")
    assert line.answer is Answer.PASS and "Exempt" in line.said and "chief" in line.said
    old = with_facts(fact("R03", "yes", "2019-01-10"))
    assert line_of(school() + checked + old, "core", "R03").answer is Answer.PERSON


def test_floors_may_be_walked_one_by_one() -> None:
    unsigned = school() + with_campus_entry(verified=None)
    one = fact(WALK_THROUGH, "yes", "2026-02-01", "main/1")
    assert line_of(unsigned + with_facts(one), "core", "R30").answer is Answer.FAIL
    both = (one, fact(WALK_THROUGH, "all rooms", "2025-12-01", "main/2"))
    found = line_of(unsigned + with_facts(*both), "core", "R30")
    assert found.answer is Answer.PASS and found.proofs[0].on == "2025-12-01"


def test_a_scope_in_other_words_is_for_a_person() -> None:
    part = with_campus_entry(verified=Verified("A. Green", date(2026, 1, 15), "ground floor"))
    assert line_of(school() + part, "core", "R30").answer is Answer.PERSON


@pytest.mark.parametrize(
    ("walked", "issued", "answer"),
    [
        ("2025-07-02", "2026-06-30", Answer.PASS),  # for 1 July 2026, or late for 2025
        ("2024-07-01", "2026-06-30", Answer.PASS),  # on the day, for 1 July 2025
        ("2024-06-30", "2026-06-30", Answer.FAIL),
        ("2024-07-02", "2026-07-01", Answer.FAIL),  # due again today
    ],
)
def test_yearly_due_dates(walked: str, issued: str, answer: Answer) -> None:
    dated = with_campus_entry(verified=Verified("A. Green", date.fromisoformat(walked), "all"))
    assert line_of(school() + dated + with_evidence(issued=issued), "ga", "R31").answer is answer


@pytest.mark.parametrize(("days", "answer"), [(365, Answer.PASS), (366, Answer.FAIL)])
def test_ages_by_days(days: int, answer: Answer) -> None:
    walked = date.fromordinal(date(2026, 3, 2).toordinal() - days)
    dated = with_campus_entry(verified=Verified("A. Green", walked, "all"))
    assert line_of(school() + dated, "nj", "R31").answer is answer


def test_an_aed_far_away_fails() -> None:
    def stretch(given: Evidence) -> Evidence:
        first, *rest = given.analysis.reach
        return replace(given, analysis=replace(given.analysis, reach=(replace(first, aed_m=136.0), *rest)))

    assert line_of(school() + Change("a long walk", (stretch,)), "core", "R24").answer is Answer.FAIL


def test_without_a_written_kit_files_are_not_assessed() -> None:
    found = line_of(school() + with_evidence(exporters=()), "core", "R01")
    assert found.answer is Answer.NOT_ASSESSED and found.missing and found.fix


@pytest.mark.parametrize(
    ("change", "pack", "line", "answer"),
    [
        (with_evidence(ledger_present=False), "core", "R04", Answer.NOT_ASSESSED),
        (with_notice("identity.lost"), "core", "R04", Answer.PERSON),  # demolished, or drawn otherwise?
        (with_evidence(ledger_present=False, ledger=None), "nj", "R32", Answer.NOT_ASSESSED),
        (with_evidence(ledger=None), "nj", "R32", Answer.PASS),  # this is the first issue
        (with_evidence(ledger=issued_on("2026-03-02")), "nj", "R32", Answer.PASS),  # and so it is when built again
        (with_evidence(ledger=issued_on("2026-03-01", 4326)), "nj", "R32", Answer.NOT_ASSESSED),  # what moved?
        (with_evidence(ledger=None), "al", "R47", Answer.NOT_ASSESSED),  # and nobody can have it yet
        (with_recipients(*AGENCIES, on=""), "al", "R47", Answer.PERSON),
        (with_campus_entry(handling="Not for the public"), "core", "R34", Answer.PERSON),  # by which statute?
        (with_facts_of_sheets(cut_foot=("handling",)), "core", "R34", Answer.FAIL),
        (with_facts_of_sheets(cut_foot=("address",)), "oh", "R38", Answer.FAIL),
        (with_facts_of_sheets(shaded=("Stair, elevator",)), "oh", "R39", Answer.FAIL),
        (with_facts_of_sheets(smallest_pt=5.0), "core", "R05", Answer.FAIL),
        (with_grid(30.0), "ut", "R45", Answer.FAIL),  # 98 ft
        (with_campus(grid=None), "core", "R09", Answer.FAIL),
        (with_campus(grid=None), "ut", "R45", Answer.NOT_ASSESSED),
        (with_evidence(exporters=("packet",)), "core", "R06", Answer.NOT_ASSESSED),
    ],
)
def test_what_is_missing_and_what_people_must_say(change: Change, pack: str, line: str, answer: Answer) -> None:
    assert line_of(school() + change, pack, line).answer is answer


@pytest.mark.parametrize("line", ["R05", "R08", "R09", "R34", "R38", "R39"])
def test_without_sheets_nothing_is_said_of_them(line: str) -> None:
    pack = "oh" if line in ("R38", "R39") else "core"
    assert line_of(school() + with_evidence(sheets=()), pack, line).answer is Answer.NOT_ASSESSED


def test_whether_the_manifest_is_kept_elsewhere_is_for_a_person() -> None:
    verdict = load_lines()["R36"].judge(Case(evidence_of(school()), Review()), Ask())
    assert verdict.answer is Answer.PERSON and verdict.proofs[0].page == "manifest.json"
    checked = load_lines()["R36"].judge(Case(evidence_of(school() + with_evidence(exporters=())), Review()), Ask())
    assert checked.answer is Answer.NOT_ASSESSED


def test_a_plan_turned_along_a_building_needs_no_grid() -> None:
    turned = replace(SheetFact("H-1", "1", "main/1", 200.0, 7.0), lacks=("grid",))
    extra = Change("turned", (lambda given: replace(given, sheets=(*given.sheets, turned)),))
    assert line_of(school() + extra, "core", "R09").answer is Answer.PASS
    bare = Change("turned", (lambda given: replace(given, sheets=(turned,)),))
    assert line_of(school() + bare, "core", "R09").answer is Answer.FAIL  # it is the only map


def test_many_faults_are_told_as_some_and_a_count() -> None:
    assert tell(str(n) for n in range(TOLD + 2)).endswith("; and 2 more")


def test_summaries_count_what_the_answers_say() -> None:
    evidence = evidence_of(school() + without_marker("KEY_BOX", "GAS_SHUTOFF"))
    answers = judge_requirements(evidence, review(evidence))
    for row, pack in zip(summarise(answers), answers.packs, strict=True):
        assert row.passes + row.fails + row.needs_a_person + row.not_assessed == len(pack.lines)
        assert [name.split()[0] for name in row.failing] == sorted(lines_with(pack, Answer.FAIL))


@pytest.mark.parametrize("name", load_packs())
def test_pack_is_complete(name: str) -> None:
    pack, lines = load_packs()[name], load_lines()
    ids = [wish.line for wish in pack.wishes]
    assert ids and len(ids) == len(set(ids))
    assert set(ids) <= set(lines)
    assert pack.name and pack.citation and pack.note.endswith(".") and pack.url.startswith("http")
    assert all(wish.section and wish.grade in GRADES for wish in pack.wishes)
    assert pack.ask.ages.record in ("walk_through", "review", "certification", "delivery", "changes")
    assert "R33" not in ids or pack.ask.roles
    said = " ".join((pack.name, pack.note, *(wish.section for wish in pack.wishes))).lower()
    assert "compl" not in said


def test_the_names_of_packs_are_those_of_the_project_file() -> None:
    from typing import get_args

    from campusmap.model.settings import PackName

    assert sorted(get_args(PackName)) == sorted(load_packs())


def test_the_catalogue_has_every_line_of_the_checklist() -> None:
    lines = load_lines()
    assert {f"R{n:02d}" for n in range(1, 49)} <= set(lines)
    assert all(line.fix.endswith(".") and not line.title.endswith(".") for line in lines.values())
