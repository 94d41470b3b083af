"""A wrong answer is planted in a campus that is right: a finding tells it that the right campus does not have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import planted_campus as planted
import pytest
from planted_campus import PLACES, PLANTS, make_truth, write_truth

from campusmap.errors import InputError
from campusmap.model.finding import Severity
from campusmap.model.kit import Kit
from campusmap.model.places import OpeningKind
from campusmap.pipeline.build import judge_campus
from campusmap.pipeline.ledger import enter_edition, write_ledger

# By kind: the rules of which one tells it, whatever the campus. A placement by points or a world file that is drawn as
# a mirror image shows in the points; in two numbers and a bearing it shows only against the footprint.
TOLD = {
    "mirror": {"PLC004", "PLC018"},
    "half turn": {"PLC018"},
    "feet for metres": {"PLC003", "PLC006", "PLC014"},
    "inches for millimetres": {"PLC003", "PLC006", "PLC014"},
    "survey foot": {"PLC034"},
    "swapped floors": {"NUM005"},
    "dropped room": {"LST001"},
    "label on the neighbour": {"NUM020", "LST003"},
    "stale date": {"REQ002"},
    "wrong crs": {"PLC019", "PLC001", "refused"},
    "swapped lat lon": {"refused", "PLC019"},
    "window removed": {"ROM031"},
}
# What is planted in numbers of a state plane needs a placement that holds some.
METHODS = {"survey foot": "world_file", "wrong crs": "world_file"}
SEEDS = [pytest.param(seed, marks=() if seed < 1 else pytest.mark.full) for seed in range(len(PLACES))]


@pytest.fixture(autouse=True)
def read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files are read sooner here than in processes of their own."""
    monkeypatch.setattr("campusmap.pipeline.workers.count_processors", lambda: 1)


def judge(folder: Path) -> tuple[Kit | None, set[str]]:
    """Return the kit of a folder and the rules that found something in it; no kit and "refused" for a refusal."""
    try:
        kit, _ = judge_campus(folder, issued="2026-01-15", sheets=False)
    except InputError:
        return None, {"refused"}
    return kit, {finding.id for finding in kit.review.findings}


def issue(kit: Kit | None, folder: Path) -> None:
    """Put the edition before this one into a folder's ledger."""
    assert kit is not None
    earlier = replace(kit, edition=replace(kit.edition, issued="2026-01-01"))
    write_ledger(folder, enter_edition(earlier, None))


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, str], tuple[Kit | None, set[str]]]:
    """Return what was judged of campuses without a fault, by seed and method, once for all kinds."""
    return {}


@pytest.mark.parametrize("kind", PLANTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_planted_wrong_answer_is_told(
    kind: str, seed: int, right: dict[tuple[int, str], tuple[Kit | None, set[str]]], tmp_path: Path
) -> None:
    truth = make_truth(seed, METHODS.get(kind, ""))
    if (seed, truth.method) not in right:
        folder = write_truth(truth, tmp_path / "right")
        issue(judge(folder)[0], folder)
        right[seed, truth.method] = judge(folder)
    kit, clean = right[seed, truth.method]
    assert not clean & TOLD[kind]
    folder = write_truth(PLANTS[kind](truth), tmp_path / "planted")
    issue(kit, folder)
    _, found = judge(folder)
    assert TOLD[kind] & found, found - clean


def test_the_right_campus_lies_where_it_was_paced_out_and_has_all_its_rooms(tmp_path: Path) -> None:
    truth = make_truth(0)
    kit, _ = judge(write_truth(truth, tmp_path / "right"))
    assert kit is not None
    for floor, true in zip(kit.campus.buildings[0].floors, truth.floors, strict=True):
        assert floor.frame.placed
        assert sorted(space.number for space in floor.spaces) == sorted(room.number for room in true.rooms)
        drawn = [opening for opening in floor.openings if opening.kind is not OpeningKind.VERTICAL]
        assert len(drawn) == len(true.doors) + len(true.windows)
    placing = [f for f in kit.review.findings if f.id[:3] in {"PLC", "ROM"} and f.severity is not Severity.NOTE]
    assert placing == []


def test_a_plant_changes_one_thing_only() -> None:
    truth = make_truth(3)
    for plant in PLANTS.values():
        wrong = plant(truth)
        differ = {name for name in truth.__dataclass_fields__ if getattr(truth, name) != getattr(wrong, name)}
        assert len(differ - {"stated"}) == 1 or differ == {"unit", "stated"}, plant.__name__
    assert len(PLANTS) == 12
    assert planted.SURVEY_FOOT != planted.FOOT
