"""What is kept between builds makes them faster and never different, whatever becomes of the files."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import paced_campus as paced
import pytest
from demo_campus import demo_campus, demo_kit
from shapely import MultiPolygon, Point, box, get_precision, set_precision

from campusmap.errors import InputError
from campusmap.model.codec import CodecError, decode, encode, encode_and_renew, renew
from campusmap.model.project import VectorFile
from campusmap.pipeline import inputs
from campusmap.pipeline.build import build_kit
from campusmap.pipeline.cache import DAMAGED, Told, cached
from campusmap.pipeline.workers import read_apart
from campusmap.render.web.shell import make_shell

EXPORTERS = ("packet", "map", "findings", "csv", "geojson", "kmz", "markup", "rooms_dxf")
BY_BUILDING = {"drawing", "analysis", "building walk", "grounds walk", "key box walk"}
# The same may stand in two places.
BY_CONTENT = {"map", "page", "layer", "layer text", "check", "empty drawing", "sides"}
BY_FILE = {"file", "markup", "graphic", "page shell"}


@pytest.fixture
def campus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small campus whose steps are kept beside it."""
    monkeypatch.setenv("CAMPUSMAP_CACHE", str(tmp_path / "kept"))
    placement = paced.control_points(paced.SHAPES["L"][0], "mm")
    folder = paced.write_campus(tmp_path / "campus", "L", placement)
    (folder / "markers.csv").write_text("kind,label,building,floor,room\nAED,AED 1,main,1,101\n")
    return folder


def build(folder: Path, *, kept: bool = True) -> tuple[dict[str, bytes], list[Told]]:
    """Build a kit; return its files and what became of the steps."""
    out = folder.parent / "kit"
    make_shell.cache_clear()  # another test of this process, or the build before, may have made it
    with cached(folder, kept=kept) as cache:
        build_kit(folder, out, only=EXPORTERS, issued="2026-01-01")
    return {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}, cache.tell()


def kept_files(folder: Path) -> list[Path]:
    return sorted((folder.parent / "kept").rglob("*.json"))


def read_all(paths: list[Path]) -> list[bytes]:
    return [path.read_bytes() if path.exists() else b"" for path in paths]


def flip(path: Path, _: list[Path], rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    place = rng.randrange(len(data))
    data[place] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def cut(path: Path, _: list[Path], rng: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: rng.randrange(len(data))])


def swap(path: Path, paths: list[Path], rng: random.Random) -> None:
    other = rng.choice([each for each in paths if each != path and each.exists()])
    one, two = path.read_bytes(), other.read_bytes()
    path.write_bytes(two)
    other.write_bytes(one)


def cross(path: Path, paths: list[Path], rng: random.Random) -> None:
    """Put another file's records under this file's description."""
    other = rng.choice([each for each in paths if each != path and each.exists()])
    head, body = path.read_bytes().partition(b"\n")[0], other.read_bytes().partition(b"\n")[2]  # it may be cut by now
    path.write_bytes(head + b"\n" + body)


def age(path: Path, _: list[Path], rng: random.Random) -> None:
    """Make a file one of another version of the program."""
    head, _, body = path.read_bytes().partition(b"\n")
    try:
        facts = dict(json.loads(head))
    except (ValueError, TypeError):  # it is cut, flipped or lost by now
        facts = {}
    facts["inputs"] = {**facts.get("inputs", {}), "program": f"{rng.getrandbits(256):064x}"}
    path.write_bytes(json.dumps(facts).encode() + b"\n" + body)


def lose(path: Path, _: list[Path], rng: random.Random) -> None:
    if rng.random() < 0.5:
        path.unlink()
    else:
        path.write_bytes(rng.randbytes(rng.randrange(200)))


DAMAGES: tuple[Callable[[Path, list[Path], random.Random], None], ...] = (flip, cut, swap, cross, age, lose)


def test_a_warm_build_is_the_same_and_does_nothing_anew(campus: Path) -> None:
    without, told = build(campus, kept=False)
    assert not told
    cold, first = build(campus)
    warm, second = build(campus)
    assert cold == warm == without
    assert {each.step for each in first} == BY_BUILDING | BY_CONTENT | BY_FILE
    assert all(each.why for each in first if each.step not in BY_CONTENT)
    assert not any(each.why for each in second)


