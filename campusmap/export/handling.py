"""How a kit's files are to be handled: the statute text, which stands in each format where that keeps such a thing."""

from __future__ import annotations

from campusmap.carto.cover import DEFAULT_HANDLING
from campusmap.model.kit import Kit


def handling_of(kit: Kit) -> str:
    """Return the handling text of a kit's audience on one line."""
    return " ".join((kit.project.campus.handling or DEFAULT_HANDLING).split())
