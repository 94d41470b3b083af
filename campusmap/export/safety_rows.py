"""Records of markers, hard corners and sightlines."""

from __future__ import annotations

import json

from campusmap.export.building_rows import Record
from campusmap.export.where import Grounds, Value, source_of
from campusmap.model.kit import Kit


def list_markers(kit: Kit, grounds: Grounds) -> list[Record]:
    """List every marker, also those without a place and those that state "none here".

    ``attributes`` is a JSON object of the kind's own fields, with ``status`` where there is one.
    """
    records: list[Record] = []
    for marker in kit.campus.markers:
        own = dict(marker.attributes) | ({"status": marker.status} if marker.status else {})
        on = grounds.floors.get(marker.floor)
        row: dict[str, Value] = {
            "id": marker.id,
            "kind": marker.kind,
            "label": marker.label,
            "building": marker.building,
            "floor": marker.floor,
            "ordinal": on[1].ordinal if on else None,
            "space": marker.space,
            "attributes": json.dumps(own, sort_keys=True, ensure_ascii=False) if own else None,
            **grounds.locate(marker.at, marker.floor),
            "source_file": source_of(marker.refs)["source_file"],
        }
        records.append((row, grounds.shape_on(marker.floor, marker.at)))
    return records


def list_hard_corners(kit: Kit, grounds: Grounds) -> list[Record]:
    """List the hard corners, candidates and what people said of them."""
    records: list[Record] = []
    for corner in kit.analysis.hard_corners:
        floor, space = grounds.spaces[corner.space]
        row: dict[str, Value] = {
            "id": corner.id,
            "space_id": space.id,
            "number": space.shown_number,
            "building": grounds.floors[floor.id][0].id,
            "floor": floor.id,
            "ordinal": floor.ordinal,
            "status": corner.status,
            "area_m2": round(corner.area_m2, 2),
            "exposed_m2": round(corner.exposed.area, 2),
            "capacity": corner.capacity,
            "assumed": corner.assumed,
            "confirmed_by": corner.confirmed_by,
            "confirmed_on": corner.confirmed_on,
        }
        records.append((row, grounds.shape_on(floor.id, corner.shape)))
    return records


def list_sightlines(kit: Kit, grounds: Grounds) -> list[Record]:
    """List the near edge of every aperture used, on its room's face."""
    return [
        (
            {
                "space_id": line.space,
                "opening_id": line.opening,
                "case": line.case,
                "depth_m": round(line.depth_m, 4),
                "assumed": line.assumed,
                "set_back_m": line.set_back_m,
                "reveal_left_m": line.reveal_left_m,
                "reveal_right_m": line.reveal_right_m,
            },
            grounds.shape_on(grounds.spaces[line.space][0].id, line.line),
        )
        for line in kit.analysis.sightlines
    ]
