"""What people split and merged by hand: features of overrides.geojson -> corrections in metres or drawing units."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.fit import Matrix, apply_matrix
from campusmap.geometry.geodesy import shape_to_xy
from campusmap.model.feature import CORRECTIONS, IN_DRAWING, Feature, RoomCorrection
from campusmap.model.source import Notice

BORDERS: Final = ("wall", "open")
_KINDS: Final = dict(zip(CORRECTIONS, (LineString, MultiPoint), strict=True))
_NOWHERE: Final[dict[str, LineString | MultiPoint]] = {"split": LineString(), "merge": MultiPoint()}


def is_correction(feature: Feature) -> bool:
    """Tell whether a shape drawn by hand splits or merges rooms."""
    return feature.kind.strip().casefold() in CORRECTIONS


def features_to_corrections(features: Iterable[Feature], epsg: int | None) -> tuple[RoomCorrection, ...]:
    """Turn the features that split or merge rooms into corrections, in their order; others are left out.

    Without ``epsg`` the campus lies nowhere, and only those are of use that name places of their drawing.
    """
    own = [feature for feature in features if is_correction(feature)]
    return tuple(_to_correction(each, epsg) for each in own if epsg is not None or _names_places(each))


def _names_places(feature: Feature) -> bool:
    return bool(feature.attributes.get(IN_DRAWING, "").strip())


def lay_corrections(corrections: Iterable[RoomCorrection], matrix: Matrix) -> list[RoomCorrection]:
    """Lead corrections in drawing units into a floor's metres by its frame's matrix; others are in metres already."""
    return [replace(one, shape=_lay(one.shape, matrix)) if one.in_drawing else one for one in corrections]


def _lay(shape: LineString | MultiPoint, matrix: Matrix) -> LineString | MultiPoint:
    return shapely.transform(shape, lambda coords: apply_matrix(matrix, coords))


def list_strays(features: Iterable[Feature], epsg: int | None, floors: Collection[str]) -> tuple[Notice, ...]:
    """Tell of splits and merges on no drawn floor, or of all while the campus lies nowhere; and of strange borders."""
    strays = []
    for feature in filter(is_correction, features):
        kind, own = feature.kind.strip().casefold(), feature.attributes
        whose = f"the {kind} of {own.get('subject', '') or 'a room'}"
        floor = own.get("floor", "").strip() or own.get("subject", "").strip().rpartition("/")[0]
        nowhere = epsg is None and not _names_places(feature)
        why = "nothing of the campus is placed" if nowhere else f"no drawn floor is called {floor or '(blank)'}"
        if nowhere or floor not in floors:
            text = f"{whose} cannot be used: {why}"
            strays.append(Notice("rooms.by_hand_misfit", text, feature.ref.file, feature.ref))
        border = own.get("border", "").strip()
        if border.casefold() not in ("", *BORDERS):
            text = f"border {border[:60]!r} of {whose} is neither wall nor open, and counts as open"
            strays.append(Notice("rooms.by_hand_misfit", text, feature.ref.file, feature.ref))
    return tuple(strays)


def _to_correction(feature: Feature, epsg: int | None) -> RoomCorrection:
    kind, own = feature.kind.strip().casefold(), feature.attributes
    subject = own.get("subject", "").strip()
    in_drawing = _names_places(feature)
    found = _read_places(kind, own[IN_DRAWING]) if in_drawing else _to_metres(feature.geometry, epsg)
    shape, problem = _check_shape(kind, found)
    # Where nobody says what stands on the border, nothing does: a wall that is not there would hide what can be seen.
    border = "wall" if own.get("border", "").strip().casefold() == "wall" else "open"
    return RoomCorrection(
        kind, own.get("floor", "").strip() or subject.rpartition("/")[0], subject, shape,
        border if kind == "split" else "", own.get("part", "").strip(),
        tuple(text.strip() for text in own.get("numbers", "").split(";")),
        own.get("who", "").strip(), own.get("when", "").strip(), feature.ref, problem, in_drawing,
    )  # fmt: skip


def _to_metres(geometry: BaseGeometry, epsg: int | None) -> BaseGeometry:
    return geometry if epsg is None else shape_to_xy(geometry, epsg)


def _read_places(kind: str, text: str) -> BaseGeometry:
    """Return the line or points that a text names, [[x, y], ...] in drawing units; an empty shape where it does not."""
    try:
        coords = np.array(json.loads(text), dtype=np.float64)
        is_list = coords.ndim == 2 and coords.shape[1] == 2 and bool(np.isfinite(coords).all())
        return _KINDS[kind](coords.tolist()) if is_list else Point()
    except (ValueError, TypeError, RecursionError, shapely.errors.ShapelyError):
        return Point()


def _check_shape(kind: str, shape: BaseGeometry) -> tuple[LineString | MultiPoint, str]:
    if isinstance(shape, LineString | MultiPoint) and isinstance(shape, _KINDS[kind]):
        return shape, ""
    wanted = "a line" if kind == "split" else "several points"
    return _NOWHERE[kind], f"its shape is not {wanted}"
