"""What people split and merged by hand: features of overrides.geojson -> corrections in campus metres."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from shapely import LineString, MultiPoint
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.geodesy import shape_to_xy
from campusmap.model.feature import Feature, RoomCorrection
from campusmap.model.source import Notice

_KINDS: Final = {"split": LineString, "merge": MultiPoint}
_NOWHERE: Final[dict[str, LineString | MultiPoint]] = {"split": LineString(), "merge": MultiPoint()}


def is_correction(feature: Feature) -> bool:
    """Tell whether a shape drawn by hand splits or merges rooms."""
    return feature.kind.strip().casefold() in _KINDS


def features_to_corrections(features: Iterable[Feature], epsg: int) -> tuple[RoomCorrection, ...]:
    """Turn the features that split or merge rooms into corrections, in their order; others are left out."""
    return tuple(_to_correction(feature, epsg) for feature in features if is_correction(feature))


def list_strays(features: Iterable[Feature], epsg: int | None, floors: Collection[str]) -> tuple[Notice, ...]:
    """Tell of splits and merges on no drawn floor of the project, and of all while the campus lies nowhere."""
    strays = []
    for feature in filter(is_correction, features):
        kind, own = feature.kind.strip().casefold(), feature.attributes
        floor = own.get("floor", "").strip() or own.get("subject", "").strip().rpartition("/")[0]
        why = "nothing of the campus is placed" if epsg is None else f"no drawn floor is called {floor or '(blank)'}"
        if epsg is None or floor not in floors:
            text = f"the {kind} of {own.get('subject', '') or 'a room'} cannot be used: {why}"
            strays.append(Notice("rooms.by_hand_misfit", text, feature.ref.file, feature.ref))
    return tuple(strays)


def _to_correction(feature: Feature, epsg: int) -> RoomCorrection:
    kind, own = feature.kind.strip().casefold(), feature.attributes
    subject = own.get("subject", "").strip()
    shape, problem = _find_shape(kind, feature.geometry, epsg)
    # Where nobody says what stands on the border, nothing does: a wall that is not there would hide what can be seen.
    border = "wall" if own.get("border", "").strip().casefold() == "wall" else "open"
    return RoomCorrection(
        kind, own.get("floor", "").strip() or subject.rpartition("/")[0], subject, shape,
        border if kind == "split" else "", own.get("part", "").strip(),
        tuple(text.strip() for text in own.get("numbers", "").split(";")),
        own.get("who", "").strip(), own.get("when", "").strip(), feature.ref, problem,
    )  # fmt: skip


def _find_shape(kind: str, geometry: BaseGeometry, epsg: int) -> tuple[LineString | MultiPoint, str]:
    shape = shape_to_xy(geometry, epsg)
    if isinstance(shape, LineString | MultiPoint) and isinstance(shape, _KINDS[kind]):
        return shape, ""
    wanted = "a line" if kind == "split" else "several points"
    return _NOWHERE[kind], f"its shape is not {wanted}"
