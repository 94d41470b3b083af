"""The command line: help in a blink, exit codes, one sentence for bad input, nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def campusmap(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "campusmap", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_help_loads_nothing_heavy() -> None:
    code = "import sys\nfrom campusmap.cli import cli\ncli.main(['--help'], standalone_mode=False)\nprint(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    heavy = {"shapely", "numpy", "ezdxf", "geopandas", "folium", "pydantic", "typst", "rasterio"}
    assert "init" in loaded
    assert not [name for name in heavy if f"'{name}'" in loaded]


@pytest.mark.parametrize("name", ["init", "inspect", "check", "build", "verify", "rules", "explain"])
def test_every_command_has_help(name: str) -> None:
    done = campusmap(name, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_rules_and_explain_agree() -> None:
    rows = json.loads(campusmap("rules", "--format", "json").stdout)
    first = rows[0]["id"]
    told = campusmap("explain", first)
    assert told.returncode == 0
    assert first in told.stdout
    assert rows[0]["title"] in told.stdout


def test_unknown_rule_is_refused() -> None:
    done = campusmap("explain", "XYZ999")
    assert done.returncode == 2
    assert "no rule" in done.stderr


def minimal(folder: Path, plan: str = "plan.dxf", extra: str = "") -> Path:
    (folder / "campus.toml").write_text(
        '[campus]\nid = "x"\nname = "X"\n[[building]]\nid = "main"\n[[building.floor]]\nid = "1"\nordinal = 0\n'
        f'plan = "{plan}"\nunits = "m"\n{extra}'
    )
    return folder


def cut_dxf() -> bytes:
    whole = (ROOT / "sample_campuses/maple-elementary/plans").glob("*.dxf")
    data = sorted(whole)[0].read_bytes()
    return data[: len(data) * 2 // 3]


BAD_DRAWINGS = {
    "dwg": b"AC1032\x00\x00\x00\x00" + bytes(200),
    "cut": None,
    "empty": b"",
    "text": b"Dear parents, please find the plan attached.\n",
}


def assert_refused(done: subprocess.CompletedProcess[str], out: Path) -> None:
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not out.exists()
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", BAD_DRAWINGS)
def test_bad_drawing_gets_one_sentence(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "campus"
    folder.mkdir()
    data = BAD_DRAWINGS[name]
    (minimal(folder) / "plan.dxf").write_bytes(cut_dxf() if data is None else data)
    done = campusmap("build", folder, "-o", tmp_path / "kit")
    assert_refused(done, tmp_path / "kit")
    assert "plan.dxf" in done.stderr


def test_missing_drawing_gets_one_sentence(tmp_path: Path) -> None:
    done = campusmap("build", minimal(tmp_path), "-o", tmp_path / "kit")
    assert_refused(done, tmp_path / "kit")
    assert "plan.dxf" in done.stderr


def test_missing_folder_gets_one_sentence(tmp_path: Path) -> None:
    done = campusmap("build", tmp_path / "nowhere", "-o", tmp_path / "kit")
    assert_refused(done, tmp_path / "kit")


def test_unknown_key_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    folder = minimal(tmp_path, extra="ordnial = 3\n")
    done = campusmap("build", folder, "-o", tmp_path / "kit")
    assert done.returncode == 2
    assert "ordnial" in done.stderr
    assert "ordinal" in done.stderr.replace("ordnial", "")
    assert not (tmp_path / "kit").exists()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("none.geojson", '{"type": "FeatureCollection", "features": []}', "feature"),
        ("half.geojson", '{"type": "FeatureCollection", "features": [', "none"),
    ],
)
def test_bad_footprints_get_one_sentence(name: str, content: str, word: str, tmp_path: Path) -> None:
    folder = tmp_path / "campus"
    folder.mkdir()
    good = sorted((ROOT / "sample_campuses/maple-elementary/plans").glob("*.dxf"))[0]
    minimal(folder, plan="plan.dxf")
    (folder / "plan.dxf").write_bytes(good.read_bytes())
    (folder / name).write_text(content)
    with (folder / "campus.toml").open("a") as file:
        file.write(f'[footprints]\nfile = "{name}"\n')
    done = campusmap("build", folder, "-o", tmp_path / "kit")
    assert_refused(done, tmp_path / "kit")
    assert name in done.stderr
    assert word in done.stderr or word == "none"


@pytest.mark.filterwarnings("ignore:.crs. was not provided")
def test_footprint_without_crs_is_refused(tmp_path: Path) -> None:
    import geopandas
    from shapely import box

    folder = tmp_path / "campus"
    folder.mkdir()
    good = sorted((ROOT / "sample_campuses/maple-elementary/plans").glob("*.dxf"))[0]
    minimal(folder, plan="plan.dxf")
    (folder / "plan.dxf").write_bytes(good.read_bytes())
    geopandas.GeoDataFrame({"id": ["main"]}, geometry=[box(0, 0, 30, 20)]).to_file(folder / "b.shp")
    with (folder / "campus.toml").open("a") as file:
        file.write('[footprints]\nfile = "b.shp"\n')
    done = campusmap("build", folder, "-o", tmp_path / "kit")
    assert_refused(done, tmp_path / "kit")
    assert "b.shp" in done.stderr


def test_bare_drawing_becomes_a_folder_that_builds(tmp_path: Path) -> None:
    plan = sorted((ROOT / "sample_campuses/maple-elementary/plans").glob("*.dxf"))[0]
    assert campusmap("init", tmp_path / "new", "--plan", plan).returncode == 0
    done = campusmap("build", tmp_path / "new", "-o", tmp_path / "kit")
    assert done.returncode in {0, 1}, done.stderr
    assert (tmp_path / "kit" / "map.html").is_file()
    assert campusmap("verify", tmp_path / "kit").returncode == 0
    (tmp_path / "kit" / "rooms.csv").write_text("changed")
    assert campusmap("verify", tmp_path / "kit").returncode == 1


def test_init_leaves_an_existing_project_alone(tmp_path: Path) -> None:
    minimal(tmp_path)
    before = (tmp_path / "campus.toml").read_text()
    plan = sorted((ROOT / "sample_campuses/maple-elementary/plans").glob("*.dxf"))[0]
    assert campusmap("init", tmp_path, "--plan", plan).returncode == 2
    assert (tmp_path / "campus.toml").read_text() == before
