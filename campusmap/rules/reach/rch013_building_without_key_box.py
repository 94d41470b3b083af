from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.model.walking import Entry, KeyBox
from campusmap.rules import citations
from campusmap.rules.devices import is_answered
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_walking, without_marker
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_length

_ELSEWHERE = (KeyBox("m-key_box-annex/1", "annex", "annex/1/d-8-12", 0.5, "", None),)


@rule(
    id="RCH013",
    title="Building has no key box",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{building}: no key box hangs at any of its doors{nearest}",
    source=citations.KEY_BOX_SITE,
    fix='Ask the fire department whether it needs one; list it, or add a row for the building with status "none".',
    trap="Taking for granted that the box of the next building holds these keys too.",
    bad=clean()
    + without_marker("KEY_BOX")
    + with_walking(
        key_boxes=_ELSEWHERE, entries=(Entry("main/1/d-8-12", "main", "main/1", (), "m-key_box-annex/1", 80.0),)
    ),
    good=clean()
    + with_walking(
        key_boxes=_ELSEWHERE, entries=(Entry("main/1/d-8-12", "main", "main/1", (), "m-key_box-annex/1", 80.0),)
    ),
)
def building_without_key_box(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever comes to its doors at night has no keys."""
    walking = context.analysis.walking
    entries = [entry for entry in walking.entries if entry.building == building.id]
    if not entries or not walking.key_boxes or is_answered(context, "KEY_BOX", "KEY_CABINET", building=building):
        return
    known = [entry.key_box_m for entry in entries if entry.key_box_m is not None]
    if min(known, default=float("inf")) > context.project.reach.key_box_m:
        nearest = f"; the nearest is {say_length(min(known))} on foot from a door" if known else ""
        yield hit(building, building=building.name or building.id, nearest=nearest)
