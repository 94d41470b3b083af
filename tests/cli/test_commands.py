"""The command line: help in a blink, exit codes, one sentence for bad input, nothing half-written."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from click.testing import CliRunner

from campusmap.cli import _run as run
from campusmap.cli import cli
from campusmap.cli.report import to_plain
from campusmap.errors import CampusmapError

ROOT = Path(__file__).resolve().parents[2]


def campusmap(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, as ``python -m campusmap`` would."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["campusmap", *map(str, arguments)])
        code = run(debug=False)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def test_help_loads_nothing_heavy() -> None:
    call = "cli.main(['--help'], standalone_mode=False)"
    code = f"import sys\nfrom campusmap.cli import cli\n{call}\nprint(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    heavy = {"shapely", "numpy", "ezdxf", "geopandas", "folium", "pydantic", "typst", "rasterio"}
    assert "init" in loaded
    assert not [name for name in heavy if f"'{name}'" in loaded]


@pytest.mark.parametrize("name", ["init", "inspect", "check", "build", "issue", "verify", "rules", "explain"])
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
    data = min(whole).read_bytes()
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
    good = min((ROOT / "sample_campuses/maple-elementary/plans").glob("*.dxf"))
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
    good = min((ROOT / "sample_campuses/maple-elementary/plans").glob("*.dxf"))
    minimal(folder, plan="plan.dxf")
    (folder / "plan.dxf").write_bytes(good.read_bytes())
    geopandas.GeoDataFrame({"id": ["main"]}, geometry=[box(0, 0, 30, 20)]).to_file(folder / "b.shp")
    with (folder / "campus.toml").open("a") as file:
        file.write('[footprints]\nfile = "b.shp"\n')
    done = campusmap("build", folder, "-o", tmp_path / "kit")
    assert_refused(done, tmp_path / "kit")
    assert "b.shp" in done.stderr


def test_bare_drawing_becomes_a_folder_that_builds(tmp_path: Path) -> None:
    plan = min((ROOT / "sample_campuses/maple-elementary/plans").glob("*.dxf"))
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
    plan = min((ROOT / "sample_campuses/maple-elementary/plans").glob("*.dxf"))
    assert campusmap("init", tmp_path, "--plan", plan).returncode == 2
    assert (tmp_path / "campus.toml").read_text() == before


MAPLE = ROOT / "sample_campuses" / "maple-elementary"
PLAN = MAPLE / "plans" / "main.dxf"


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", MAPLE, "--only", "pdf"],
        ["build", MAPLE, "--issued", "tomorrow"],
        ["build", MAPLE, "--fail-on", "fatal"],
        ["build", MAPLE, "-o", MAPLE],
        ["build", MAPLE, "-o", MAPLE / ".."],
        ["build", MAPLE, "-o", PLAN],
        ["build", MAPLE, "-o", PLAN / "kit"],
        ["verify", MAPLE / "nowhere"],
        ["inspect", PLAN, "--picture", PLAN],
        ["inspect", PLAN, "--picture", MAPLE],
        ["inspect", PLAN, "--picture", "floor.pdf"],
        ["inspect", PLAN, "--rooms", "rooms.shp"],
        ["inspect", MAPLE],
        ["inspect", PLAN, "--rooms", MAPLE / "no" / "such" / "folder.geojson"],
        ["inspect", PLAN, "--stages", PLAN],
        ["init", PLAN, "--plan", PLAN],
        ["init", MAPLE, "--plan", PLAN],
        ["init", "new", "--plan", "nowhere.dxf"],
        ["init", "new", "--plan", PLAN, "--fit"],
        ["init", "new", "--plan", PLAN, "--footprints", "nowhere.geojson"],
        ["init", "new", "--plan", PLAN, "--footprints", ROOT / "README.md"],
        ["init", "new", "--plan", PLAN, "--at", "200,1"],
        ["init", "new", "--plan", PLAN, "--at=-84.5,39.5"],
        ["init", "new", "--plan", PLAN, "--bearing", "3"],
        ["nosuch"],
        ["--nosuch"],
    ],
    ids=lambda arguments: " ".join(str(a).removeprefix(str(ROOT)) for a in arguments),
)
def test_what_cannot_be_used_is_refused_in_one_sentence(
    arguments: list[str | Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = campusmap(*arguments)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Error" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("identity", ["../evil", "my school", "", ".."])
def test_campus_id_that_would_leave_the_folder_is_refused(identity: str, tmp_path: Path) -> None:
    (tmp_path / "plan.dxf").write_bytes(PLAN.read_bytes())
    text = (minimal(tmp_path) / "campus.toml").read_text().replace('id = "x"', f'id = "{identity}"')
    (tmp_path / "campus.toml").write_text(text)
    done = CliRunner().invoke(cli, ["build", str(tmp_path)])
    assert isinstance(done.exception, CampusmapError)
    assert "campus.id" in str(done.exception)


def test_terminal_is_told_nothing_that_it_would_obey() -> None:
    assert to_plain("\x1b[2Jgone \u202e back \ud800 \x07 é 雪\tok") == (
        "\\x1b[2Jgone \\u202e back \\ud800 \\x07 é 雪\tok"
    )


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_build_leaves_nothing_and_nobody(number: signal.Signals, tmp_path: Path) -> None:
    start = "from campusmap.cli import run; print('ready', flush=True); run()"
    process = subprocess.Popen(
        [sys.executable, "-c", start, "build", MAPLE, "-o", tmp_path / "kit"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(1.0)
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert said.strip() == "campusmap: interrupted; nothing is half-written"
    assert list(tmp_path.iterdir()) == []


STARTS_PROGRAM = """
import atexit, os, threading
from campusmap import cli
class Heap: __del__ = lambda self: os.write(2, b"freed")
heap, main = Heap(), cli.main
def begin():
    atexit.register(print, "tidied up")
    threading.Thread(target=lambda: (threading.main_thread().join(), print("written"))).start()
    main()
cli.main = begin
cli.run()
"""


@pytest.mark.parametrize(("words", "code"), [(["rules"], 0), (["explain", "XXX999"], 2)])
def test_program_ends_at_once_but_waits_and_tidies_up_and_says_all_it_has_to_say(words: list[str], code: int) -> None:
    call = [sys.executable, "-c", STARTS_PROGRAM, *words]
    ended = subprocess.run(call, check=False, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == code
    assert ended.stdout == campusmap(*words).stdout + "written\ntidied up\n"
    assert ended.stderr == campusmap(*words).stderr


def test_reader_that_leaves_early_is_no_fault() -> None:
    command = f'"{sys.executable}" -m campusmap rules --format json'
    with subprocess.Popen(command, shell=True, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S602
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
