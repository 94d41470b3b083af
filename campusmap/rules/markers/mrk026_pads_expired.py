from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Marker
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_marker
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.safety.dates import read_date


@rule(
    id="MRK026",
    title="Pads of an AED have expired",
    severity=Severity.WARNING,
    applies_to=Marker,
    message="the pads of {label} expired on {day}",
    source=citations.TOOL,
    fix="Have the pads changed, and write the new day into `pad_expiry` of the markers table.",
    trap="Writing a later day without looking at the pads.",
    bad=with_marker("AED", attributes={"pad_expiry": "2025-03-31"}),
    good=clean(),
)
def pads_expired(found: Marker, context: Evidence) -> Iterator[Hit | Skip]:
    """Old pads do not stick, and an AED that finds them bad does not shock."""
    written = found.attributes.get("pad_expiry", "").strip()
    if found.kind != "AED" or not found.is_there or not written:
        return
    day = read_date(written)
    if day is not None and day < context.today:
        yield hit(found, label=found.label or "an AED", day=day.isoformat())
