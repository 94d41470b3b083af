"""What the rules about walking share: what is beyond a limit on a floor."""

from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.places import Building, Floor, Space
from campusmap.model.walking import Coverage
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, not_assessed
from campusmap.units import say_area


def list_spaces(context: Evidence, ids: tuple[str, ...]) -> str:
    """Return what people call some spaces, the first of them, in order."""
    return list_first(sorted(describe(space) for space in spaces_of(context, ids)))


def spaces_of(context: Evidence, ids: tuple[str, ...]) -> list[Space]:
    """Return the spaces with some ids."""
    found = (context.owners[space].thing for space in ids if space in context.owners)
    return [thing for thing in found if isinstance(thing, Space)]


def tell_beyond(floor: Floor, context: Evidence, kind: str, limit: str, reach: str) -> Iterator[Hit | Skip]:
    """Yield what of a floor is beyond a limit from every device of a kind, or that it was not assessed."""
    for coverage in context.analysis.walking.coverages:
        if (coverage.place, coverage.kind, coverage.limit) != (floor.id, kind, limit):
            continue
        if coverage.why:
            if coverage.why != "it has no rooms":
                yield not_assessed(floor, coverage.why)
        elif coverage.spaces or coverage.cut:
            yield hit(
                floor, floor=_name(floor, context), rooms=_count(coverage), reach=reach,
                area=say_area(coverage.area_m2), listing=list_spaces(context, coverage.spaces + coverage.cut),
                proposal=_propose(context, kind, context.building_of(floor)),
            )  # fmt: skip


def tell_building_beyond(
    building: Building, context: Evidence, kind: str, limit: str, reach: str
) -> Iterator[Hit | Skip]:
    """Yield what of a building is beyond a limit, its floors in one finding, or why some were not assessed."""
    floors = {floor.id: floor for floor in building.floors}
    found = [c for c in context.analysis.walking.coverages if c.place in floors and (c.kind, c.limit) == (kind, limit)]
    for why in sorted({c.why for c in found if c.why and c.why != "it has no rooms"}):
        yield not_assessed(building, why)
    beyond = [coverage for coverage in found if coverage.spaces or coverage.cut]
    if beyond:
        yield hit(
            building, building=building.name or building.id, reach=reach,
            area=say_area(sum(coverage.area_m2 for coverage in beyond)),
            floors="; ".join(_tell_floor(floors[c.place], c, context) for c in beyond),
            proposal=_propose(context, kind, building),
        )  # fmt: skip


def _tell_floor(floor: Floor, coverage: Coverage, context: Evidence) -> str:
    listing = list_spaces(context, coverage.spaces + coverage.cut)
    return f"{floor.name or floor.id} {_count(coverage)}: {listing}"


def _count(coverage: Coverage) -> str:
    whole = f"{count_of(len(coverage.spaces), 'room')}" if coverage.spaces else ""
    cut = f"parts of {count_of(len(coverage.cut), 'room')}" if coverage.cut else ""
    return " and ".join(text for text in (whole, cut) if text)


def _name(floor: Floor, context: Evidence) -> str:
    building = context.building_of(floor)
    return f"{building.name or building.id}, {floor.name or floor.id}"


def _propose(context: Evidence, kind: str, building: Building) -> str:
    for proposal in context.analysis.walking.proposals:
        if (proposal.kind, proposal.building, proposal.rank) == (kind, building.id, 1):
            at = list_spaces(context, (proposal.space,))
            return f"; one more in {at} would bring {count_of(len(proposal.gained), 'room')} of the building within it"
    return ""
