"""What the rules about markers share: whether a question about a device is answered, and for which building."""

from __future__ import annotations

from typing import Final

from campusmap.model.places import Building, Floor, Marker
from campusmap.rules.evidence import Evidence

# Devices that hang inside, so that a floor is part of where they are.
INDOOR_KINDS: Final = frozenset({"AED", "BLEEDING_KIT", "FACP", "PANIC_BUTTON", "EXTINGUISHER", "NURSE"})
# Places on the grounds that a row may well file under a building.
CAMPUS_KINDS: Final = frozenset(
    {
        "HYDRANT", "VEHICLE_GATE", "LANDING_ZONE", "COMMAND_POST", "STAGING_RESPONDERS", "STAGING_MEDIA",
        "STAGING_PARENTS", "REUNIFICATION", "ASSEMBLY",
    }
)  # fmt: skip
NEAR_M: Final = 30.0  # a marker without a building serves the buildings this near (tool default)


def is_answered(context: Evidence, *kinds: str, building: Building | None = None) -> bool:
    """Tell whether a device is on the map, or a row states that there is none: both answer the question."""
    return bool(answers_for(context, *kinds, building=building))


def answers_for(context: Evidence, *kinds: str, building: Building | None = None) -> list[Marker]:
    """Return the markers that answer for a device, for the campus or for one building."""
    asked = [marker for marker in context.markers_of(*kinds) if marker.is_there or marker.status == "none"]
    return [marker for marker in asked if building is None or _serves(marker, building)]


def _serves(marker: Marker, building: Building) -> bool:
    if marker.building:
        return marker.building == building.id
    near = marker.at is not None and building.footprint.distance(marker.at) <= NEAR_M
    return marker.status == "none" or near


def name_kind(kind: str) -> str:
    """Return a marker's kind in words: "gas shutoff", "AED"."""
    return kind if len(kind) <= 4 else kind.replace("_", " ").lower()


def label_with_place(marker: Marker, building: Building | None, floor: Floor | None) -> str:
    """Return a marker's label with its building and floor, for lists that have no columns for these."""
    words = marker.label or name_kind(marker.kind)
    planned = ", planned" if marker.status == "planned" else ""
    where = ", ".join(place.name or place.id for place in (building, floor) if place is not None)
    return f"{words}{planned} ({where})" if where else f"{words}{planned}"
