"""Footprints: which feature is which building, what else stands on the grounds, and whether plans lie on them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

import numpy as np
from shapely import MultiPolygon, Polygon, distance, get_coordinates, points, segmentize, unary_union
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from campusmap.geometry.geodesy import shape_to_xy
from campusmap.model.feature import Feature, Override
from campusmap.model.frame import Frame
from campusmap.model.places import SiteArea
from campusmap.model.project import BuildingEntry
from campusmap.model.source import Notice
from campusmap.units import count_of, say_length

# How far a placed outline may stray from the footprint, m: footprints are traced from the air, eaves included
# (tool default).
STRAY_SOUND_M: Final = 2.0

# Other words for the kinds of site area, folded.
KIND_WORDS: Final = {
    "parking": {"parkinglot", "carpark", "lot", "parkingspace"},
    "field": {"sportsfield", "athleticfield", "pitch", "track", "ballfield", "sportspitch"},
    "road": {"street", "driveway", "drive", "service", "highway", "firelane", "way", "path", "footway"},
    "neighbour": {"neighbor", "neighbourbuilding", "neighborbuilding", "adjacent"},
    "staging": {"stagingarea", "stagingresponders", "respondersstaging"},
    "reunification": {"reunificationsite", "reunificationarea", "parentreunification"},
    "courtyard": {"court", "patio", "quad"},
    "playground": {"playarea", "play"},
    "water": {"pond", "lake", "stream", "river", "pool", "basin"},
}
# Those of areas that the rules ask for, and that in a file of footprints may be the use of a building.
AREA_WORDS: Final = KIND_WORDS | {
    "assembly": {"assemblyarea", "assemblypoint", "evacuationarea", "musterpoint"},
    "command_post": {"commandpost", "incidentcommandpost"},
    "other": set(),
}
_SYNONYMS: Final = {word: kind for kind, words in AREA_WORDS.items() for word in (*words, kind)}


def match_footprints(
    features: Sequence[Feature], buildings: Iterable[BuildingEntry]
) -> tuple[dict[str, Feature], tuple[Notice, ...]]:
    """Return the footprint feature of each building by building id; only polygons that are no site area count.

    ``footprint`` in campus.toml names a feature by id, number or name; without it id, number and name are
    compared in that order, folded to letters and digits. Yields "footprint.unmatched" for a building with no
    feature or several, "footprint.shared" for a feature claimed twice.
    """
    candidates = [feature for feature in features if is_footprint(feature)]
    matched: dict[str, Feature] = {}
    notices: list[Notice] = []
    claimed: dict[int, str] = {}
    for entry in buildings:
        found = _find_footprints(entry, candidates)
        if len(found) != 1:
            notices.append(_unmatched(entry, found))
            continue
        matched[entry.id] = found[0]
        other = claimed.setdefault(id(found[0]), entry.id)
        if other != entry.id:
            text = f"buildings {other} and {entry.id} have the same footprint"
            notices.append(Notice("footprint.shared", text, entry.id, found[0].ref, building=entry.id))
    return matched, tuple(notices)


def is_footprint(feature: Feature) -> bool:
    """Tell whether a feature can be a building: an area whose kind is not that of a site area."""
    return isinstance(feature.geometry, Polygon | MultiPolygon) and fold_kind(feature.kind) not in KIND_WORDS


def is_drawn_area(feature: Feature) -> bool:
    """Tell whether a shape drawn by hand is a site area: of such a kind, and of no room."""
    return fold_kind(feature.kind) in AREA_WORDS and not feature.attributes.get("subject", "")


def fold_kind(kind: str) -> str:
    """Return the kind of a site area in the house's words; kinds that are not known stay as they are."""
    return _SYNONYMS.get(_fold(kind), kind.strip())


def judge_kinds(features: Iterable[Feature]) -> tuple[Notice, ...]:
    """Tell of site areas whose kind is none that is known, or that have none: they are drawn as other ground."""
    strange = [feature for feature in features if fold_kind(feature.kind) not in AREA_WORDS]
    return tuple(_unknown_kind(feature, "it is drawn as other ground") for feature in strange)


def _unknown_kind(feature: Feature, done: str) -> Notice:
    name, kind = feature.name or feature.number or feature.id or feature.ref.place, feature.kind.strip()
    meant = guess_kind(kind)
    said = f'"{kind[:60]}", the kind of {name}, is none that is known' if kind else f"{name} has no kind"
    asked = f"; did you mean {meant}?" if meant else ""
    return Notice("vector.unknown_kind", f"{said}: {done}{asked}", feature.ref.file, feature.ref)


def guess_kind(kind: str) -> str:
    """Return the kind of a site area that a misspelt word may mean, "" for none; it is asked about, never taken."""
    close = get_close_matches(_fold(kind), _SYNONYMS, n=1, cutoff=0.8)
    return _SYNONYMS[close[0]] if close else ""


def footprint_shape(feature: Feature, epsg: int) -> MultiPolygon:
    """Return a footprint in metres of the campus CRS."""
    shape = shape_to_xy(feature.geometry, epsg)
    return MultiPolygon([part for part in _parts(shape, "MultiPolygon") if isinstance(part, Polygon)])


def features_to_areas(features: Iterable[Feature], epsg: int, *, default_kind: str = "other") -> tuple[SiteArea, ...]:
    """Turn features into site areas in the campus CRS, a collection into one area for each part.

    Ids are "site/<id or name or kind>", numbered on where they repeat.
    """
    areas: list[SiteArea] = []
    seen: dict[str, int] = {}
    for feature in features:
        kind = fold_kind(feature.kind) or default_kind
        for part in _parts(shape_to_xy(feature.geometry, epsg)):
            slug = "site/" + (_slug(feature.id) or _slug(feature.name) or _slug(kind) or "area")
            seen[slug] = seen.get(slug, 0) + 1
            identity = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
            name = feature.name or feature.number
            areas.append(SiteArea(identity, kind, name, part, (feature.ref,)))  # type: ignore[arg-type]  # split above
    return tuple(areas)


