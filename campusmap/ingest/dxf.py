"""Read a DXF drawing into a Plan: strokes, texts and inserts in drawing units, every entity accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from ezdxf.lldxf.const import acad_release

from campusmap.ingest.dxf_blocks import Shop, refuse_bombs
from campusmap.ingest.dxf_content import content_roles
from campusmap.ingest.dxf_fields import whole
from campusmap.ingest.dxf_geodata import read_geodata
from campusmap.ingest.dxf_layers import LayerTable
from campusmap.ingest.dxf_load import Loaded, load_drawing, overhear, remark_notices
from campusmap.ingest.dxf_notices import notices_of
from campusmap.ingest.dxf_strokes import Walk, walk_layout
from campusmap.ingest.dxf_tally import Key, count_records, make_tally
from campusmap.ingest.dxf_units import IN_WORDS, doubt_unit, guess_unit
from campusmap.model.plan import LayerFact, Plan
from campusmap.model.project import LayerRoles
from campusmap.model.source import Notice, Ref
from campusmap.units import INSUNITS, METRES_PER_UNIT

__all__ = ["guess_unit", "read_plan"]

NO_OVERRIDES: Final = LayerRoles()


def read_plan(path: Path, *, name: str, overrides: LayerRoles = NO_OVERRIDES) -> Plan:
    """Read a DXF file's model space; ``name`` is what the drawing is called in findings and errors.

    R12 to R2018, ASCII and binary. Coordinates stay in drawing units, heights are dropped, curves are flattened.
    Raises InputError for a file that cannot be read as it stands; everything else left over is a notice
    or a row of the tally.
    """
    with overhear("ezdxf") as remarks:
        loaded = load_drawing(Path(path), name, overrides)
        walk = walk_drawing(loaded, name)
        plan, notices = assemble_plan(loaded, walk)
    return add_notices(plan, walk, (*remark_notices(name, remarks), *notices))


def walk_drawing(loaded: Loaded, file: str) -> Walk:
    """Read model space into strokes, labels and inserts, once its blocks are known to be harmless."""
    layout = loaded.document.modelspace()
    refuse_bombs(file, layout, loaded.document.blocks)
    shop = Shop(loaded.document.blocks, loaded.tolerance, loaded.layers)
    walk = Walk(file, loaded.layers, shop, loaded.scan.flat)
    walk_layout(walk, layout)
    return walk


def assemble_plan(loaded: Loaded, walk: Walk) -> tuple[Plan, tuple[Notice, ...]]:
    """Put together what was read, with the notices about its georeference."""
    found = count_records(loaded.scan, loaded.layers)
    geodata, notices = read_geodata(walk.file, loaded.document.modelspace())
    return Plan(
        file=walk.file,
        sha256=loaded.sha256,
        version=acad_release.get(loaded.scan.header.get("$ACADVER", ""), str(loaded.document.acad_release)),
        unit=INSUNITS.get(whole(loaded.scan.header.get("$INSUNITS", "0")), ""),
        layers=layer_facts(loaded.layers, found),
        strokes=tuple(walk.strokes),
        labels=tuple(walk.labels),
        inserts=tuple(walk.inserts),
        tally=make_tally(found, walk.fates, loaded.dropped),
        geodata=geodata,
    ), notices


def add_notices(plan: Plan, walk: Walk, notices: tuple[Notice, ...]) -> Plan:
    """Judge unit and layers by content, and say what is not in the plan or doubtful."""
    unit_notices, unit = judge_unit(plan)
    metres = METRES_PER_UNIT.get(unit, 1.0)
    layers = content_roles(plan.layers, plan.strokes, plan.labels, metres)
    left = notices_of(walk, plan.tally, plan.layers, metres)
    return replace(plan, layers=layers, notices=(*notices, *unit_notices, *left))


def layer_facts(layers: LayerTable, found: Counter[Key]) -> tuple[LayerFact, ...]:
    """Describe the layers with their number of entities."""
    counts: Counter[str] = Counter()
    for (_, layer), count in found.items():
        counts[layer] += count
    return tuple(
        LayerFact(layer.name, layer.role, layer.reason, counts[layer.name], layer.frozen, layer.off)
        for layer in layers.all()
    )


def judge_unit(plan: Plan) -> tuple[tuple[Notice, ...], str]:
    """Return a notice if the header's unit is implausible, and the unit to judge sizes by."""
    guess, reason = doubt_unit(plan)
    if guess:
        stated = IN_WORDS.get(plan.unit, plan.unit)
        text = f"the header says {stated}, but the drawing looks like {IN_WORDS[guess]} ({reason})"
        return (Notice("dxf.unit_doubtful", text, guess, Ref(plan.file)),), guess
    return (), plan.unit or guess_unit(plan)[0]
