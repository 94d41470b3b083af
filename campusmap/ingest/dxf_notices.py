"""Say what a drawing held that is not in the plan, or is there only after repair, as notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from campusmap.ingest.dxf_blocks import Shop
from campusmap.ingest.dxf_curves import FLATTENERS
from campusmap.ingest.dxf_layers import DEMOLITION_LAYER, FROZEN, OFF, PAPER_SPACE, TEXTS, LayerTable
from campusmap.ingest.dxf_recover import Recovery
from campusmap.ingest.dxf_scan import Scan
from campusmap.ingest.dxf_strokes import Walk
from campusmap.model.plan import LayerFact, Role, TallyRow
from campusmap.model.source import Notice, Ref
from campusmap.units import count_of

NAMED_ROLES: Final = frozenset({Role.ROOM, Role.WALL, Role.DOOR, Role.LABEL, Role.DEVICE})

PAPER_ROLES: Final = NAMED_ROLES - {Role.LABEL}  # the texts of a title block stand there by right


def notices_of(walk: Walk, tally: Sequence[TallyRow], facts: Sequence[LayerFact], metres: float) -> Iterable[Notice]:
    """Yield every notice about a drawing, apart from those about its unit and georeference."""
    yield from fault_notices(walk.file, walk.shop)
    yield from tally_notices(walk, tally)
    yield from hidden_notices(walk.file, walk.layers, facts, walk.hidden)
    yield from demolition_notices(walk.file, tally, walk.hidden, walk.layers)
    yield from paper_notices(walk.file, tally, walk.layers)
    yield from insert_notices(walk)
    yield from text_notices(walk)
    yield from band_notices(walk, metres)


def recovery_notices(recovery: Recovery | None, file: str, tally: Sequence[TallyRow]) -> Iterable[Notice]:
    """Report that a drawing was damaged, what was wrong first, and how much was lost or put right."""
    if recovery is None:
        return
    damage, lost, found = recovery.damage, sum(row.unread for row in tally), sum(row.found for row in tally)
    where = f", {damage.place}" if damage.place else ""
    parts = [f"{lost} of {found} entities were lost"]
    parts += [f"{recovery.repairs} repairs were made"] if recovery.repairs else []
    parts += [f"{recovery.objects} objects that draw nothing were left out"] if recovery.objects else []
    text = f"the drawing was damaged ({damage.problem}{where}) and was recovered: {', '.join(parts)}"
    yield Notice("dxf.recovered", text, file, Ref(file, place=damage.place), count=max(1, lost))


def encoding_notices(scan: Scan, file: str) -> Iterable[Notice]:
    """Say so if the texts are in another encoding than the header states."""
    if scan.misencoded:
        yield Notice("dxf.encoding", scan.misencoded, file, Ref(file))


def fault_notices(file: str, shop: Shop) -> Iterable[Notice]:
    """Report entity types without graphics and entities that could not be decoded, in and outside blocks."""
    for (kind, layer, why), count in sorted(shop.faults.items()):
        known = kind in FLATTENERS or kind in TEXTS or kind == "INSERT"
        text = (
            f"{count} {kind} on layer {layer} cannot be decoded{f' ({why})' if why else ''}"
            if known
            else f"{count} {kind} on layer {layer} cannot be drawn: the type is not plain DXF and holds no graphics"
        )
        yield Notice("dxf.undecoded" if known else "dxf.proxy", text, kind, Ref(file, layer), count=count)


def tally_notices(walk: Walk, tally: Sequence[TallyRow]) -> Iterable[Notice]:
    """Report entities that were counted in the bytes but never arrived, and duplicates."""
    known: Counter[tuple[str, str]] = Counter()
    for (kind, layer, rule), count in walk.fates.items():
        known[kind, layer] += count if rule == "unread" else 0
    for row in tally:
        lost = row.unread - known[row.kind, row.layer]
        if lost > 0:
            text = f"{row.found} {row.kind} on layer {row.layer} were counted in the file, {row.found - lost} were read"
            yield Notice("dxf.unread", text, row.kind, Ref(walk.file, row.layer), count=lost)
    duplicates = Counter({row.layer: 0 for row in tally})
    for row in tally:
        duplicates[row.layer] += row.ignored if row.reason == "duplicate" else 0
    for layer, count in sorted((+duplicates).items()):
        text = f"{count_of(count, 'entity', 'entities')} on layer {layer} dropped: others lie exactly there"
        yield Notice("dxf.duplicates", text, layer, Ref(walk.file, layer), count=count)


def hidden_notices(file: str, layers: LayerTable, facts: Sequence[LayerFact], inside: Counter[str]) -> Iterable[Notice]:
    """Report frozen and off layers that by their name hold rooms, walls, doors, labels or devices."""
    counts = {fact.name: fact.entities for fact in facts}
    for layer in layers.all():
        count = counts.get(layer.name, 0) + inside[layer.name]
        if count and layer.left_out in (FROZEN, OFF) and layer.role in NAMED_ROLES:
            state = "frozen" if layer.frozen else "off"
            lost = count_of(count, "entity", "entities")
            text = f"layer {layer.name} ({layer.role.value}) is {state}; {lost} left out"
            yield Notice("dxf.layer_frozen", text, layer.name, Ref(file, layer.name), count=count)


def demolition_notices(
    file: str, tally: Sequence[TallyRow], inside: Counter[str], layers: LayerTable
) -> Iterable[Notice]:
    """Report what was left out because its layer's name says that it is to be demolished."""
    counts = left_out_counts(tally, DEMOLITION_LAYER)
    for layer in layers.all():
        count = counts[layer.name] + (inside[layer.name] if layer.left_out == DEMOLITION_LAYER else 0)
        if count:
            text = f"layer {layer.name} is for demolition by its name; {count_of(count, 'entity', 'entities')} left out"
            yield Notice("dxf.demolition", text, layer.name, Ref(file, layer.name), count=count)


