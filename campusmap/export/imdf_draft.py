"""What every feature of an IMDF archive needs: ids that stay, labels, points, and which floors have coordinates."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from shapely.geometry.base import BaseGeometry

from campusmap.export.where import Grounds
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor

Feature = dict[str, Any]
LANGUAGE: Final = "en"
_SPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "https://docs.ogc.org/cs/20-094/#campusmap")


@dataclass(frozen=True, slots=True)
class Draft:
    """A campus on its way into an archive."""

    kit: Kit
    grounds: Grounds

    def id_of(self, kind: str, model_id: str) -> str:
        """Return a feature's UUID: the same for the same thing of the same campus, whenever it is written."""
        return _make_id(f"{self.kit.campus.id}\n{kind}\n{model_id}")

    def feature(self, kind: str, model_id: str, shape: BaseGeometry | None, **properties: Any) -> Feature:
        """Return a feature; ``shape`` is in campus metres, as is its display point, until all are placed at once."""
        return {
            "id": self.id_of(kind, model_id),
            "type": "Feature",
            "feature_type": kind,
            "geometry": shape,
            "properties": properties,
        }

    def reference(self, kind: str, model_id: str) -> dict[str, str]:
        """Return a reference to a feature."""
        return {"id": self.id_of(kind, model_id), "feature_type": kind}

    def placed_floors(self) -> list[tuple[Building, Floor]]:
        """Return the floors that have coordinates and something to show; the others stay out of the archive."""
        return [
            (b, f) for b, f in self.grounds.floors.values() if f.frame.placed and (f.spaces or not f.outline.is_empty)
        ]


@lru_cache(maxsize=1 << 14)  # what a feature refers to is named again and again
def _make_id(name: str) -> str:
    return str(uuid.uuid5(_SPACE, name))


def say(text: str) -> dict[str, str] | None:
    """Return a label in the archive's language, None for an empty text."""
    return {LANGUAGE: text.strip()} if text.strip() else None
