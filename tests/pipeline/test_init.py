"""The first campus.toml: floors by file name, units, footprints; what it writes is what a build reads."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import ezdxf
import paced_campus as paced
import pytest

from campusmap.errors import InputError
from campusmap.ingest.project import read_project
from campusmap.pipeline.floor_guess import guess_levels
from campusmap.pipeline.init import Proposal, propose_project, write_project

MAPLE = Path(__file__).resolve().parents[2] / "sample_campuses" / "maple-elementary"
INSIDE = (-84.3126, 39.96825)  # lon, lat in Maple's main building


@pytest.mark.parametrize(
    ("names", "ordinals", "ids"),
    [
        (["Basement", "Ground", "Level_2"], [-1, 0, 1], ["B1", "G", "2"]),
        (["A-101 FIRST FLOOR PLAN"], [0], ["1"]),
        (["2nd floor", "ground floor", "First Floor"], [2, 0, 1], ["2", "G", "1"]),
        (["Erdgeschoss", "1. OG", "2.OG", "UG"], [0, 1, 2, -1], ["G", "OG1", "OG2", "B1"]),
        (["roof", "mezzanine", "1st floor", "2nd floor"], [3, 1, 0, 2], ["R", "M", "1", "2"]),
        (["a", "b", "c"], [0, 1, 2], ["1", "2", "3"]),
        (["Level 2 East", "Level 2 West"], [1, 2], ["2", "3"]),
        (["weird ünïcode #1"], [0], ["1"]),
        (["roof2", "shelf12"], [0, 1], ["1", "2"]),
        (["sub-basement", "basement"], [-2, -1], ["B2", "B1"]),
    ],
)
def test_floors_are_told_by_their_names(names: list[str], ordinals: list[int], ids: list[str]) -> None:
    levels = guess_levels(names)
    assert [level.ordinal for level in levels] == ordinals
    assert [level.id for level in levels] == ids


def propose(folder: Path, *names: str, footprints: Path | None = None, **place: object) -> Proposal:
    """Propose a project for copies of Maple's main plan under the names given."""
    plans = []
    for name in names:
        plans.append(folder.parent / name)
        shutil.copyfile(MAPLE / "plans" / "main.dxf", plans[-1])
    return propose_project(folder, plans, footprints, place.get("at"), place.get("bearing"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["Ground.ezdwg.dxf", "2nd floor.dxf", "weird ünïcode #1.dxf", 'a "quoted" \\ name.dxf']
)
def test_every_file_name_makes_a_project(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "my school"
    write_project(folder, propose(folder, name).text)
    project = read_project(folder)
    assert (folder / project.building[0].floor[0].plan).resolve() == (tmp_path / name).resolve()
    assert project.campus.id == "my-school"
    assert project.building[0].placement is not None
    assert project.building[0].placement.method == "none"


def test_requirements_begin_with_what_laws_share_and_name_the_other_packs(tmp_path: Path) -> None:
    text = propose(tmp_path / "school", "plan.dxf").text
    assert tomllib.loads(text)["requirements"] == {"presets": ["core"]}
    (line,) = [line for line in text.splitlines() if line.startswith("# ") and "ten-essential-actions" in line]
    folder = tmp_path / "school"
    for pack in line.removeprefix("# ").split(", "):
        (folder / "campus.toml").unlink(missing_ok=True)
        write_project(folder, text.replace('presets = ["core"]', f'presets = ["core", "{pack}"]'))
        assert read_project(folder).requirements.presets == ("core", pack)


def test_unit_that_sizes_bear_out_needs_no_confirmation(tmp_path: Path) -> None:
    data = tomllib.loads(propose(tmp_path / "school", "plan.dxf").text)
    assert data["building"][0]["floor"][0]["units"] == "in"


def test_unit_that_nothing_states_is_to_be_confirmed(tmp_path: Path) -> None:
    document = ezdxf.new("R2010", units=0)
    document.modelspace().add_lwpolyline([(0, 0), (900, 0), (900, 400)], close=True)
    document.saveas(tmp_path / "plan.dxf")
    proposal = propose_project(tmp_path / "school", [tmp_path / "plan.dxf"], None, None, None)
    assert tomllib.loads(proposal.text)["building"][0]["floor"][0]["units"]["confirmed"] is False
    assert any(step.startswith("units") for step in proposal.to_do)


def test_place_without_a_bearing_stays_a_guess(tmp_path: Path) -> None:
    placed = tomllib.loads(propose(tmp_path / "a", "plan.dxf", at=INSIDE).text)["building"][0]["placement"]
    assert (placed["lonlat"], placed["confirmed"]) == (list(INSIDE), False)
    turned = tomllib.loads(propose(tmp_path / "b", "plan.dxf", at=INSIDE, bearing=6.0).text)
    assert turned["building"][0]["placement"].get("confirmed", True) is True


def footprint_key(tmp_path: Path, path: Path, at: tuple[float, float] | None = None) -> tuple[str, dict[str, str]]:
    data = tomllib.loads(propose(tmp_path / "school", "plan.dxf", footprints=path, at=at).text)
    return data["building"][0].get("footprint", ""), data["footprints"]


def outlines(tmp_path: Path, **columns: list[str]) -> Path:
    """Write Maple's three footprints with other columns."""
    data = json.loads((MAPLE / "footprints.geojson").read_text("utf-8"))
    for index, feature in enumerate(data["features"]):
        feature.pop("id", None)
        feature["properties"] = {name: values[index] for name, values in columns.items()}
    (tmp_path / "f.geojson").write_text(json.dumps(data))
    return tmp_path / "f.geojson"


def test_footprint_at_the_place_given_is_chosen(tmp_path: Path) -> None:
    path = outlines(tmp_path, id=["M", "P1", "P2"])
    assert footprint_key(tmp_path, path, INSIDE)[0] == "M"
    assert footprint_key(tmp_path, path)[0] == ""


def test_column_that_tells_footprints_apart_is_found(tmp_path: Path) -> None:
    path = outlines(tmp_path, use=["school"] * 3, OBJECTID=["7", "8", "9"])
    assert footprint_key(tmp_path, path, INSIDE) == ("7", {"file": "../f.geojson", "id": "OBJECTID"})


def test_only_footprint_is_chosen(tmp_path: Path) -> None:
    data = json.loads((MAPLE / "footprints.geojson").read_text("utf-8"))
    data["features"] = data["features"][1:2]
    (tmp_path / "one.geojson").write_text(json.dumps(data))
    assert footprint_key(tmp_path, tmp_path / "one.geojson")[0] == "P1"


def test_project_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "campus.toml").write_text("mine")
    with pytest.raises(InputError, match="already exists"):
        propose_project(tmp_path, [MAPLE / "plans" / "main.dxf"], None, None, None)
    with pytest.raises(InputError, match="already exists"):
        write_project(tmp_path, "theirs")
    assert (tmp_path / "campus.toml").read_text() == "mine"


def test_drawing_in_the_folder_s_place_is_refused() -> None:
    with pytest.raises(InputError, match="is a file"):
        propose_project(MAPLE / "plans" / "main.dxf", [MAPLE / "plans" / "p1.dxf"], None, None, None)


@pytest.mark.parametrize(("shape", "bearings"), [("L", {35.0}), ("rectangle", {35.0, 215.0})])
def test_fit_lists_the_ways_a_plan_fits_and_waits(shape: str, bearings: set[float], tmp_path: Path) -> None:
    source = paced.write_campus(tmp_path / "source", shape, 'method = "none"')
    outline, plan = source / "footprints.geojson", source / "plan.dxf"
    proposal = propose_project(tmp_path / "school", [plan], outline, None, None, fit=True)
    placement = tomllib.loads(proposal.text)["building"][0]["placement"]
    assert placement == {"method": "fit", "confirmed": False}
    assert set(map(float, re.findall(r"^# bearing_deg = (\S+)", proposal.text, re.MULTILINE))) == bearings
    assert any(step.startswith("placement: choose") for step in proposal.to_do)
    chosen = propose_project(tmp_path / "school", [plan], outline, None, 35.0, fit=True)
    write_project(tmp_path / "school", chosen.text)
    stated = read_project(tmp_path / "school").building[0].placement
    assert stated is not None and (stated.method, stated.bearing_deg, stated.confirmed) == ("fit", 35.0, True)


def test_fit_needs_a_footprint(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="footprint to fit to"):
        propose_project(tmp_path / "school", [MAPLE / "plans" / "main.dxf"], None, None, None, fit=True)
