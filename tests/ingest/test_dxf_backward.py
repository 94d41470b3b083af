"""Texts that read backwards: what CAD programs leave behind when a plan is mirrored."""

from __future__ import annotations

from pathlib import Path

import ezdxf
import pytest
from ezdxf.entities import DXFEntity
from ezdxf.layouts import BaseLayout

from campusmap.ingest.dxf import read_plan


def text(layout: BaseLayout, **attribs: object) -> DXFEntity:
    return layout.add_text("101", height=2.5, rotation=30, dxfattribs={"insert": (5, 5), **attribs})


def mtext(layout: BaseLayout, **attribs: object) -> DXFEntity:
    return layout.add_mtext("101", dxfattribs={"insert": (5, 5), "char_height": 2.5, **attribs})


@pytest.mark.parametrize(
    ("attribs", "scale", "backward"),
    [
        ({}, (1, 1), False),
        ({"text_generation_flag": 2}, (1, 1), True),
        ({"text_generation_flag": 4}, (1, 1), True),
        ({"text_generation_flag": 6}, (1, 1), False),
        ({"extrusion": (0, 0, -1)}, (1, 1), True),
        ({}, (-1, 1), True),
        ({}, (1, -1), True),
        ({}, (-1, -1), False),
        ({"text_generation_flag": 2}, (-1, 1), False),
    ],
)
def test_mirrored_texts_are_known(
    attribs: dict[str, object], scale: tuple[int, int], backward: bool, tmp_path: Path
) -> None:
    document = ezdxf.new("R2010", units=4)
    block = document.blocks.new("PLAN")
    text(block, **attribs)
    document.modelspace().add_blockref("PLAN", (100, 0), {"xscale": scale[0], "yscale": scale[1], "rotation": 20})
    document.saveas(tmp_path / "a.dxf")
    plan = read_plan(tmp_path / "a.dxf", name="a.dxf")
    [label] = plan.labels
    assert plan.backward == (((label.x, label.y),) if backward else ())
    assert label.height == pytest.approx(2.5)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_mirrored_block_of_multi_line_texts_is_known(mirrored: bool, tmp_path: Path) -> None:
    document = ezdxf.new("R2010", units=4)
    mtext(document.blocks.new("PLAN"))
    document.modelspace().add_blockref("PLAN", (0, 0), {"xscale": -1 if mirrored else 1})
    document.saveas(tmp_path / "a.dxf")
    assert len(read_plan(tmp_path / "a.dxf", name="a.dxf").backward) == mirrored
