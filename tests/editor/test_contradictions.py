"""A correction by hand wins over the drawing, carries who and when, and is told when a revised drawing contradicts it.

Each kind is made as the page makes it, on a campus of one drawing; then the drawing is revised, and the rule that tells
of it is looked for. What the revision does not touch is told by none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from editor.small_school import Drawn, write_school
from shapely import Point

from campusmap.carto.scene import mover
from campusmap.editor.desk import Desk, look_again, open_desk
from campusmap.editor.order import read_order
from campusmap.editor.orders import take_order
from campusmap.errors import InputError
from campusmap.model.edit import OVERRIDES
from campusmap.model.places import Opening, Space
from campusmap.pipeline.people import save_changes

TODAY = "2026-11-20"
FIRST = Drawn()


class School:
    """A campus on a desk, and a person who corrects it."""

    def __init__(self, folder: Path) -> None:
        self.desk: Desk = open_desk(write_school(folder, FIRST), TODAY)

    def do(self, **said: Any) -> None:
        order = read_order({"who": "Ann", **said}, TODAY, self.desk.drawings.floors)
        changes, what = take_order(self.desk.kit, self.desk.inputs, order)
        save_changes(self.desk.folder, changes, "Ann", what)
        look_again(self.desk)

    def revise(self, drawn: Drawn) -> None:
        write_school(self.desk.folder, drawn)
        look_again(self.desk)

    def room(self, number: str) -> Space:
        return next(s for s in self.floor.spaces if number in (s.number, s.posted_number))

    def door(self, *joins: str) -> Opening:
        ids = {f"A/1/{room}" if room != "OUTSIDE" else room for room in joins}
        return next(o for o in self.floor.openings if set(o.joins) == ids)

    @property
    def floor(self) -> Any:
        return self.desk.kit.campus.buildings[0].floors[0]

    def on_page(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of the drawing as the page has it."""
        a, b, c, d, e, f = self.floor.frame.matrix
        place = mover(self.desk.kit.campus, self.floor)
        at = place(Point(a * x + b * y + c, d * x + e * y + f))
        return at.x, at.y

    def told(self) -> dict[str, str]:
        found = self.desk.kit.review.findings
        return {f.id: f.message for f in found if f.id in TELLING}


TELLING = {"ROM034", "ROM035", "ROM036", "ROM037", "IDN002", "IDN003", "MRK002", "MRK006", "MRK007", "MRK008", "MRK027",
           "HRD004", "HRD007", "HRD008", "NUM018", "LST001", "LST004", "LST005", "SVY003"}  # fmt: skip


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path / "school")


def fill(table: str, subject: Callable[[School], str], **fields: str) -> Callable[[School], None]:
    return lambda at: at.do(do="fields", table=table, subject=subject(at), fields=fields)


def art(_: School) -> str:
    return "A/1/101"


def art_door(at: School) -> str:
    return at.door("100", "101").id


def named(*names: str) -> Drawn:
    return replace(FIRST, rooms=tuple(zip(("101", "102", "103"), names, strict=True)))


def renumbered(*numbers: str) -> Drawn:
    return replace(FIRST, rooms=tuple(zip(numbers, ("ART", "CLASSROOM", "MUSIC"), strict=True)))


