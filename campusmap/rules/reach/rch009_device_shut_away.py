from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Marker
from campusmap.model.walking import OutOfUse
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_walking
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="RCH009",
    title="Device cannot be got at without a key",
    severity=Severity.WARNING,
    applies_to=Marker,
    message="{label} is not counted for how far help is: {why}",
    source=citations.AED_UNLOCKED,
    fix="Move it to where anybody can take it, or correct the markers or openings table if it can be got at.",
    trap="Deleting the word from the table and leaving the cabinet locked.",
    bad=clean() + with_walking(out_of_use=(OutOfUse("m-aed-main/1", "it is kept locked"),)),
    good=clean(),
)
def device_shut_away(marker: Marker, context: Evidence) -> Iterator[Hit | Skip]:
    """Who runs for it stands before a locked door."""
    for record in context.analysis.walking.out_of_use:
        if record.marker == marker.id and "locked" in record.why:
            yield hit(marker, label=marker.label or marker.id, why=record.why)