def features_to_overrides(features: Iterable[Feature], epsg: int) -> tuple[Override, ...]:
    """Turn shapes drawn by hand into overrides; the attribute ``subject``, else ``id``, names the room."""
    return tuple(
        Override(f.kind, f.attributes.get("subject", "") or f.id, shape_to_xy(f.geometry, epsg), f.ref)
        for f in features
    )


def leftover_areas(
    features: Iterable[Feature], matched: dict[str, Feature], epsg: int
) -> tuple[tuple[SiteArea, ...], tuple[Notice, ...]]:
    """Return what of a footprint file is no building of the project: site areas, and other houses as neighbours."""
    taken = {id(feature) for feature in matched.values()}
    rest = [feature for feature in features if id(feature) not in taken]
    houses = [replace(feature, kind="neighbour") for feature in rest if is_footprint(feature)]
    grounds = [feature for feature in rest if not is_footprint(feature)]
    text = f"{count_of(len(houses), 'footprint')} of no building in campus.toml, drawn as neighbours"
    said = [Notice("footprint.unused", text, houses[0].ref.file, houses[0].ref, count=len(houses))] if houses else []
    strange = [feature for feature in rest if is_footprint(feature) and guess_kind(feature.kind) in KIND_WORDS]
    said += [_unknown_kind(feature, "it is drawn as a neighbour's building") for feature in strange]
    return features_to_areas([*houses, *grounds], epsg), tuple(said)


def outer_area(shape: BaseGeometry) -> BaseGeometry:
    """Return an area with its courtyards filled."""
    polygons = _parts(shape, "MultiPolygon")
    return unary_union([Polygon(part.exterior) for part in polygons if isinstance(part, Polygon)])


def outline_offset(outline: BaseGeometry, footprint: BaseGeometry, *, both_ways: bool = True) -> float:
    """Return the farthest (m) that the outer edge of one area strays from that of the other.

    Measured at points at most 0.5 m apart (tool default), courtyards left out. With ``both_ways`` false only
    what of the outline reaches beyond the footprint counts, as for an upper floor that is set back.
    """
    ours, theirs = outer_area(outline), outer_area(footprint)
    if ours.is_empty or theirs.is_empty:
        return 0.0
    if not both_ways:
        return _stray(ours.boundary, theirs)
    return max(_stray(ours.boundary, theirs.boundary), _stray(theirs.boundary, ours.boundary))


def check_offset(
    frame: Frame, outline: BaseGeometry, footprint: BaseGeometry, subject: str, *, both_ways: bool = True
) -> tuple[Frame, tuple[Notice, ...]]:
    """Return the frame with its offset from the footprint, and "place.offset" when that is over 2 m."""
    if not frame.placed or outline.is_empty or footprint.is_empty:
        return frame, ()
    offset_m = round(outline_offset(outline, footprint, both_ways=both_ways), 3)
    measured = replace(frame, offset_m=offset_m)
    if offset_m <= STRAY_SOUND_M:
        return measured, ()
    text = f"the placed outline strays up to {say_length(offset_m)} from the building's footprint"
    return measured, (Notice("place.offset", text, subject),)


def _find_footprints(entry: BuildingEntry, candidates: list[Feature]) -> list[Feature]:
    """Return the features of the first comparison that finds any."""
    for wanted, given in _comparisons(entry):
        key = _fold(wanted)
        found = [feature for feature in candidates if key and key == _fold(given(feature))]
        if found:
            return found
    return []


def _comparisons(entry: BuildingEntry) -> list[tuple[str, Callable[[Feature], str]]]:
    def by_id(feature: Feature) -> str:
        return feature.id

    def by_number(feature: Feature) -> str:
        return feature.number

    def by_name(feature: Feature) -> str:
        return feature.name

    if entry.footprint:
        return [(entry.footprint, by_id), (entry.footprint, by_number), (entry.footprint, by_name)]
    return [(entry.id, by_id), (entry.number, by_number), (entry.name, by_name)]


def _unmatched(entry: BuildingEntry, found: list[Feature]) -> Notice:
    if found:
        places = ", ".join(feature.ref.place for feature in found[:5])
        text = f"{len(found)} footprints could be building {entry.id} ({places}); set footprint in campus.toml"
    else:
        text = f"no footprint has the id, number or name of building {entry.id}"
    return Notice("footprint.unmatched", text, entry.id, found[0].ref if found else None, building=entry.id)


def _fold(text: str) -> str:
    """Fold to lower-case letters and digits, accents dropped, leading zeros of a number dropped."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(ch for ch in plain if ch.isalnum())
    return kept.lstrip("0") or kept[-1:]


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", unicodedata.normalize("NFKC", text).casefold()).strip("-")


def _parts(shape: BaseGeometry, *split: str) -> list[BaseGeometry]:
    """Return the parts of a collection, and of the multi-part shapes that are to be split too."""
    if shape.is_empty:
        return []
    if isinstance(shape, BaseMultipartGeometry) and shape.geom_type in {"GeometryCollection", "MultiPoint", *split}:
        return [part for child in shape.geoms for part in _parts(child, *split)]
    return [shape]


def _stray(edge: BaseGeometry, other: BaseGeometry) -> float:
    return float(np.max(distance(points(get_coordinates(segmentize(edge, 0.5))), other)))
