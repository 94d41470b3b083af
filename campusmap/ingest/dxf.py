"""Read a DXF drawing into a Plan: strokes, texts and inserts in drawing units, every entity accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from ezdxf.lldxf.const import acad_release

from campusmap.errors import InputError
from campusmap.ingest.dxf_blocks import Shop
from campusmap.ingest.dxf_content import content_roles
from campusmap.ingest.dxf_expansion import refuse_parsed
from campusmap.ingest.dxf_fields import whole
from campusmap.ingest.dxf_geodata import read_geodata
from campusmap.ingest.dxf_layers import LayerTable
from campusmap.ingest.dxf_linetypes import read_linetypes
from campusmap.ingest.dxf_load import Loaded, collector_off, load_drawing, overhear, remark_notices
from campusmap.ingest.dxf_notices import encoding_notices, notices_of, recovery_notices
from campusmap.ingest.dxf_numbers import EXPORT_AGAIN
from campusmap.ingest.dxf_strokes import Walk, walk_layout
from campusmap.ingest.dxf_tally import Key, count_records, make_tally
from campusmap.ingest.dxf_units import hold_ballot
from campusmap.model.plan import LayerFact, Plan
from campusmap.model.project import NO_OVERRIDES, LayerRoles
from campusmap.model.source import Notice, Ref
from campusmap.units import INSUNITS, METRES_PER_UNIT, UNIT_NAMES


def read_plan(path: Path, *, name: str, overrides: LayerRoles = NO_OVERRIDES) -> Plan:
    """Read a DXF file's model space; ``name`` is what the drawing is called in findings and errors.

    R12 to R2018, ASCII and binary. Coordinates stay in drawing units, heights are dropped, curves are flattened.
    Raises InputError for a file that cannot be read as it stands; everything else left over is a notice or a row of the
    tally.
    """
    with collector_off():  # it would walk the strokes again and again
        with overhear("ezdxf") as remarks:
            loaded = load_drawing(Path(path), name, overrides)
            walk = walk_drawing(loaded, name)
            plan, notices = assemble_plan(loaded, walk)
        refuse_losses(loaded, walk, plan)
        odd = (*recovery_notices(loaded.recovery, name, plan.tally), *encoding_notices(loaded.scan, name))
        return add_notices(plan, walk, (*odd, *remark_notices(name, remarks), *notices))


def walk_drawing(loaded: Loaded, file: str) -> Walk:
    """Read model space into strokes, labels and inserts, once its blocks are known to be harmless."""
    layout = loaded.document.modelspace()
    refuse_parsed(file, layout, loaded.document.blocks, loaded.plain)
    shop = Shop(loaded.document.blocks, loaded.tolerance, loaded.layers, loaded.plain)
    walk = Walk(file, loaded.layers, shop, loaded.scan.flat, read_linetypes(loaded.document))
    walk_layout(walk, layout, loaded.plain)
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
        backward=tuple(walk.backward),
        geodata=geodata,
    ), notices


def add_notices(plan: Plan, walk: Walk, notices: tuple[Notice, ...]) -> Plan:
    """Judge unit and layers by content, and say what is not in the plan or doubtful."""
    ballot = hold_ballot(plan)
    plan = replace(plan, ballot=ballot)
    unit = ballot.winner if ballot.contradicts_header else plan.unit or ballot.winner
    metres = METRES_PER_UNIT.get(unit, 1.0)
    layers = content_roles(plan.layers, plan.strokes, plan.labels, metres)
    left = notices_of(walk, plan.tally, plan.layers, metres)
    return replace(plan, layers=layers, notices=(*notices, *doubt_notices(plan), *left))


def refuse_losses(loaded: Loaded, walk: Walk, plan: Plan) -> None:
    """Refuse a drawing of whose entities none arrived, and a recovered one that holds more than its bytes do."""
    due = sum(row.found for row in plan.tally) - loaded.dropped.total()
    if due > 0 and not walk.fates:
        problem = f"its {due} entities cannot be read, so it would look empty"
        raise (
            loaded.recovery.damage if loaded.recovery else InputError(walk.file, problem, EXPORT_AGAIN, code="dxf.lost")
        )
    if loaded.recovery and any(row.unread < 0 for row in plan.tally):
        raise loaded.recovery.damage


def layer_facts(layers: LayerTable, found: Counter[Key]) -> tuple[LayerFact, ...]:
    """Describe the layers with their number of entities."""
    counts: Counter[str] = Counter()
    for (_, layer), count in found.items():
        counts[layer] += count
    return tuple(
        LayerFact(layer.name, layer.role, layer.reason, counts[layer.name], layer.frozen, layer.off)
        for layer in layers.all()
    )


def doubt_notices(plan: Plan) -> tuple[Notice, ...]:
    """Report a header's unit that the sizes in the drawing clearly contradict."""
    ballot = plan.ballot
    if not ballot.contradicts_header:
        return ()
    stated, seems = UNIT_NAMES[plan.unit], UNIT_NAMES[ballot.winner]
    text = f"the header says {stated}, but the drawing looks like {seems} ({ballot.why})"
    return (Notice("dxf.unit_doubtful", text, ballot.winner, Ref(plan.file)),)
