"""A kit that stands is not built again; whatever differs in the least, it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import paced_campus as paced
import pytest
from click.testing import CliRunner

from campusmap.cli import cli
from campusmap.pipeline.build import build_kit
from campusmap.pipeline.cache import Told, cached
from campusmap.pipeline.printing import Printing
from campusmap.pipeline.standing import Order, find_standing, keep_standing, watch_inputs

TABLE = "kind,label,building,floor,room\nAED,AED 1,main,1,{}\n"


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    """Return the order of a small kit of a campus whose drawing lies outside its folder."""
    monkeypatch.setenv("CAMPUSMAP_CACHE", str(tmp_path / "kept"))
    folder = paced.write_campus(tmp_path / "campus", "L", paced.control_points(paced.SHAPES["L"][0], "mm"))
    (folder / "markers.csv").write_text(TABLE.format(101))
    drawings = tmp_path / "drawings"
    drawings.mkdir()
    (folder / "plan.dxf").rename(drawings / "plan.dxf")
    text = (folder / "campus.toml").read_text()
    (folder / "campus.toml").write_text(text.replace('"plan.dxf"', '"../drawings/plan.dxf"'))
    past = time.time() - 60.0
    os.utime(drawings / "plan.dxf", (past, past))
    return Order(folder, tmp_path / "kit", ("csv", "geojson"), issued="2026-01-01")


def build(order: Order, meanwhile: Callable[[], object] = lambda: None) -> None:
    with cached(order.folder):
        watch = watch_inputs(order)
        kit, target = build_kit(order.folder, order.out, only=order.only, issued=order.issued)
        meanwhile()
        keep_standing(watch, kit, target)


def stands(order: Order) -> bool:
    with cached(order.folder, whole=False):
        return find_standing(watch_inputs(order)) is not None


def change(path: Path, content: bytes) -> Callable[[], None]:
    """Give a file other content, or make it; return what puts back what was there."""
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    return lambda: path.unlink() if before is None else path.write_bytes(before) and None


def test_a_kit_stands_until_one_byte_differs(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    assert order.out is not None
    assert not stands(order)
    build(order)
    assert stands(order)
    drawings, kit = order.folder.parent / "drawings", order.out
    csv = bytearray((kit / "rooms.csv").read_bytes())
    csv[len(csv) // 2] ^= 1
    changes = {
        order.folder / "markers.csv": TABLE.format(103).encode(),
        order.folder / "survey.csv": b"subject,fact,value,who,when\n",
        drawings / "plan.dxf": (drawings / "plan.dxf").read_bytes() + b"\n",
        drawings / "plan.wld": b"0 0\n",
        kit / "rooms.csv": bytes(csv),
        kit / "geojson" / "more.geojson": b"{}",
        kit / "manifest.json.minisig": b"signed",
    }
    for path, content in changes.items():
        put_back = change(path, content)
        assert not stands(order), path
        put_back()
        assert stands(order), path
    for asked in ({"issued": "2026-01-02"}, {"only": ("csv",)}, {"audience": "staff"}, {"printing": Printing("a4")}):
        assert not stands(replace(order, **asked)), asked
    monkeypatch.setenv("CAMPUSMAP_READ_MB", "512")
    assert not stands(order)


def test_what_changed_while_a_kit_was_built_is_not_taken_for_its_input(order: Order) -> None:
    build(order, lambda: (order.folder / "markers.csv").write_text(TABLE.format(102)))
    assert not stands(order)
    build(order, lambda: os.utime(order.folder.parent / "drawings" / "plan.dxf"))
    assert not stands(order)


def test_the_command_takes_a_standing_kit_and_forgets_no_step(order: Order) -> None:
    words = [
        "build",
        str(order.folder),
        "-o",
        str(order.out),
        "--only",
        "csv,geojson",
        "--issued",
        "2026-01-01",
        "--why",
    ]
    first = CliRunner().invoke(cli, words)
    kept = sorted((order.folder.parent / "kept").rglob("*.json"))
    for path in kept:
        os.utime(path, (1.0, 1.0))
    second = CliRunner().invoke(cli, words)
    assert second.exit_code == first.exit_code
    assert "Anew: " in first.output
    assert second.output.splitlines() == ["As kept: 1 kit.", *first.output.splitlines()[-3:]]
    assert sorted((order.folder.parent / "kept").rglob("*.json")) == kept
    (order.folder / "markers.csv").write_text(TABLE.format(103))
    third = CliRunner().invoke(cli, words)
    assert "As kept: 2 files, 1 drawing, 1 analysis" in third.output


def test_nothing_stands_where_nothing_is_kept(order: Order) -> None:
    with cached(order.folder, kept=False) as cache:
        watch = watch_inputs(order)
        kit, target = build_kit(order.folder, order.out, only=order.only, issued=order.issued)
        keep_standing(watch, kit, target)
        assert find_standing(watch) is None
        assert cache.tell() == list[Told]()


def test_a_file_that_cannot_be_read_keeps_nobody_from_building(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    build(order)

    def refuse(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("campusmap.pipeline.standing.digest_file", refuse)
    assert not stands(order)
    build(order)
