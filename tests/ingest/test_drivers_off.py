"""Nothing that a footprint file says leads to another file or host."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from campusmap.errors import InputError
from campusmap.ingest.vector import read_features
from campusmap.ingest.vector_gdal import DRIVERS_OFF
from campusmap.model.project import VectorFile

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from pathlib import Path
from campusmap.ingest.vector import read_features
from campusmap.model.project import VectorFile
read_features(Path(sys.argv[1]), VectorFile(""), "footprints.gpkg")
import pyogrio
print("\\n".join(pyogrio.list_drivers()))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    with zipfile.ZipFile(ROOT / "tests/malformed/corpus.zip") as corpus:
        return Path(corpus.extract("footprints/gpkg-sound/footprints.gpkg", tmp_path))


def list_drivers(script: str, *arguments: Path) -> set[str]:
    """Return what a process prints that knows nothing of what this one has switched off."""
    settings = {name: value for name, value in os.environ.items() if name != "OGR_SKIP"}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, env=settings, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split("\n"))


def test_drivers_that_follow_links_are_off(package: Path) -> None:
    """A fresh process that has read a footprint file knows none of them, but does know the format's own."""
    drivers = list_drivers(SCRIPT, package)
    control = list_drivers("import pyogrio; print('\\n'.join(pyogrio.list_drivers()))")
    assert "OGR_VRT" in control  # it is there until it is switched off
    assert "GPKG" in drivers and "FlatGeobuf" in drivers
    assert not drivers & set(DRIVERS_OFF)


@pytest.mark.parametrize("name", ["WFS:http:", "http:", "vsicurl", "PG:dbname=x"])
def test_file_names_are_no_connections(package: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose name looks like a connection is a file."""
    monkeypatch.chdir(package.parent)
    package.rename(package.parent / name)
    features, _ = read_features(Path(name), VectorFile(name), name)
    assert len(features) == 1


def test_a_virtual_layer_is_refused_under_any_name(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("id,x,y\nkeybox,1,2\n")
    link = f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{tmp_path}/secret.csv</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'  # noqa: E501
    for suffix in (".geojson", ".gpkg", ".shp", ".fgb", ".vrt"):
        path = tmp_path / f"footprints{suffix}"
        path.write_text(link)
        with pytest.raises(InputError, match="no vector format") as caught:
            read_features(path, VectorFile(path.name), path.name)
        assert caught.value.code == "vector.format"
