"""The sheet that shows what is beyond reach of equipment: where it is drawn, how worded, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from demo_campus import demo_kit
from demo_reach import kit_with_reach
from shapely import MultiPolygon

from campusmap.carto.beyond import word_beyond, word_code
from campusmap.carto.packet import Packet, lay_out
from campusmap.carto.sheet import Badge, Ink, Sheet, Words
from campusmap.model.kit import Kit
from campusmap.model.places import Marker
from campusmap.model.printing import PacketSettings
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import Coverage, Walking
from campusmap.render.svg import hatch_lines, layer_to_svg


def laid(kit: Kit, audience: str = "responder") -> Packet:
    settings = PacketSettings(sheets=("floors", "reach", "legend"))
    return lay_out(kit.campus, replace(kit.project, packet=settings), kit.analysis, audience)


def items(sheet: Sheet) -> list[Ink | Words | Badge]:
    return [item for layer in sheet.layers for item in layer.items]


def beyond(sheet: Sheet) -> list[Ink]:
    """Return what is hatched, the legend's sample left out."""
    return [i for i in items(sheet) if isinstance(i, Ink) and i.style.startswith("beyond.") and i.subject]


def test_half_a_room_is_hatched_true_to_scale_and_nowhere_else() -> None:
    kit, half = kit_with_reach()
    packet = laid(kit)
    (sheet,) = [sheet for sheet in packet.sheets if sheet.id == "REACH"]
    (ink,) = beyond(sheet)
    room = kit.analysis.walking.proposals[0].space
    (drawn,) = [i for i in items(sheet) if isinstance(i, Ink) and i.subject == room and i.style.startswith("space.")]
    outline = next(s.outline for b in kit.campus.buildings for f in b.floors for s in f.spaces if s.id == room)
    assert ink.shape.area / drawn.shape.area == pytest.approx(half.area / outline.area, rel=0.01)
    assert drawn.shape.buffer(0.1).covers(ink.shape)
    assert not any(beyond(other) for other in packet.sheets if other.id != "REACH")


def test_it_is_worded_as_what_it_is() -> None:
    kit, _ = kit_with_reach()
    sheet = next(sheet for sheet in laid(kit).sheets if sheet.id == "REACH")
    texts = " ".join(item.text.replace("\n", " ") for item in items(sheet) if isinstance(item, Words))
    assert "Beyond 180 s on foot, there and back, from an AED, by the drawing" in texts
    assert "Bleeding-control kit: not assessed, none is listed." in texts
    assert "AED: 1 room, " in texts and "+AED in " in texts
    assert {item.letters for item in items(sheet) if isinstance(item, Badge)} >= {"+AED"}
    fact = sheet.fact
    assert (fact.overlaps, fact.clipped, fact.unplaced_labels, fact.strays) == (0, 0, (), ())


@pytest.mark.parametrize(
    ("whole", "told"), [(True, "AED: 1 room, part of 2 more, "), (False, "AED: part of 2 rooms, ")]
)
def test_rooms_beyond_reach_in_part_are_counted_apart(whole: bool, told: str) -> None:
    kit, _ = kit_with_reach()
    walking = kit.analysis.walking
    coverages = tuple(
        replace(c, spaces=c.spaces if whole else (), cut=("x", "y")) if c.spaces else c for c in walking.coverages
    )
    cut = replace(kit, analysis=replace(kit.analysis, walking=replace(walking, coverages=coverages)))
    sheet = next(sheet for sheet in laid(cut).sheets if sheet.id == "REACH")
    assert told in " ".join(item.text.replace("\n", " ") for item in items(sheet) if isinstance(item, Words))


def test_the_grounds_show_every_kind_of_device_that_a_field_lacks() -> None:
    """Campus plans leave bleeding-control kits to the floors; what is far from a kit says little without the kits."""
    kit = demo_kit()
    field = next(area for area in kit.campus.areas if area.shape.geom_type.endswith("Polygon"))
    far = MultiPolygon([field.shape])
    ground = [f for b in kit.campus.buildings for f in b.floors if f.ordinal == 0 and f.frame.placed and f.spaces]
    room = ground[0].spaces[0]
    hung = {"floor": ground[0].id, "space": room.id, "at": room.outline.representative_point()}
    above = next(f for b in kit.campus.buildings for f in b.floors if f.ordinal > 0 and f.frame.placed)
    kits = (
        Marker("kit", "BLEEDING_KIT", "Kit", **hung),
        Marker("spray", "EXTINGUISHER", "No field needs one", **hung),
        Marker("upstairs", "BLEEDING_KIT", "Kit", **{**hung, "floor": above.id}),
    )
    walking = Walking(coverages=(Coverage(field.id, "BLEEDING_KIT", "round_trip", far, round(far.area, 1)),))
    campus = replace(kit.campus, markers=(*kit.campus.markers, *kits))
    grounds = replace(kit, campus=campus, analysis=replace(kit.analysis, walking=walking))
    sheet = next(sheet for sheet in laid(grounds).sheets if sheet.id == "REACH")
    shown = {item.subject for item in items(sheet) if isinstance(item, Badge)}
    assert shown & {marker.id for marker in kits} == {"kit"}
    assert sheet.fact.unplaced_labels == ()


def test_the_strictest_limit_is_drawn_and_named() -> None:
    slow = ReachSettings(round_trip_s=400.0)
    assert word_beyond(slow, "AED") == "Beyond 90 s on foot from an AED, by the drawing"
    assert (word_code(slow, "AED"), word_code(slow, "EXTINGUISHER")) == ("AED >90 s", "FE >75 ft")


def test_no_sheet_where_nothing_lacks_and_none_for_others() -> None:
    assert all(sheet.id != "REACH" for sheet in laid(demo_kit()).sheets)
    assert all(sheet.id != "REACH" for sheet in laid(kit_with_reach()[0], "staff").sheets)


def test_a_copier_keeps_the_hatching() -> None:
    kit, _ = kit_with_reach()
    sheet = next(sheet for sheet in laid(kit).sheets if sheet.id == "REACH")
    layer = next(layer for layer in sheet.layers if any(item in beyond(sheet) for item in layer.items))
    svg = layer_to_svg(layer, sheet.paper, "mono")
    assert 'stroke="#000000" stroke-width="0.55"' in svg and "#00702a" not in svg


@pytest.mark.parametrize(("angle", "across"), [(90.0, (1, 0)), (0.0, (0, 1)), (-45.0, (1, 1)), (45.0, (1, -1))])
def test_hatches_run_each_in_its_own_direction(angle: float, across: tuple[int, int]) -> None:
    _kit, half = kit_with_reach()
    x, y = half.centroid.x, half.centroid.y
    for line in hatch_lines(half.convex_hull, (angle,)).geoms:
        (x0, y0), (x1, y1) = line.coords
        assert abs((x1 - x0) * across[0] + (y1 - y0) * across[1]) < 1e-6 * max(abs(x), abs(y))
