"""A campus's first aerial picture is read beside its drawings where that can be, and is the same picture."""

from __future__ import annotations

import multiprocessing
import shutil
from pathlib import Path
from typing import Any

import pytest

from campusmap.errors import InputError
from campusmap.model.places import Campus
from campusmap.pipeline import aerial, campus
from campusmap.pipeline.cache import cached
from campusmap.pipeline.inputs import read_inputs
from campusmap.pipeline.workers import read_apart


@pytest.fixture
def school(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the smallest sample, whose steps are kept, on a computer of two processors."""
    monkeypatch.setenv("CAMPUSMAP_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(aerial, "count_processors", lambda: 2)
    return Path(shutil.copytree(samples / "maple-elementary", tmp_path / "campus"))


def assemble(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Campus, list[str], list[str]]:
    """Return a campus, the pictures that were read in their turn, and the steps that were done anew."""
    late: list[str] = []

    def read(*arguments: Any, name: str) -> Any:
        late.append(name)
        return read_apart(*arguments, name=name)

    monkeypatch.setattr(aerial, "read_apart", read)
    with cached(folder) as cache:
        made = campus.assemble_campus(read_inputs(folder))
    return made, late, [told.step for told in cache.tell() if told.why]


def test_a_picture_is_read_beside_the_drawings_and_once(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, late, anew = assemble(school, monkeypatch)
    assert len(made.imagery) == 1 and not late and anew.count("picture") == 1
    again, late, anew = assemble(school, monkeypatch)
    assert again.imagery == made.imagery and not late and not anew
    (school.parent / "kept").rename(school.parent / "aside")
    monkeypatch.setattr(aerial, "count_processors", lambda: 1)
    alone, late, _ = assemble(school, monkeypatch)
    assert alone == made and late


def test_a_picture_of_a_building_without_footprint_waits_for_its_drawing(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (school / "campus.toml").read_text()
    (school / "campus.toml").write_text(text.replace('[footprints]\nfile = "footprints.geojson"\n', ""))
    made, late, _ = assemble(school, monkeypatch)
    assert len(made.imagery) == 1 and late


def test_a_picture_that_cannot_be_read_is_refused_in_its_turn(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (school / "imagery" / "aerial.jpg").write_bytes(b"no picture")
    with pytest.raises(InputError, match=r"aerial\.jpg"):
        assemble(school, monkeypatch)


def test_the_reader_of_a_picture_ends_with_drawings_that_are_refused(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    before = {process.pid for process in multiprocessing.active_children()}
    begin = aerial.begin_apart
    monkeypatch.setattr(aerial, "begin_apart", lambda *a, name: begun.append(name) or begin(*a, name=name))
    (school / "plans" / "p1.dxf").write_bytes(b"no drawing")
    with pytest.raises(InputError, match=r"p1\.dxf"):
        assemble(school, monkeypatch)
    assert begun and {process.pid for process in multiprocessing.active_children()} <= before
