"""Records of what is beyond a device's reach on foot, and of the places where one more would help."""

from __future__ import annotations

from campusmap.export.building_rows import Record
from campusmap.export.where import Grounds, Value
from campusmap.model.kit import Kit
from campusmap.safety.fetching import list_limits


def list_coverage(kit: Kit, grounds: Grounds) -> list[Record]:
    """List each floor and site area against each limit of each kind of device: what of it is beyond, by the drawing.

    ``place`` is a floor's or an area's id; no shape means that nothing is beyond, or, with a ``why``, that it was not
    assessed. ``spaces`` are beyond with their label point, ``spaces_in_part`` others that are in part; of
    ``spaces_unknown``, which no door leads to, it was not assessed. ``limit_m`` is the limit as metres on foot, None
    for ``after_hours``, which is the strictest without devices that have hours.
    """
    records: list[Record] = []
    for coverage in kit.analysis.walking.coverages:
        place = _place(grounds, coverage.place)
        row: dict[str, Value] = {
            "id": f"{coverage.place}/{coverage.kind}/{coverage.limit}",
            "place": coverage.place,
            "kind": coverage.kind,
            "limit": coverage.limit,
            "limit_m": _round(list_limits(kit.project.reach, coverage.kind).get(coverage.limit)),
            "area_m2": None if coverage.why else coverage.area_m2,
            "spaces": "; ".join(coverage.spaces),
            "spaces_in_part": "; ".join(coverage.cut),
            "spaces_unknown": "; ".join(coverage.unknown),
            "why": coverage.why,
        }
        records.append((row | place, grounds.shape_on(coverage.place, coverage.uncovered)))
    return records


def list_proposals(kit: Kit, grounds: Grounds) -> list[Record]:
    """List the places where one more device of a kind would bring most area within its strictest limit, by building."""
    return [
        (
            {
                "id": f"{proposal.building}/{proposal.kind}/{proposal.rank}",
                "kind": proposal.kind,
                "rank": proposal.rank,
                "space_id": proposal.space,
                "gained_m2": proposal.gained_m2,
                "gained": "; ".join(proposal.gained),
                **_place(grounds, proposal.floor),
                **grounds.locate(proposal.at, proposal.floor),
            },
            grounds.shape_on(proposal.floor, proposal.at),
        )
        for proposal in kit.analysis.walking.proposals
    ]


def _place(grounds: Grounds, place: str) -> dict[str, Value]:
    if place not in grounds.floors:
        return {}
    building, floor = grounds.floors[place]
    return {"building": building.id, "floor": floor.id, "ordinal": floor.ordinal}


def _round(metres: float | None) -> float | None:
    return None if metres is None else round(metres, 2)
