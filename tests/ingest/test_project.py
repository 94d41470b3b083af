"""Reading campus.toml: the good, and every fault as a sentence with its key."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campusmap.errors import InputError
from campusmap.ingest.files import file_source
from campusmap.ingest.project import read_project
from campusmap.model.project import GuessedUnit

GOOD = """
[campus]
id = "oak"
name = "Oak School"
main_entrance = { building = "MAIN", door = "1" }
verified = { who = "A. Person", when = 2026-08-12 }

[footprints]
file = "footprints.geojson"

[[building]]
id = "MAIN"
placement = { method = "anchor", lonlat = [-121.5, 38.5] }

[[building.floor]]
id = "1"
ordinal = 0
plan = "plans/one.dxf"
units = { value = "in", confirmed = false }
window = [0, 0, 10, 10.5]

[[waiver]]
rule = "NUM-001"
subject = "MAIN/1"
reason = "old building"
until = 2027-01-01
"""


@pytest.fixture
def campus(tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "one.dxf").write_text("0\nEOF\n")
    (tmp_path / "footprints.geojson").write_text("{}")

    def write(text):
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "campus.toml").write_bytes(content)
        return tmp_path

    return write


def fault(folder):
    with pytest.raises(InputError) as caught:
        read_project(folder)
    text = str(caught.value)
    assert str(folder) not in text and "pydantic" not in text
    return text


ENCODINGS = [str.encode, lambda t: t.encode("utf-8-sig"), lambda t: t.replace("\n", "\r\n").encode()]


@pytest.mark.parametrize("encode", ENCODINGS)
def test_a_good_project_is_read(campus, encode):
    project = read_project(campus(encode(GOOD)))
    [building] = project.building
    assert building.placement.lonlat == (-121.5, 38.5)
    assert building.floor[0].units == GuessedUnit("in", False)
    assert building.floor[0].window == (0, 0, 10, 10.5)
    assert project.waiver[0].until == date(2027, 1, 1) and project.campus.verified.when == date(2026, 8, 12)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Oak School"', 'nam = "Oak School"', "campus.nam: is not a key that is known here; did you mean"),
        ('name = "Oak School"', "", "campus.toml, campus.name: is missing; add it"),
        ("ordinal = 0", 'ordinal = "zero"', 'building[0].floor[0].ordinal: must be a whole number, not "zero"'),
        ("ordinal = 0", "ordinal = 0\nunit = 'm'", "building[0].floor[0].unit: is not a key that is known here; did"),
        ('{ value = "in", confirmed = false }', '"feet"', 'building[0].floor[0].units: "feet" is not a choice here'),
        ('value = "in"', 'value = "inch"', 'building[0].floor[0].units.value: "inch" is not a choice here'),
        ("confirmed = false", "confirmd = false", "units.confirmd: is not a key that is known here; did you"),
        ('id = "MAIN"', "id = 5", "building[0].id: must be a text, not 5; write it in quotes"),
        ('id = "1"', 'id = "1/2"', 'building[0].floor[0].id: "1/2" cannot be an id'),
        ("until = 2027-01-01", 'until = "soon"', 'waiver[0].until: must be a date, not "soon"'),
        ("[0, 0, 10, 10.5]", "[0, 0, 10]", "building[0].floor[0].window[3]: has too few values"),
        ("[0, 0, 10, 10.5]", "[0, 0, 10, nan]", "building[0].floor[0].window[3]: must be a number, not inf or nan"),
        ("[0, 0, 10, 10.5]", "[5, 0, 1, 9]", "building[0].floor[0].window: is empty"),
        ("[-121.5, 38.5]", "[38.5, -121.5]", "lonlat: [38.5, -121.5] is no place on Earth; write longitude first"),
        ("[-121.5, 38.5]", "[39.5, -84.5]", "lonlat: [39.5, -84.5] lies in Antarctica; write longitude first"),
        ('method = "anchor", lonlat = [-121.5, 38.5]', 'method = "anchor"', "building[0].placement.lonlat: is missing"),
        ('method = "anchor"', 'method = "wld"', "building[0].placement.file: is missing"),
        ('method = "anchor"', 'method = "frame"', "building[0].placement.matrix: is missing; copy matrix and crs"),
        ('method = "anchor"', 'method = "anchor", scale = "locked"', 'scale: does nothing with method "anchor"'),
        ('method = "anchor"', 'method = "anchor", matrix = [1, 0, 0, 0, 1, 0]', "matrix: does nothing with method"),
        ('"anchor"', '"frame", crs = "EPSG:32610", matrix = [1, 2, 0, 1, 2, 0]', "matrix: squeezes everything"),
        ('"anchor"', '"fit", points = [{ drawing = [0, 0] }]', "points[0]: needs either lonlat or ground"),
        ('method = "anchor"', 'method = "ankor"', 'building[0].placement.method: "ankor" is not a choice here'),
        ('building = "MAIN", door', 'building = "GYM", door', 'main_entrance.building: no building has the id "GYM"'),
        ("plans/one.dxf", "plans/two.dxf", 'building[0].floor[0].plan: the file "plans/two.dxf" is not there'),
        ("plans/one.dxf", "plans/ONE.DXF", 'the file "plans/ONE.DXF" is not there; did you mean "plans/one.dxf"?'),
        ("plans/one.dxf", "plans/oen.dxf", 'did you mean "plans/one.dxf"?'),
        ("plans/one.dxf", r"plans\new.dxf", r'the file "plans\new.dxf" is not there; write / between folders'),
        ("plans/one.dxf", r"plans\\one.dxf", "is not there; write / between folders"),
        ("plans/one.dxf", r"plans\main.dxf", "is not valid TOML (Unescaped '\\' in a string); write / between folders"),
        ("footprints.geojson", "fp.geojson", 'footprints.file: the file "fp.geojson" is not there'),
        ("[[waiver]]", "[numbering]\npattern = '('\n[[waiver]]", "numbering.pattern: is not a regular expression"),
        ("[[waiver]]", "[numbering]\npreset = 'indianna'\n[[waiver]]", 'did you mean "indiana"?'),
        ("[[waiver]]", "[numbering]\nstair = 'S{nr}'\n[[waiver]]", "numbering.stair: {nr} is no field of a template"),
        ("[[waiver]]", "[numbering]\nwidth = 0\n[[waiver]]", "numbering.width: must be 1 to 20, not 0"),
        ("[[waiver]]", "[numbering]\nfloor_one = 'ground'\n[[waiver]]", 'floor_one: "ground" is not a choice here'),
        ("[[waiver]]", "[grid]\ncell_m = 0\n[[waiver]]", "grid.cell_m: must be 1 to 10,000, not 0"),
        ("[[waiver]]", '[ng911]\nstate = "Ohio"\n[[waiver]]', 'ng911.state: "Ohio" is no code; write two capitals'),
        ("[[waiver]]", '[ng911]\nagency = "the PSAP"\n[[waiver]]', 'ng911.agency: "the PSAP" is no domain name'),
        ("[[waiver]]", '[ng911]\npost_code = "45300-1234"\n[[waiver]]', "ng911.post_code: "),
        ("[[waiver]]", "[reach]\nspeed_m_s = 90\n[[waiver]]", "reach.speed_m_s: must be 0.1 to 10, not 90; look at"),
        ("[[waiver]]", "[reach]\nhandling_s = 200\n[[waiver]]", "round_trip_s: leaves no time beside handling_s"),
        ("[[waiver]]", "[hard_corners]\nleaf_depth_in = 44\n[[waiver]]", "leaf_depth_in: must be 0.5 to 6, not 44"),
        ("[[waiver]]", "[grid]\nskip = 'I0'\n[[waiver]]", 'grid.skip: "I0" holds what is no letter from A to Z'),
        ("[[waiver]]", "[packet]\nmap_url = 'our map'\n[[waiver]]", 'map_url: "our map" is no address'),
        ("ordinal = 0", "ordinal = 0\nelevation_m = 1e6", "floor[0].elevation_m: must be -500 to 9,000"),
        ('method = "anchor"', 'method = "anchor", crs = "EPSG:32616"', 'crs: does nothing with method "anchor"'),
        ('method = "anchor"', 'method = "anchor", file = "a.wld"', 'file: does nothing with method "anchor"'),
        ("ordinal = 0", "ordinal = ", "campus.toml, line 17: is not valid TOML (Invalid value)"),
        ("[[building.floor]]", "[[building.floors]]", 'floors: is not a key that is known here; did you mean "floor"?'),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence_with_its_key(campus, old, new, said):
    text = fault(campus(GOOD.replace(old, new)))
    assert said in text


def test_all_faults_are_told_at_once(campus):
    bad = GOOD.replace("ordinal = 0", "ordinal = 'x'").replace('name = "Oak School"', "").replace('"in"', '"ell"')
    text = fault(campus(bad))
    assert text.splitlines()[0] == "campus.toml: 3 problems; mend each of these:"
    assert len(text.splitlines()) == 4


FLOOR = '[[building.floor]]\nid = "{}"\nordinal = {}\nplan = "plans/one.dxf"\n'


def test_repeated_ids_ordinals_and_whole_plans(campus):
    more = FLOOR.format("1", 0) + FLOOR.format("2", 3) + "[[building]]\nid = 'main'\n[[waiver]]"
    text = fault(campus(GOOD.replace("[[waiver]]", more)))
    assert 'building[1].id: "main" is also at building[0].id' in text
    assert 'building[0].floor[1].id: "1" is also at building[0].floor[0].id' in text
    assert 'building[0].floor[1].ordinal: "0" is also at building[0].floor[0].ordinal' in text
    assert 'building[0].floor[2].plan: "plans/one.dxf" is also at building[0].floor[1].plan' in text


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("[]", "points: has 0 points"),
        ("[{drawing=[0,0], lonlat=[1,2]}, {drawing=[0,1]}]", "points[1]: needs either lonlat or ground"),
        ("[{drawing=[0,0], lonlat=[1,2]}, {drawing=[0,1], ground=[5,6]}]", "points[1]: gives ground coordinates"),
        ("[{drawing=[0,0], lonlat=[1,200]}, {drawing=[0,1], lonlat=[1,2]}]", "points[0].lonlat: [1.0, 200.0] is no"),
        ("[{drawing=[0,0,0], lonlat=[1,2]}]", "points[0].drawing: has too many values"),
    ],
)
def test_control_points_are_checked(campus, points, said):
    old, new = 'method = "anchor", lonlat = [-121.5, 38.5]', f'method = "control_points", points = {points}'
    text = fault(campus(GOOD.replace(old, new)))
    assert said in text


def test_a_folder_without_a_project_and_no_folder(tmp_path):
    assert "has no campus.toml" in fault(tmp_path)
    assert "is not a folder" in fault(tmp_path / "nowhere")


JUNK = [b"\xff\xfe[\x00", b"name = '\xe9'", b"a = " + b"[" * 5000, b"x" * 5_000_000, b"", b"\x00"]


@pytest.mark.parametrize("content", JUNK)
def test_junk_is_one_sentence(campus, content):
    fault(campus(content))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(GOOD) - 1), st.sampled_from('"[]=\nx9\x00{-é'), st.integers(0, 6))
def test_a_damaged_project_is_read_or_refused(campus, at, put, cut):
    folder = campus(GOOD[:at] + put + GOOD[at + cut :])
    try:
        read_project(folder)
    except InputError as error:
        assert str(error)


def test_a_source_has_a_digest_and_a_name_without_the_machine(tmp_path):
    inside = tmp_path / "campus" / "plans" / "a b.dxf"
    inside.parent.mkdir(parents=True)
    inside.write_bytes(b"abc")
    (tmp_path / "fp.geojson").write_bytes(b"")
    source = file_source(inside, tmp_path / "campus", "plan")
    assert (source.file, source.role, source.size) == ("plans/a b.dxf", "plan", 3)
    assert source.sha256 == hashlib.sha256(b"abc").hexdigest()
    outside = tmp_path / "campus" / ".." / "fp.geojson"
    assert file_source(outside, tmp_path / "campus", "footprints").file == "fp.geojson"
    with pytest.raises(InputError):
        file_source(Path("nowhere.dxf"), tmp_path, "plan")
