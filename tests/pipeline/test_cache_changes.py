"""A kit made with kept steps is the kit made without, whatever has changed in the folder or the command since."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import paced_campus as paced
import pytest
from PIL import Image

from campusmap import kept
from campusmap.pipeline.build import build_kit
from campusmap.pipeline.cache import Cache, Told, cached
from campusmap.pipeline.printing import Printing

Change = Callable[[Path], None]
Made = tuple[dict[str, bytes], list[Told]]


def build(folder: Path, *, keep: bool = True, **how: Any) -> Made:
    """Build a kit with every exporter; return its files and what became of the steps."""
    out = folder.parent / "kit"
    with cached(folder, kept=keep) as cache:
        build_kit(folder, out, **{"issued": "2026-09-01", **how})
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}, cache.tell()


def unlike(one: dict[str, bytes], two: dict[str, bytes]) -> list[str]:
    """List the files in which two kits differ."""
    return sorted(name for name in {*one, *two} if one.get(name) != two.get(name))


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small campus with a device of each kind that is walked to, and a key box, whose steps are kept."""
    monkeypatch.setenv("CAMPUSMAP_CACHE", str(tmp_path / "kept"))
    placement = paced.control_points(paced.SHAPES["L"][0], "mm")
    folder = paced.write_campus(tmp_path / "campus", "L", placement)
    rows = ["kind,label,building,floor,room", "AED,AED 1,main,1,101", "EXTINGUISHER,FE 1,main,1,102",
            "KEY_BOX,Box,main,1,101", "GAS_SHUTOFF,Gas,main,1,103"]  # fmt: skip
    (folder / "markers.csv").write_text("\n".join(rows) + "\n")
    return folder


