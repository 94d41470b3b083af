"""What the rules about the grounds share."""

from __future__ import annotations

from campusmap.model.places import Campus


def has_named_area(campus: Campus, *kinds: str) -> bool:
    """Tell whether a site area of one of some kinds is there and has a name."""
    return any(area.kind in kinds and area.name for area in campus.areas)
