"""Attributes of a vector file that look as if one was meant that is read, and names in campus.toml that none bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from campusmap.ingest.tables import fold_header
from campusmap.model.feature import Feature
from campusmap.model.project import VectorFile
from campusmap.model.source import Notice
from campusmap.units import count_of

_KEYS: Final = ("id", "number", "name", "kind")  # keys of campus.toml that name an attribute
_DEFAULTS: Final = VectorFile("")
_NEAR: Final = 0.75  # of two words whose letters agree; finds two letters that changed places in a word of four


def find_lost_names(features: Sequence[Feature], spec: VectorFile, also: Sequence[str] = ()) -> tuple[Notice, ...]:
    """Tell of attributes that are nearly what is read and missing from their features, and of names that none bears.

    ``also`` are the attributes that are read besides those that ``spec`` names.
    """
    return (*_idle_layer(spec), *_list_borne_by_none(features, spec), *_list_near(features, spec, also))


def _idle_layer(spec: VectorFile) -> Iterator[Notice]:
    if spec.layer and not spec.file.casefold().endswith(".gpkg"):
        text = f'campus.toml says layer = "{spec.layer}", and {spec.file} has no layers to choose from'
        yield Notice("vector.misnamed", text, spec.file)


def _list_borne_by_none(features: Sequence[Feature], spec: VectorFile) -> Iterator[Notice]:
    borne = {name.casefold() for feature in features for name in feature.attributes}
    for key in _KEYS:
        wanted = getattr(spec, key)
        if wanted != getattr(_DEFAULTS, key) and wanted.casefold() not in borne:
            text = f'campus.toml says {key} = "{wanted}", and no feature has that attribute; they have '
            yield Notice("vector.misnamed", text + (", ".join(sorted(borne)[:20]) or "none"), spec.file)


def _list_near(features: Sequence[Feature], spec: VectorFile, also: Sequence[str]) -> Iterator[Notice]:
    read = {fold_header(name): name for name in (*(getattr(spec, key) for key in _KEYS), *also)}
    names = sorted({name for feature in features for name in feature.attributes})
    for name in names:
        close = get_close_matches(fold_header(name), [one for one in read if len(one) > 2], n=1, cutoff=_NEAR)
        if not close or fold_header(name) in read:
            continue
        lacking = [one for one in features if one.attributes.get(name) and not _has(one, close[0])]
        if lacking:
            which = f"{lacking[0].ref.place}" if len(lacking) == 1 else count_of(len(lacking), "feature")
            text = f'the attribute "{name}" of {which} is not read, and there is none called "{read[close[0]]}"'
            yield Notice("vector.misnamed", text, spec.file, lacking[0].ref, count=len(lacking))


def _has(feature: Feature, wanted: str) -> bool:
    return any(text and fold_header(name) == wanted for name, text in feature.attributes.items())