def test_a_moved_marker_leaves_drawing_and_views_as_they_were(campus: Path) -> None:
    build(campus)
    (campus / "markers.csv").write_text("kind,label,building,floor,room\nAED,AED 1,main,1,103\n")
    warm, told = build(campus)
    anew = {each.step for each in told if each.why}
    assert not anew & {"drawing", "analysis", "graphic", "page shell", "sides"}
    assert next(each.why for each in told if each.step == "building walk") == "changed: its devices"
    assert warm == build(campus, kept=False)[0]


def test_why_names_the_file_that_changed(campus: Path) -> None:
    build(campus)
    paced.write_drawing(campus / "plan.dxf", [(0, 0, 30, 20), (30, 0, 60, 20), (0, 20, 30, 39)], "mm")
    _, told = build(campus)
    whys = {each.step: each.why for each in told}
    assert whys["drawing"] == "changed: plan.dxf"
    assert "the buildings as drawn" in whys["analysis"]


def test_of_the_small_files_only_one_that_changed_is_read_again(campus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(campus)
    (campus / "markers.csv").write_text("kind,label,building,floor,room\nAED,AED 1,main,1,103\n")
    read = list[str]()
    monkeypatch.setattr(inputs, "read_apart", lambda *job, name: read.append(name) or read_apart(*job, name=name))
    _, told = build(campus)
    files = {each.subject: each.why for each in told if each.step == "file"}
    assert files == {"campus.toml": "", "footprints": "", "markers.csv": "changed: markers.csv"}
    assert read == ["markers.csv"]


def test_a_file_that_is_named_must_be_there_though_what_names_it_is_kept(campus: Path) -> None:
    build(campus)
    (campus / "plan.dxf").unlink()
    with pytest.raises(InputError, match="paths are relative to the folder"):
        build(campus)


def test_an_entry_in_campus_toml_that_changed_has_its_layer_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPUSMAP_CACHE", str(tmp_path / "kept"))
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 0.001], [0.001, 0.001], [0, 0]]]}
    one = {"type": "Feature", "properties": {"code": "7", "other": "8"}, "geometry": square}
    (tmp_path / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [one]}))
    with cached(tmp_path) as cache:
        for key in ("code", "code", "other"):  # the number of a feature
            ((feature,), _) = inputs._read_vector(tmp_path, VectorFile("areas.geojson", number=key), "areas")
            assert feature.number == {"code": "7", "other": "8"}[key]
        assert [each.why for each in cache.tell()] == ["nothing was kept", "", "changed: its entry in campus.toml"]


def test_why_names_the_settings_that_changed(campus: Path) -> None:
    build(campus)
    text = (campus / "campus.toml").read_text()
    (campus / "campus.toml").write_text(text.replace('units = "mm"', 'units = "cm"'))
    _, told = build(campus)
    assert next(each.why for each in told if each.step == "drawing") == "changed: campus.toml"


def test_what_no_build_uses_any_more_is_forgotten(campus: Path) -> None:
    build(campus)
    import os

    for path in kept_files(campus):
        os.utime(path, (1.0, 1.0))
    stray = kept_files(campus)[0].with_name("map-of-old.json")
    stray.write_text("{}")
    os.utime(stray, (1.0, 1.0))
    build(campus)
    assert kept_files(campus)
    assert not stray.exists()


def test_kept_steps_are_shut_to_others(campus: Path) -> None:
    build(campus)
    folder = kept_files(campus)[0].parent
    assert folder.stat().st_mode & 0o077 == 0
    folder.chmod(0o755)
    _, told = build(campus)
    assert not told  # a folder that others may read is left alone


def test_damaged_steps_are_done_again(campus: Path) -> None:
    whole, _ = build(campus)
    rng = random.Random(5)
    for _ in range(2):
        for n, path in enumerate(paths := kept_files(campus)):
            DAMAGES[n % len(DAMAGES)](path, paths, rng) if path.exists() else None
        again, told = build(campus)
        assert again == whole
        assert any(each.why == DAMAGED for each in told)


@pytest.mark.parametrize("key", [b"sha256", b"inputs", b"format"])
def test_a_step_whose_description_lacks_a_key_is_damaged(campus: Path, key: bytes) -> None:
    whole, _ = build(campus)
    for path in kept_files(campus):
        path.write_bytes(path.read_bytes().replace(b'"' + key, b'"' + key[:-1] + b"_", 1))
    again, told = build(campus)
    assert again == whole
    assert {each.why for each in told if each.step == "analysis"} == {DAMAGED}