CASES: dict[str, tuple[Callable[[School], None], Drawn, str, str]] = {
    "number": (
        fill("rooms", art, posted_number="111"), renumbered("115", "102", "103"), "LST001", "not on the drawing"
    ),
    "name": (fill("rooms", art, name="Pottery"), named("DANCE", "CLASSROOM", "MUSIC"), "ROM037", "Ann on 2026-11-20"),
    "use": (fill("rooms", art, use="storage"), named("OFFICE", "CLASSROOM", "MUSIC"), "ROM037", "it says office now"),
    "door lock": (fill("openings", art_door, lock="key"), replace(FIRST, walls=(1.0, 16.0)), "ROM037", "led between"),
    "door glazing": (
        fill("openings", art_door, glazing="full lite"), replace(FIRST, walls=(1.0, 16.0)), "ROM037", "led between"
    ),
    "door gone": (
        fill("openings", art_door, covering="film"), replace(FIRST, doors=(10.0, 18.0)), "LST005", "not on the drawing"
    ),
    "main entrance": (
        lambda at: at.do(do="entrance", door=at.door("100", "OUTSIDE").id),
        replace(FIRST, exits={"west": "5", "east": "6"}), "IDN002", "Ann named door",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_a_revised_drawing_that_says_otherwise_is_told(school: School, kind: str) -> None:
    correct, revised, rule, words = CASES[kind]
    correct(school)
    before = school.told()
    assert rule not in before, before
    school.revise(FIRST)
    assert school.told() == before
    school.revise(revised)
    assert words in school.told()[rule]


def test_a_correction_that_the_drawing_follows_is_told_no_more(school: School) -> None:
    fill("rooms", art, name="Pottery")(school)
    assert school.room("101").name == "Pottery"
    school.revise(named("POTTERY", "CLASSROOM", "MUSIC"))
    assert not {"ROM037", "LST004"} & set(school.told())
    school.revise(named("DANCE", "CLASSROOM", "MUSIC"))
    assert school.room("101").name == "Pottery"
    assert {"ROM037", "LST004"} <= set(school.told())


def test_a_hard_corner_judged_on_another_plan_is_told(school: School) -> None:
    corner = next(c for c in school.desk.kit.analysis.hard_corners if c.space == "A/1/101")
    assert corner.status == "candidate"
    for value in ("confirmed", "rejected"):
        school.do(do="corner", room="A/1/101", value=value)
        assert "HRD004" not in school.told()
        school.revise(replace(FIRST, doors=(4.0, 10.0, 18.0)))
        assert f"{value} {TODAY}" in school.told()["HRD004"]
        status = next(c.status for c in school.desk.kit.analysis.hard_corners if c.space == "A/1/101")
        assert status == {"confirmed": "stale", "rejected": "rejected"}[value]
        school.revise(FIRST)


def test_drawn_shapes_whose_room_moved_are_told(school: School) -> None:
    ring = [school.on_page(*at) for at in ((6.6, 3.4), (7.7, 3.4), (7.7, 4.4), (6.6, 4.4))]
    ring = [list(at) for at in ring]
    school.do(do="furniture", room="A/1/101", ring=ring)
    school.do(do="draw", room="A/1/101", ring=ring, reason="seen on site")
    before = set(school.told())
    assert "HRD008" not in before
    school.revise(replace(FIRST, walls=(6.0, 16.0)))
    assert {"HRD004", "HRD008"} <= set(school.told())


def test_a_marker_whose_room_moved_or_went_is_told(school: School) -> None:
    school.do(do="place", kind="AED", floor=0, at=[list(school.on_page(7.0, 6.0))])
    assert school.desk.kit.campus.markers[0].space == "A/1/101"
    before = set(school.told())
    assert not before & {"MRK002", "MRK006", "MRK007", "MRK008"}
    school.revise(replace(FIRST, walls=(5.0, 16.0)))
    assert "MRK007" in school.told()
    school.revise(renumbered("107", "102", "103"))
    assert "MRK002" in school.told()
    school.revise(FIRST)
    toml = school.desk.folder / "campus.toml"
    toml.write_text(toml.read_text("utf-8").replace('id = "1"\nordinal', 'id = "ground"\nordinal'), "utf-8")
    look_again(school.desk)
    assert "Building A has no floor 1" in school.told()["MRK027"]


def test_an_area_that_was_built_on_is_told(school: School) -> None:
    ring = [list(school.on_page(*at)) for at in ((25, -10), (35, -10), (35, 12), (25, 12))]
    school.do(do="area", kind="parking", name="East lot", ring=ring)
    assert "IDN003" not in school.told()
    toml = school.desk.folder / "campus.toml"
    toml.write_text(toml.read_text("utf-8").replace("drawing = [0, 0]", "drawing = [-15, 0]"), "utf-8")
    look_again(school.desk)
    assert "East lot" in school.told()["IDN003"]


def test_a_split_room_of_a_drawing_is_no_traced_one(school: School) -> None:
    room = school.floor.spaces[0]
    x0, y0, x1, y1 = room.outline.bounds
    a, b, c, d, e, f = school.floor.frame.matrix
    size = a * e - b * d
    ends = [((e * (x - c) - b * (y - f)) / size, (a * (y - f) - d * (x - c)) / size)
            for x, y in (((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1))]  # fmt: skip
    school.do(do="split", room=room.id, line=[list(school.on_page(*at)) for at in ends], border="wall")
    assert any(ref.file == OVERRIDES for space in school.floor.spaces for ref in space.refs)
    assert school.desk.facts["desk"]["traced"]["ids"] == []
    with pytest.raises(InputError, match="was not traced by hand"):
        school.do(do="trace_erase", id=room.id)


def test_a_split_and_a_merge_that_the_drawing_overtook_are_told(school: School) -> None:
    line = [list(school.on_page(*at)) for at in ((0.3, 6.0), (7.7, 6.0))]
    school.do(do="split", room="A/1/101", line=line, border="wall")
    assert {space.id for space in school.floor.spaces} >= {"A/1/101", "A/1/101-2"}
    assert set(school.told()) == {"ROM034"}
    school.revise(renumbered("115", "102", "103"))
    assert "which the drawing calls 115 now" in school.told()["ROM035"]
    school.revise(replace(FIRST, walls=(4.0, 16.0)))
    assert "ROM035" in school.told()
    school.revise(FIRST)
    school.do(do="restore", room="A/1/101")
    school.do(do="merge", rooms=["A/1/102", "A/1/103"])
    assert set(school.told()) == {"ROM034"}
    school.revise(replace(FIRST, walls=(8.0,), rooms=FIRST.rooms[:2]))
    assert "ROM036" in school.told()