@pytest.fixture
def school(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the smallest sample, whose steps are kept."""
    monkeypatch.setenv("CAMPUSMAP_CACHE", str(tmp_path / "kept"))
    return Path(shutil.copytree(samples / "maple-elementary", tmp_path / "campus"))


def put(name: str, old: str, new: str) -> Change:
    """Put one text for another in a file, which must be there."""

    def change(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


def add(name: str, text: str) -> Change:
    """Add a text at the end of a file, or make the file."""

    def change(folder: Path) -> None:
        before = (folder / name).read_text("utf-8") if (folder / name).exists() else ""
        (folder / name).write_text(before + text, "utf-8")

    return change


def test_a_marker_of_each_kind_that_moves_gives_the_kit_of_a_clean_build(small: Path) -> None:
    last, _ = build(small)
    for change in (
        put("markers.csv", "AED,AED 1,main,1,101", "AED,AED 1,main,1,103"),
        put("markers.csv", "EXTINGUISHER,FE 1,main,1,102", "EXTINGUISHER,FE 1,main,1,101"),
        put("markers.csv", "KEY_BOX,Box,main,1,101", "KEY_BOX,Box,main,1,102"),
    ):
        change(small)
        warm, _ = build(small)
        clean, _ = build(small, keep=False)
        assert unlike(warm, clean) == []
        assert "map.html" in unlike(warm, last)
        last = warm


def test_a_step_that_is_kept_by_too_little_is_seen(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Cache.recall_made

    def forget(
        cache: Cache, step: str, subject: str, made_from: Mapping[str, Any], make: Callable[[], Any]
    ) -> Any:  # the ways do not know that a device has moved
        known = {name: value for name, value in made_from.items() if (step, name) != ("building walk", "its devices")}
        return whole(cache, step, subject, known, make)

    monkeypatch.setattr(Cache, "recall_made", forget)
    build(small)
    put("markers.csv", "EXTINGUISHER,FE 1,main,1,102", "EXTINGUISHER,FE 1,main,1,103")(small)
    assert unlike(build(small)[0], build(small, keep=False)[0])


def test_without_a_keeper_a_step_is_done_each_time() -> None:
    done: list[int] = []
    for _ in range(2):
        kept.recall("step", {"nothing": ()}, lambda: done.append(1))
    assert len(done) == 2


# -- the long form: every file, every kind of marker, every setting and every choice of the command -----------------


def move_markers(folder: Path) -> Iterator[tuple[str, Change]]:
    """Yield a change for each marker: it moves, on the ground or into another room."""
    with (folder / "markers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        moved = dict(row)
        if row["lon"]:
            moved["lon"] = f"{float(row['lon']) + 5e-6:.7f}"
        elif row["x"]:
            moved["x"] = f"{float(row['x']) + 0.5:.2f}"
        elif row["room"]:
            moved["room"] = "101" if row["room"] != "101" else "102"
        else:
            moved["label"] = f"{row['label']} anew"
        yield f"{row['kind']} {number}", write_rows("markers.csv", [*rows[:number], moved, *rows[number + 1 :]])


def write_rows(name: str, rows: list[dict[str, str]]) -> Change:
    def change(folder: Path) -> None:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    return change


def change_cells(folder: Path, name: str) -> Iterator[tuple[str, Change]]:
    """Yield a change for each column of a table in which the first row has words: they lose their last letter."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column, text in rows[0].items():
        if column not in ("building", "floor", "door", "subject", "fact", "photo") and len(text) > 3:
            wordless = re.fullmatch(r"[\d.-]+", text)
            shorter = text.replace("2", "1") if wordless else text[:-1]
            yield f"{name} {column}", write_rows(name, [{**rows[0], column: shorter}, *rows[1:]])


def shift_shape(name: str) -> Change:
    """Move the first vertex of the first shape by some decimetres."""

    def change(folder: Path) -> None:
        data = json.loads((folder / name).read_text("utf-8"))
        ring = data["features"][0]["geometry"]["coordinates"]
        while isinstance(ring[0][0], list):
            ring = ring[0]
        ring[0][1] += 3e-6
        ring[-1] = ring[0]
        (folder / name).write_text(json.dumps(data), "utf-8")

    return change


def darken(name: str) -> Change:
    """Paint a corner of a picture black."""

    def change(folder: Path) -> None:
        with Image.open(folder / name) as picture:
            picture.paste((0, 0, 0), (0, 0, 40, 40))
            picture.save(folder / name, "JPEG", quality=90)

    return change


SETTINGS = (
    put("campus.toml", "Maple Elementary School", "Maple Primary School"),
    put("campus.toml", "400 Sugar Maple Lane", "401 Sugar Maple Lane"),
    put("campus.toml", "P. Lindqvist", "Q. Lindqvist"),
    put("campus.toml", "exempt from public records", "no public record"),
    put("campus.toml", "narrow lite 5 x 33 in, latch side", "full lite"),
    put("campus.toml", 'presets = ["core", "oh"]', 'presets = ["core"]'),
    put("campus.toml", 'side_a = "south"', 'side_a = "north"'),
    put("campus.toml", 'name = "Main Building"', 'name = "Main House"'),
    put("campus.toml", 'name = "Ground floor"', 'name = "First floor"'),
    put("campus.toml", "bearing_deg = 6.0", "bearing_deg = 6.4"),
    put("campus.toml", 'municipality = "Maple Valley"', 'municipality = "Maple Hill"'),
    put("campus.toml", "campusmap sample generator", "somebody else"),
    add("campus.toml", "\n[reach]\nspeed_m_s = 1.2\n"),
    add("campus.toml", "stair_s = 14.0\none_way_s = 30.0\nextinguisher_m = 9.0\nproposals = 1\n"),
    add("campus.toml", '\n[packet]\nmap_url = "https://maple.example/map.html"\n'),
    add("campus.toml", "\n[grid]\ncell_m = 20.0\n"),
)
FILES = (
    shift_shape("areas.geojson"),
    shift_shape("footprints.geojson"),
    darken("imagery/aerial.jpg"),
    darken("photos/key box.jpg"),
    put("imagery/aerial.jgw", "\n", "0\n"),
    put("plans/main.dxf", "\nKITCHEN\n", "\nCANTEEN\n"),
    add("rooms.csv", "building,floor,number,name,occupants\nMAIN,1,101,Room one,24\n"),
)  # fmt: skip
CHOICES: tuple[dict[str, Any], ...] = (
    {"issued": "2026-10-01"},
    {"issued": "2028-01-01"},
    {"audience": "staff"},
    {"audience": "public"},
    {"printing": Printing(paper="a4")},
    {"printing": Printing(mono=True)},
    {"printing": Printing(poster="a1")},
    {"printing": Printing(sheets=("quick", "floors", "headsup"))},
    {"only": ("map", "packet")},
)


@pytest.mark.full
def test_any_change_gives_the_kit_of_a_clean_build(school: Path) -> None:
    build(school)
    tables = ("openings.csv", "contacts.csv", "recipients.csv", "survey.csv")
    changes = [*move_markers(school), *(each for name in tables for each in change_cells(school, name))]
    changes += [(f"setting {n}", change) for n, change in enumerate(SETTINGS)]
    changes += [(f"file {n}", change) for n, change in enumerate(FILES)]
    for what, change in changes:
        change(school)
        assert unlike(build(school)[0], build(school, keep=False)[0]) == [], what
    for how in CHOICES:
        assert unlike(build(school, **how)[0], build(school, keep=False, **how)[0]) == [], how