def paper_notices(file: str, tally: Sequence[TallyRow], layers: LayerTable) -> Iterable[Notice]:
    """Report rooms, walls, doors and devices that are drawn in paper space, which is not read."""
    for name, count in sorted(left_out_counts(tally, PAPER_SPACE).items()):
        role = layers[name].role
        if role in PAPER_ROLES:
            lost = count_of(count, "entity", "entities")
            text = f"{lost} on layer {name} ({role.value}) left out: drawn in paper space"
            yield Notice("dxf.paper_space", text, name, Ref(file, name), count=count)


def left_out_counts(tally: Sequence[TallyRow], rule: str) -> Counter[str]:
    """Count by layer what a named rule left out."""
    counts: Counter[str] = Counter()
    for row in tally:
        counts[row.layer] += row.ignored if row.reason == rule else 0
    return +counts


def insert_notices(walk: Walk) -> Iterable[Notice]:
    """Report inserts that draw nothing: unbound external drawings, undefined and empty blocks, zero scales."""
    for code, name, where in walk.missing:
        yield Notice(code, MISSING_TEXTS[code].format(name=name), name, where)
    for name, count in sorted(walk.empty.items()):
        text = f'{count_of(count, "insert")} of block "{name}" without effect: the block is empty'
        yield Notice("dxf.empty_block", text, name, Ref(walk.file), count=count)


MISSING_TEXTS: Final = {
    "dxf.xref_missing": 'the external drawing "{name}" is attached but not bound, so its content is missing',
    "dxf.block_missing": 'the block "{name}" is inserted but not defined',
    "dxf.clipped_insert": 'an insert of block "{name}" is clipped (XCLIP) in CAD; here all of it is drawn',
    "dxf.zero_scale": 'an insert of block "{name}" has the scale zero and draws nothing',
}


def text_notices(walk: Walk) -> Iterable[Notice]:
    """Report texts with control characters, direction overrides or undecodable bytes."""
    if walk.repaired:
        held = count_of(len(walk.repaired), "text")
        text = f"{held} held characters that cannot be shown; these were removed or replaced"
        yield Notice("dxf.text_repaired", text, walk.file, walk.repaired[0], count=len(walk.repaired))


BAND_GAP_M: Final = 2.0  # strokes further apart in height than this are on different storeys (tool default)
BAND_SHARE: Final = 0.02  # of the strokes; a few stray heights are not a storey (tool default)


def band_notices(walk: Walk, metres: float) -> Iterable[Notice]:
    """Report a drawing whose strokes lie at several storeys' heights; ``metres`` is the length of its unit."""
    heights = np.sort(np.array(walk.heights)) * metres
    splits = np.flatnonzero(np.diff(heights) > BAND_GAP_M) + 1
    bands = [band for band in np.split(heights, splits) if len(band) > BAND_SHARE * len(heights)]
    if len(bands) > 1:
        shown = ", ".join(f"{float(np.median(band)):.1f} m" for band in bands[:6])
        text = f"strokes lie at {len(bands)} heights ({shown}): several storeys may lie on top of each other"
        yield Notice("dxf.z_bands", text, walk.file, Ref(walk.file), count=len(bands))
