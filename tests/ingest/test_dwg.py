"""DWG drawings: through whatever converter is installed, here scripts that stand in for them."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path

import ezdxf
import pytest

from campusmap.errors import InputError
from campusmap.ingest import dwg_converters
from campusmap.ingest.drawing import read_drawing

DWG = b"AC1032\0\0\0\0" + bytes(range(256)) * 40
DWG2DXF = """#!{python}
import shutil, sys, time
if "--version" in sys.argv:
    print("dwg2dxf 0.13.3")
    sys.exit(0)
source, target, mode = "{good}", sys.argv[sys.argv.index("-o") + 1], "{mode}"
data = open(source, "rb").read()
if mode == "hang":
    time.sleep(60)
elif mode == "crash":
    sys.exit(139)
elif mode == "torso":
    data = data[: len(data) // 2]
elif mode == "crumb":
    data = data[:90]
elif mode == "empty":
    data = open("{empty}", "rb").read()
open(target, "wb").write(data)
if mode == "errors":
    sys.stderr.write("ERROR: Invalid object\\nERROR: Unhandled class\\n")
    sys.exit(1)
"""
ODA = """#!{python}
import os, shutil, sys
inbox, outbox, version, kind, recurse, audit = sys.argv[1:]
assert (kind, os.listdir(inbox)) == ("DXF", ["drawing.dwg"])
if "{mode}" == "good":
    shutil.copyfile("{good}", os.path.join(outbox, "drawing.dxf"))
"""
EZDWG = """
import shutil
class Entity:
    def __init__(self, kind, handle):
        self.dxftype, self.handle = kind, handle
class Found(list):
    def query(self):
        return self
class Document:
    def entities(self):
        return Found([Entity("LINE", 1), Entity("LINE", 2), Entity("TEXT", 3)])
    def entity_placement(self, handle):
        return (0, 9) if handle == 2 else (2, None)
    def header_variables(self):
        return {{"insunits": 4}}
class raw:
    @staticmethod
    def list_object_headers_with_type(path):
        kinds = ["LINE", "LINE", "TEXT", "MLINE", "BLOCK"]
        return [(0, 0, 0, 0, kind, "E") for kind in kinds] + [(0, 0, 0, 0, "LAYER", "O")]
class Result:
    written_entities, skipped_by_type = {written}, {{}}
def read(path):
    return Document()
def to_dxf(document, target):
    shutil.copyfile("{good}", target)
    return Result
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a DWG, what a good conversion of it gives, and nothing else to be found on PATH."""
    doc = ezdxf.new("R2018", units=6)
    for k in range(3):
        doc.modelspace().add_line((0, k), (5, k), dxfattribs={"layer": "A-WALL"})
    doc.saveas(tmp_path / "good.dxf")
    ezdxf.new("R2018").saveas(tmp_path / "empty.dxf")
    (tmp_path / "plan.dwg").write_bytes(DWG)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(dwg_converters.importlib.util, "find_spec", lambda _: None)
    return tmp_path


def install(folder: Path, program: str, text: str, mode: str = "good") -> None:
    path = folder / "bin" / program
    parts = {"good": folder / "good.dxf", "empty": folder / "empty.dxf"}
    path.write_text(text.format(python=sys.executable, mode=mode, **parts))
    path.chmod(0o755)


def refuse(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_drawing(path, name=path.name)
    assert caught.value.file == path.name and "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ["plan.dwg", "renamed.dxf"])
def test_a_converted_drawing_reads_like_its_dxf(folder: Path, name: str) -> None:
    install(folder, "dwg2dxf", DWG2DXF)
    (folder / name).write_bytes(DWG)
    plan, direct = read_drawing(folder / name, name=name), read_drawing(folder / "good.dxf", name=name)
    assert (plan.strokes, plan.layers, plan.unit, plan.version) == (direct.strokes, direct.layers, "m", "R2018")
    assert (plan.file, plan.sha256) == (name, hashlib.sha256(DWG).hexdigest())
    assert [(n.code, n.text) for n in plan.notices] == [
        ("dwg.converted", "the DWG drawing was converted to DXF by dwg2dxf 0.13.3")
    ]


def test_without_a_converter_it_says_how_to_export(folder: Path) -> None:
    message = refuse(folder / "plan.dwg")
    assert "no program that converts it" in message and "SAVEAS" in message and "ODA File Converter" in message


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("crash", "nothing was written"),
        ("torso", "cut"),
        ("crumb", "only 90 bytes were written for 10,250"),
        ("empty", "0 entities arrived"),
    ],
)
def test_what_was_not_converted_whole_is_refused(folder: Path, mode: str, said: str) -> None:
    install(folder, "dwg2dxf", DWG2DXF, mode)
    message = refuse(folder / "plan.dwg")
    assert said in message and "dwg2dxf" in message and "SAVEAS" in message


def test_a_converter_that_hangs_is_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dwg_converters, "TIMEOUT_S", 1.0)
    install(folder, "dwg2dxf", DWG2DXF, "hang")
    assert "did not end within 1 s" in refuse(folder / "plan.dwg")


def test_errors_of_a_converter_are_passed_on(folder: Path) -> None:
    install(folder, "dwg2dxf", DWG2DXF, "errors")
    (notice,) = read_drawing(folder / "plan.dwg", name="plan.dwg").notices
    assert notice.text.endswith("it remarks: ERROR: Unhandled class (2 errors)")


def test_the_next_converter_steps_in(folder: Path) -> None:
    install(folder, "ODAFileConverter", ODA, "fails")
    install(folder, "dwg2dxf", DWG2DXF)
    assert "dwg2dxf 0.13.3" in read_drawing(folder / "plan.dwg", name="plan.dwg").notices[-1].text
    install(folder, "ODAFileConverter", ODA)
    assert "ODA File Converter" in read_drawing(folder / "plan.dwg", name="plan.dwg").notices[-1].text


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, written: int) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("PATH", str(folder / "bin"))
    (folder / "lib" / "ezdwg-9.dist-info").mkdir(parents=True)
    (folder / "lib" / "ezdwg-9.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: ezdwg\nVersion: 9\n")
    (folder / "lib" / "ezdwg.py").write_text(EZDWG.format(good=folder / "good.dxf", written=written))
    monkeypatch.syspath_prepend(folder / "lib")


def test_the_python_package_gives_account_and_unit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(folder, monkeypatch, written=4)
    plan = read_drawing(folder / "plan.dwg", name="plan.dwg")
    assert (plan.unit, len(plan.strokes)) == ("mm", 3)
    assert [(n.code, n.count) for n in plan.notices if n.code.startswith("dwg")] == [
        ("dwg.converted", 1),
        ("dwg.lossy", 1),  # one of four entities did not arrive
        ("dwg.lossy", 1),  # MLINE
        ("dwg.lossy", 1),  # of a block, drawn loose
    ]


def test_a_conversion_that_loses_most_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(folder, monkeypatch, written=7)
    assert "3 entities arrived of 7" in refuse(folder / "plan.dwg")


@pytest.mark.parametrize("floor", ["Basement", "Ground", "Level_2"])
def test_real_drawings_read_like_their_dxf(real_data: Path, tmp_path: Path, floor: str) -> None:
    pytest.importorskip("ezdwg", reason="the extra dwg is not installed")
    with zipfile.ZipFile(real_data / "contoso_pkg1" / "Sample - Contoso Drawing Package.zip") as package:
        package.extract(f"{floor}.dwg", tmp_path)
    name = f"{floor}.dwg"
    plan = read_drawing(tmp_path / name, name=name)
    derived = read_drawing(real_data / "contoso_pkg1" / f"{floor}.ezdwg.dxf", name=name)
    assert (plan.strokes, plan.labels, plan.layers) == (derived.strokes, derived.labels, derived.layers)
    assert (plan.unit, derived.unit) == ("mm", "m")
