"""Campus folders whose floors are pictures: read through the guard, judged, and told what is wrong with them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import traced_school as school

from campusmap.errors import InputError
from campusmap.ingest.project import read_project
from campusmap.model.places import OUTSIDE
from campusmap.pipeline.campus import assemble_campus, draw_campus
from campusmap.pipeline.inputs import read_inputs


def problems(folder: Path, toml: str) -> str:
    (folder / "campus.toml").write_text(toml, "utf-8")
    with pytest.raises(InputError) as caught:
        read_project(folder)
    return str(caught.value)


def test_a_pdf_page_is_traced_like_a_picture(tmp_path: Path) -> None:
    # The sheet at 1:100, so that a point (1/72 inch) is 35 mm on the ground; its plan is on page 2.
    folder, dots = tmp_path / "school", 72 * school.PIXEL_M / 0.0254 / 100
    points = school.points_toml(dots)
    school.write_school(folder, school.campus_toml("plans/a.pdf", "page = 2", points))
    plan = school.draw_plan()
    plan.resize((40, 40)).save(folder / "plans/a.pdf", save_all=True, append_images=[plan], resolution=72 / dots)
    (folder / "overrides.geojson").write_text(json.dumps(school.trace_all()), "utf-8")
    inputs = read_inputs(folder)
    floor = assemble_campus(inputs).buildings[0].floors[0]
    assert (floor.frame.placed, floor.frame.unit) == (True, "pt")
    assert floor.frame.residual_m is not None
    assert floor.frame.residual_m < 0.01
    ids = {space.number: space.id for space in floor.spaces} | {OUTSIDE: OUTSIDE}
    assert set(ids) == {*school.ROOMS, OUTSIDE}
    assert {opening.number: set(opening.joins) for opening in floor.openings} == {
        number: {ids[end] for end in ends} for number, (_, ends) in school.DOORS.items()
    }


def test_what_cannot_be_used_is_told_and_the_rest_drawn(tmp_path: Path) -> None:
    folder = school.write_school(tmp_path / "school")
    ring = school.ROOMS["101"]
    bad = [
        school.traced(ring, kind="room", number="elsewhere", floor="main/9"),
        school.traced([(0, 0), (9, 9), (9, 0), (0, 9)], kind="room", number="crossed"),
        school.traced([(0, 0), (0.1, 0), (0, 0.1)], kind="room", number="speck"),
        school.traced([(0, 0), (20, 0)], kind="door", number="wide"),
        school.traced(ring, kind="room", number="101"),
    ]
    (folder / "overrides.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": bad}), "utf-8")
    campus = assemble_campus(read_inputs(folder))
    told = [notice.text for notice in campus.notices if notice.code == "trace.unused"]
    assert len(told) == 4
    for name in ("elsewhere", "crossed", "speck", "wide"):
        assert sum(f" {name} is not used" in text for text in told) == 1
    assert [space.number for space in campus.buildings[0].floors[0].spaces] == ["101"]


def test_traces_on_a_picture_that_lies_nowhere_are_told(tmp_path: Path) -> None:
    folder = school.write_school(tmp_path / "school", school.campus_toml(placement='method = "none"'))
    (folder / "overrides.geojson").write_text(json.dumps(school.trace_all()), "utf-8")
    floor = assemble_campus(read_inputs(folder)).buildings[0].floors[0]
    told = [notice for notice in floor.notices if notice.code == "trace.unused"]
    assert [notice.count for notice in told] == [5]
    assert floor.spaces == ()


def test_only_the_floor_that_was_traced_is_drawn_anew(tmp_path: Path) -> None:
    folder = school.write_school(tmp_path / "school")
    old = read_inputs(folder)
    drawn = draw_campus(old)
    kept = replace(drawn, floors=drawn.floors | {"other/1": drawn.floors["main/1"]})
    (folder / "overrides.geojson").write_text(json.dumps(school.trace_all()), "utf-8")
    new = read_inputs(folder, old.epsg)
    again = draw_campus(new, (old, kept))
    assert again.floors["other/1"] is kept.floors["other/1"]
    assert again.floors["main/1"] == draw_campus(new).floors["main/1"]
    assert len(again.floors["main/1"].spaces) == 3


def test_a_plan_outside_the_folder_betrays_no_path(tmp_path: Path) -> None:
    folder = school.write_school(tmp_path / "school", school.campus_toml("../../school/plans/../plans/level1.png"))
    inner = tmp_path / "inner" / "deep"
    inner.mkdir(parents=True)
    for name in ("campus.toml", "footprints.geojson"):
        (inner / name).write_bytes((folder / name).read_bytes())
    inputs = read_inputs(inner)
    assert [source.file for source in inputs.sources if source.role == "drawing"] == ["level1.png"]
    floor = assemble_campus(inputs).buildings[0].floors[0]
    assert floor.plan_file == "level1.png"
    assert all(str(tmp_path) not in notice.text and ".." not in notice.text for notice in floor.notices)


@pytest.mark.parametrize(("change", "said"), [
    (("plans/level1.png", "page = 2", None), "page"),
    (("plans/level1.png", 'units = "m"', None), "units: does nothing for a plan that is only a picture"),
    (("plans/level1.png", "pixel_m = 0.0", None), "pixel_m: must be more than 0"),
    (("plans/level1.png", "", 'method = "fit"'), '"fit" lays no picture'),
    (("plans/level1.png", "", 'method = "anchor"\nlonlat = [-122.1, 47.6]'), "does not say how large the picture is"),
    (("plans/a.pdf", "", 'method = "world_file"\nfile = "footprints.geojson"'), "a PDF page has none"),
    (("plans/a.dxf", "pixel_m = 0.1", 'method = "none"'), "does nothing for a drawing"),
    (("plans/none.png", "", None), 'the file "plans/none.png" is not there'),
    (("plans/nul\\u0000.png", "", None), "is not there"),
])  # fmt: skip
def test_campus_toml_is_held_to_what_lays_a_picture(
    tmp_path: Path, change: tuple[str, str, str | None], said: str
) -> None:
    folder = school.write_school(tmp_path / "school")
    for name in ("a.pdf", "a.dxf"):
        (folder / "plans" / name).write_bytes(b"")
    assert said.rsplit(": ", maxsplit=1)[-1] in problems(folder, school.campus_toml(*change))
