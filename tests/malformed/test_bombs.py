"""Small files that cost hours or gigabytes are refused by a count, or stopped; their neighbours are read."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import bombs
import pytest
from malformed.reading import READERS

from campusmap.errors import InputError, LimitError
from campusmap.pipeline.workers import work_side_by_side

Bomb = Callable[[Path], Path]
KINDS = {".dxf": "dxf", ".geojson": "footprints", ".gpkg": "footprints", ".shp": "footprints", ".zip": "archives",
         ".csv": "tables", ".xlsx": "tables", ".toml": "projects", ".json": "ledgers", ".png": "pictures",
         ".tif": "pictures"}  # fmt: skip
SECONDS = 2.0  # of processor time, where a count can see what a file would cost
STOPPED = 90.0

# Bombs and the codes that they end in; "" where the file is read, because its charge costs nothing.
COUNTED: list[tuple[Bomb, str]] = [
    (bombs.nested_blocks, "dxf.block_bomb"),
    (bombs.block_array, "dxf.block_bomb"),
    (bombs.nested_arrays, "dxf.block_bomb"),
    (bombs.big_block_in_array, "dxf.block_bomb"),
    (bombs.deep_blocks, "dxf.block_depth"),
    (bombs.fine_hatch, ""),
    (bombs.huge_circles, ""),
    (bombs.tangled_ring, ""),
    (bombs.tangled_rings, ""),
    (bombs.deep_json, "vector.json"),
    (bombs.long_number, "vector.json"),
    (bombs.endless_view, "vector.view"),
    (bombs.lying_shapefile, "vector.damaged"),
    (bombs.many_members, "archive.too_large"),
    (bombs.zip_in_zip, "archive.not_imdf"),
    (bombs.far_cell, "table.empty"),
    (bombs.laughing_sheet, "table.damaged"),
    (bombs.deep_toml, "project.toml"),
    (bombs.dotted_toml, "project.toml"),
    (bombs.deep_ledger, "ledger.damaged"),
    (bombs.bomb_tiff, "imagery.damaged"),
    (bombs.looping_tiff, ""),
]
LARGE: list[tuple[Bomb, str]] = [
    (bombs.steep_spline, "dxf.damaged"),
    (bombs.long_text, "dxf.damaged"),
    (bombs.many_layers, "dxf.too_large"),
    (bombs.deep_properties, ""),
    (bombs.million_corners, ""),
    (bombs.packed_zeros, "archive.too_large"),
    (bombs.overlapping_members, "archive.too_large"),
    (bombs.packed_sheet, "table.too_large"),
    (bombs.shared_strings, "table.too_large"),
    (bombs.wide_csv, "table.too_large"),
    (bombs.long_csv, "table.too_large"),
    (bombs.bomb_png, "imagery.too_large"),
    (bombs.bomb_text_png, ""),
]


def read_timed(path: Path) -> tuple[str, float, float]:
    """Read a file; return the refusal's code, the processor time in seconds, and the peak of memory in MB."""
    before = time.process_time()
    try:
        READERS[KINDS[path.suffix]](path)
        code = ""
    except InputError as refusal:
        code = refusal.code
    return code, time.process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def explode(bomb: Bomb, folder: Path) -> tuple[str, float, float]:
    path = bomb(folder)
    if path.suffix in {".png", ".tif"}:
        path.with_suffix(".pgw" if path.suffix == ".png" else ".tfw").write_text("1\n0\n0\n-1\n500000\n4300015\n")
    return work_side_by_side(read_timed, [path], lambda path: path.name)[0]


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are Linux's")


def test_the_readers_are_warm(tmp_path: Path) -> None:
    """Import what the readers need before they are timed."""
    assert explode(bombs.deep_toml, tmp_path)[0] == "project.toml"


@pytest.mark.parametrize(("bomb", "code"), COUNTED, ids=lambda value: getattr(value, "__name__", ""))
def test_bombs_are_counted_before_they_go_off(tmp_path: Path, bomb: Bomb, code: str) -> None:
    found, seconds, megabytes = explode(bomb, tmp_path)
    assert found == code
    assert seconds < SECONDS + 2.0 * (code == "") and megabytes < 700  # the imports of a reader count as well


@pytest.mark.full
@pytest.mark.parametrize(("bomb", "code"), LARGE, ids=lambda value: getattr(value, "__name__", ""))
def test_large_bombs_are_counted_too(tmp_path: Path, bomb: Bomb, code: str) -> None:
    found, seconds, megabytes = explode(bomb, tmp_path)
    assert found == code and seconds < STOPPED and megabytes < 2048


def test_a_bomb_is_named_and_its_neighbours_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three files side by side, the one that no count can see is stopped, and the others are read."""
    monkeypatch.setenv("CAMPUSMAP_READ_SECONDS", "2")
    sound = [bombs.fine_hatch(tmp_path), bombs.huge_circles(tmp_path)]
    started = time.monotonic()
    with pytest.raises(LimitError, match=r"^endless\.dxf: takes more than 2 s to read; ") as caught:
        work_side_by_side(read_marked, [sound[0], tmp_path / "endless.dxf", sound[1]], lambda path: path.name)
    assert caught.value.code == "limit.time" and time.monotonic() - started < STOPPED
    assert {path.name for path in tmp_path.glob("*.read")} == {"hatch.read", "huge-circles.read"}


def read_marked(path: Path) -> None:
    """Read a drawing and leave a mark beside it; one name stands for a reading that never ends."""
    while path.name == "endless.dxf":
        pass
    READERS["dxf"](path)
    path.with_suffix(".read").touch()
