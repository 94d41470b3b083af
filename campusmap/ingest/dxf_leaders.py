"""Read texts that a leader ties to a place: multileaders whole, and the texts that old leaders point from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from ezdxf.math import Vec3

from campusmap.geometry.boxes import box_distances
from campusmap.ingest.dxf_curve import XYZ
from campusmap.ingest.dxf_text import Text, box_points, clean_text, decode_mtext, line_spread, read_text
from campusmap.model.plan import XY, Label

MULTILEADERS: Final = frozenset({"MULTILEADER", "MLEADER"})


def read_texts(entity: Any) -> list[Text]:
    """Decode what a text entity says: one text, or for a multileader one for each text and each tip."""
    return read_multileader(entity) if entity.dxftype() in MULTILEADERS else [read_text(entity)]


def read_multileader(entity: Any) -> list[Text]:
    """Decode a multileader's text, or the attributes of its block, once for each place that an arrow points at."""
    context = entity.context
    if context.mtext is not None:
        texts = [mtext_of(entity, context)]
    elif context.block is not None:
        texts = [attribute_of(entity, context, a.text) for a in entity.block_attribs]
    else:
        texts = []
    lines = (line for leader in context.leaders for line in leader.lines if line.vertices)
    tips = [Vec3(line.vertices[0]).xyz for line in lines]
    return [replace(text, target=tip) for text in texts if text.text for tip in (tips or [None])]


_ACROSS: Final = {1: 0.5, 2: 0.0, 3: -0.5}  # MULTILEADER text alignment -> centre from the anchor


def mtext_of(entity: Any, context: Any) -> Text:
    """Box the text of a multileader; its anchor is the top of the box."""
    content, height = context.mtext, abs(context.char_height) or 1.0
    text, repaired = clean_text(decode_mtext(content.default_content))
    width, tall = line_spread(text, height, abs(content.width), content.line_spacing_factor)
    angle = Vec3(content.text_direction).angle_deg
    across = _ACROSS.get(content.alignment, 0.5) * width
    points = box_points(entity, Vec3(content.insert), angle, across, -0.5 * tall, width, tall)
    return make_text(entity, text, points, repaired)


def attribute_of(entity: Any, context: Any, raw: str) -> Text:
    """Box an attribute of a multileader's block about the block's own place."""
    height = abs(context.char_height) or 1.0
    text, repaired = clean_text(decode_mtext(raw))
    width, tall = line_spread(text, height, 0.0, 1.0)
    points = box_points(entity, Vec3(context.block.insert), 0.0, 0.0, 0.0, width, tall)
    return make_text(entity, text, points, repaired)


def make_text(entity: Any, text: str, points: tuple[XYZ, XYZ, XYZ], repaired: bool) -> Text:
    """Wrap a multileader's text with its address."""
    dxf = entity.dxf
    return Text("MULTILEADER", dxf.get("layer", "0"), dxf.get("handle") or "", text, *points, repaired=repaired)


# -- old leaders --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Leaders:
    """Where leaders point: by the handle of the text or insert they belong to, and as (tail, tip) if to none."""

    tips: dict[str, XY] = field(default_factory=dict)
    loose: list[tuple[XY, XY]] = field(default_factory=list)


def find_leaders(layout: Iterable[Any]) -> Leaders:
    """Collect the tips of a layout's leaders."""
    found = Leaders()
    for entity in layout:
        if entity.dxftype() != "LEADER" or len(entity.vertices) < 2:
            continue
        tip, tail = ((float(v[0]), float(v[1])) for v in (entity.vertices[0], entity.vertices[-1]))
        owner = entity.dxf.get("annotation_handle", "0")
        if owner.strip("0"):
            found.tips.setdefault(owner, tip)
        else:
            found.loose.append((tail, tip))
    return found


_REACH: Final = 1.5  # text heights between a text's box and the tail of its leader; tool default


def tie_labels(labels: list[Label], leaders: Leaders) -> list[Label]:
    """Give each text the tip of the leader that belongs to it or, without an owner, that begins beside it."""
    tied = [replace(t, target=leaders.tips[t.handle]) if t.handle in leaders.tips else t for t in labels]
    for tail, tip in leaders.loose:
        gaps = [(label_gap(t, tail) / max(t.height, 1e-9), k) for k, t in enumerate(tied) if t.target is None]
        gap, nearest = min(gaps, default=(math.inf, -1))
        if gap <= _REACH:
            tied[nearest] = replace(tied[nearest], target=tip)
    return tied


def label_gap(label: Label, point: XY) -> float:
    """Return the distance from a text's box to a point, zero inside it."""
    size = (label.width, label.height, label.rotation_deg)
    return float(box_distances((label.x, label.y), *size, np.array(point, dtype=np.float64)))