@pytest.mark.full
def test_two_hundred_damages_change_no_byte(campus: Path) -> None:
    whole, _ = build(campus)
    rng = random.Random(2026)
    for trial in range(200):
        paths = kept_files(campus)
        before = read_all(paths)
        while read_all(paths) == before:  # two files may hold the same records, so that crossing them does nothing
            DAMAGES[trial % len(DAMAGES)](rng.choice(paths), paths, rng)
        again, told = build(campus)
        assert again == whole, trial
        assert any(each.why for each in told), trial  # the damage was seen


@dataclass(frozen=True)
class Stranger:
    """A record from outside the program."""

    name: str


@pytest.mark.parametrize(
    "value",
    [
        (1, 1.0, -0.0, 0.1 + 0.2, 1e300, '\u00e9\n"', None, True),
        {"a": [1, (2,)], ("b", 2): frozenset({"y", "x"})},
        date(2026, 2, 28),
        b"\x00\xff",
        (Point(0.1, 1e-17), MultiPolygon(), box(1 / 3, 0, 1, 1)),
    ],
)  # fmt: skip
def test_values_come_back_as_they_were(value: Any) -> None:
    back = decode(encode(value))
    assert back == value and type(back) is type(value)
    assert repr(back) == repr(value) or isinstance(value, dict)  # a set's order is its own
    assert encode(decode(encode(value))) == encode(value)
    assert repr(renew(value)) == repr(back) or isinstance(value, dict)


def test_records_come_back_as_they_were() -> None:
    kit = demo_kit()
    for value in (demo_campus(), kit.analysis, kit.project):
        back = decode(encode(value))
        assert back == value
        assert encode(back) == encode(value)


def test_what_is_renewed_is_what_its_text_holds() -> None:
    kit = demo_kit()
    gridded = set_precision(box(0, 0, 1, 1), 0.001)
    odd = ({"grid": [np.float64(0.1), gridded]}, {"b", "a"}, date(2026, 2, 28), b"\x00")
    for value in (odd, demo_campus(), kit.analysis, kit.project):
        text, renewed = encode_and_renew(value)
        assert text == encode(value)
        for each in (renewed, renew(value)):
            assert encode(each) == text
            assert repr(each) == repr(decode(text))
    assert type(renew(odd)[0]["grid"][0]) is float
    assert get_precision(renew(odd)[0]["grid"][1]) == 0
    assert renew(odd)[0]["grid"] is not odd[0]["grid"]


def test_a_shape_forgets_the_grid_it_was_rounded_to() -> None:
    assert get_precision(decode(encode(set_precision(box(0, 0, 1, 1), 0.001)))) == 0


def test_not_a_number_comes_back() -> None:
    assert math.isnan(decode(encode((math.nan,)))[0])


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"classes":[],"shapes":[],"value":["nothing"]}', '{"classes":[],"shapes":[],"value":[0,1]}',
        '{"classes":[["os.system",[]]],"shapes":[],"value":[0,"true"]}',
        '{"classes":[["campusmap.cli.main",[]]],"shapes":[],"value":[0]}',
        '{"classes":[["campusmap.model.source.Ref",["file"]]],"shapes":[],"value":[0,"a"]}',
        '{"classes":[],"shapes":["00"],"value":["shape",0]}',
    ],
)  # fmt: skip
def test_texts_that_hold_no_records_are_refused(text: str) -> None:
    with pytest.raises(CodecError):
        decode(text)


def test_what_is_no_record_of_ours_is_neither_written_nor_read() -> None:
    with pytest.raises(CodecError):
        decode(encode(Stranger("x")))
    with pytest.raises(CodecError):
        encode(object())


def test_what_a_converter_outside_the_program_reads_is_never_taken_as_kept(tmp_path: Path) -> None:
    from campusmap.model.project import BuildingEntry, FloorEntry, LayerRoles
    from campusmap.pipeline.floors import DrawingJob, list_job_inputs

    (tmp_path / "a.dwg").write_bytes(b"AC1032 and more")
    (tmp_path / "a.dxf").write_bytes(b"  0\nSECTION\n")
    floor = (BuildingEntry(id="main"), FloorEntry(id="1", ordinal=0))
    for name, same in (("a.dwg", False), ("a.dxf", True)):
        job = DrawingJob(tmp_path, name, name, None, LayerRoles(), None, (floor,))
        assert (list_job_inputs(job) == list_job_inputs(job)) is same
