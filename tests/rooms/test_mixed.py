"""Whole floors drawn on one layer: walls, doors, furniture, grid lines and texts told apart by how they look."""

from __future__ import annotations

import random
from pathlib import Path

import ezdxf
import pytest
from floors.pen import Way, draw
from floors.school import school
from floors.sheet import lay_out
from rooms.score import score_rooms

from campusmap.model.plan import Role
from campusmap.pipeline.inspect import Examination, examine_drawing


def put_on_one_layer(path: Path) -> None:
    doc = ezdxf.readfile(path)
    for layout in (doc.modelspace(), *doc.blocks):
        for entity in layout:
            entity.dxf.layer = "DRAWING"
            for attribute in getattr(entity, "attribs", ()):
                attribute.dxf.layer = "DRAWING"
    doc.saveas(path)


def rooms(found: Examination) -> list:
    return [(space.outline, space.number) for space in found.floor.spaces]


@pytest.mark.parametrize(("seed", "rough", "least"), [(3, False, 0.9), (4, True, 0.7)])
def test_a_floor_on_one_layer_gives_the_rooms_of_one_on_many(
    seed: int, rough: bool, least: float, tmp_path: Path
) -> None:
    draw(
        lay_out(school(seed, 12), random.Random(seed)),
        Way("m", is_rough=rough),
        random.Random(seed),
        tmp_path / "p.dxf",
    )
    apart = rooms(examine_drawing(tmp_path / "p.dxf"))
    put_on_one_layer(tmp_path / "p.dxf")
    together = examine_drawing(tmp_path / "p.dxf")
    assert {fact.role for fact in together.plan.layers if fact.name == "DRAWING"} == {Role.MIXED}
    score = score_rooms(apart, rooms(together))
    assert len(apart) > 10
    assert min(score.recall_75, score.precision_75, score.numbered) >= least
