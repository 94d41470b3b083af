from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Floor, Use
from campusmap.model.survey import LEVEL_SIGN, SurveyFact
from campusmap.rules import conventions
from campusmap.rules.demo import DEMO
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches
from campusmap.rules.examples_issue import with_level_sign
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.rules.walks import dated_facts
from campusmap.safety.lookup import find_floors

_UPPER = """
    +------+-----+
    | STR1 | 201 |
    +--/---+--/--+
    | COR2 Hall  |
    +------------+
"""


@rule(
    id="NUM045",
    title="Sign of the level at the stairs is not what the plan says",
    severity=Severity.NOTE,
    applies_to=Building,
    message="At the stairs of {floor} the sign says {said}",
    source=conventions.LEVEL_SIGNS,
    fix="Call the floor as its sign does: `id`, `name` or `code` of the floor in campus.toml; or change the sign.",
    trap="Counting floors from the ground: people say what the sign in front of them says.",
    bad=sketches({"main": {"1": DEMO, "2": _UPPER}}) + with_level_sign("main/2", "3"),
    good=sketches({"main": {"1": DEMO, "2": _UPPER}}) + with_level_sign("main/2", "Level 2"),
)
def level_sign(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Who comes out of a stair reads the sign before the plan."""
    floors = [floor for floor in building.floors if _has_stairs(floor)] if len(building.floors) > 1 else []
    seen = {floor.id: _sign_of(floor, context) for floor in floors}
    if not all(seen.values()):
        yield not_assessed(building, "nobody has entered in the survey what the level's sign at the stairs says")
    for floor in floors:
        fact = seen[floor.id]
        if fact is not None and floor not in find_floors(building, fact.value):
            yield hit(floor, floor=floor.name or floor.id, said=fact.value)


def _has_stairs(floor: Floor) -> bool:
    return any(space.use in (Use.STAIR, Use.ELEVATOR) for space in floor.spaces)


def _sign_of(floor: Floor, context: Evidence) -> SurveyFact | None:
    facts = [fact for fact in dated_facts(context, LEVEL_SIGN) if f"{fact.subject}/".startswith(f"{floor.id}/")]
    return max(facts, key=lambda fact: fact.when, default=None)
