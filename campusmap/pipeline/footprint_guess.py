"""Which outline of a footprint file is the building."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shapely import Point

from campusmap.georeference.footprint import is_footprint, match_footprints
from campusmap.ingest.vector import read_features
from campusmap.model.feature import Feature
from campusmap.model.project import BuildingEntry, VectorFile
from campusmap.pipeline.workers import read_apart


@dataclass(frozen=True, slots=True)
class FootprintGuess:
    """What to write of a footprint file: ``key`` names the building's outline, "" when a person must choose."""

    file: Path
    key: str = ""
    why: str = ""
    id_column: str = ""  # the column that tells outlines apart, if it is not called id, number or name
    columns: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    outline: Feature | None = None


def guess_footprint(path: Path, names: Sequence[str], at: tuple[float, float] | None) -> FootprintGuess:
    """Choose the outline at ``at`` (lon, lat), else the one called by one of ``names``, else the only one.

    Raises InputError for a file that cannot be used.
    """
    features, _ = read_apart(read_features, path, VectorFile(path.name), path.name, name=path.name)
    outlines = [feature for feature in features if is_footprint(feature)]
    columns = tuple(dict.fromkeys(column for feature in outlines for column in feature.attributes))
    chosen, why = _choose(outlines, names, at)
    key, column = _name_outline(chosen, outlines, columns) if chosen else ("", "")
    if chosen is not None and not key:
        why = "no column of the file tells its outlines apart: give them an id"
    return FootprintGuess(path, key, why, column, columns, tuple(map(_words, outlines)), chosen if key else None)


def _choose(
    outlines: list[Feature], names: Sequence[str], at: tuple[float, float] | None
) -> tuple[Feature | None, str]:
    there = [feature for feature in outlines if at is not None and feature.geometry.covers(Point(at))]
    if len(there) == 1:
        return there[0], "it holds the place given with --at"
    for name in names:
        feature = match_footprints(outlines, [BuildingEntry("?", footprint=name)])[0].get("?")
        if feature is not None:
            return feature, f"it is called {name}"
    return (outlines[0], "it is the only one in the file") if len(outlines) == 1 else (None, "")


def _name_outline(chosen: Feature, outlines: list[Feature], columns: tuple[str, ...]) -> tuple[str, str]:
    """Return a key by which a build finds this outline alone, and the column to read it from, if unusual."""
    for key in filter(None, (chosen.id, chosen.number, chosen.name)):
        if match_footprints(outlines, [BuildingEntry("?", footprint=key)])[0].get("?") is chosen:
            return key, ""
    for column in columns:
        values = [feature.attributes.get(column, "").casefold() for feature in outlines]
        value = chosen.attributes.get(column, "")
        if value and values.count(value.casefold()) == 1:
            return value, column
    return "", ""


def _words(feature: Feature) -> str:
    names = [word for word in (feature.id, feature.number, feature.name) if word]
    return " / ".join(dict.fromkeys(names)) or feature.ref.place
