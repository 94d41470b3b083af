"""What every vector reader hands on: features as they stand in the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from campusmap.model.source import Notice


@dataclass(frozen=True, slots=True)
class RawFeature:
    """One feature in the file's CRS; a missing ``geometry`` has its reason in ``why``."""

    place: str  # "feature 12"
    geometry: BaseGeometry | None
    why: str = ""
    repair: str = ""
    id: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawLayer:
    """One layer; ``crs`` is what the file states, ``default_crs`` what its format implies."""

    features: tuple[RawFeature, ...]
    crs: str = ""
    default_crs: str = ""
    notices: tuple[Notice, ...] = ()
