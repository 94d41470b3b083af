from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_frame
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import floor_texts, unplaced_because


@rule(
    id="PLC001",
    title="Floor has no place on the ground",
    severity=Severity.ERROR,
    applies_to=Floor,
    message="{floor} is not placed: {why}; it has no grid, coordinates or distances",
    source=citations.TRUE_NORTH,
    fix=(
        "Place it in campus.toml with control points, an anchor and a bearing, or a world file; `campusmap "
        "init --at` writes one."
    ),
    trap="Turning the drawing until it looks right on the aerial picture.",
    codes=("place.no_geodata",),
    bad=with_frame(placed=False, why_unplaced="no placement is given"),
    good=clean(),
)
def not_placed(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A room without coordinates cannot be said to a helicopter or a dispatcher."""
    said = floor_texts(floor, context, "place.no_geodata")
    if unplaced_because(floor, context) == "other" or (said and floor.frame.placed):
        reasons = [reason for reason in (floor.frame.why_unplaced, said) if reason]
        yield hit(floor, floor=floor.name or floor.id, why="; ".join(reasons) or "no placement is confirmed")
