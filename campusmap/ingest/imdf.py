"""IMDF archives (OGC 20-094): units to rooms, openings to doors, levels, and names in the venue's language."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from campusmap.ingest.imdf_archive import Archive, open_archive
from campusmap.ingest.indoor import identify, is_code
from campusmap.ingest.indoor_item import Cell, Indoor, Item, LevelFact, attribute_reader, drop_blanks, override_roles
from campusmap.ingest.indoor_kinds import split_kind, typed_kind, use_words
from campusmap.ingest.vector import finish_layer
from campusmap.ingest.vector_layer import RawFeature
from campusmap.model.feature import Feature
from campusmap.model.plan import Role
from campusmap.model.project import IndoorColumns, LayerRoles, VectorFile
from campusmap.model.source import Notice

_SHAPED: Final = ("unit", "opening", "detail", "level")
_NO_SHAPE: Final = "{}: not part of a floor plan"
_NAMES: Final = "{}: read for the names of units"


@dataclass(frozen=True, slots=True)
class _Venue:
    """What is looked up across the files of an archive."""

    language: str
    tenants: Mapping[str, str]  # unit id to the name of its occupant
    levels: Mapping[str, LevelFact]
    has_numbers: bool  # units carry their number as alternative name, whatever it looks like


def read_imdf(path: Path, name: str, columns: IndoorColumns | None, overrides: LayerRoles) -> Indoor:
    """Read a whole archive; values off the specification are kept as they stand, missing parts cost what they hold."""
    archive = open_archive(path, name)
    features: dict[str, tuple[Feature, ...]] = {}
    said: list[Notice] = []
    for kind in _SHAPED:
        layer = archive.layers.get(kind)
        if layer is not None and layer.features:
            spec = VectorFile(f"{kind}.geojson", id="id")
            features[kind], notices = finish_layer(layer, spec, f"{name}/{kind}.geojson")
            said += notices
    venue = _look_up(archive)
    drawn = [item for kind in _SHAPED for item in _to_items(kind, features.get(kind, ()), venue)]
    items = override_roles((*drawn, *_records(archive)), overrides)
    unread = sum(notice.count for notice in said if notice.code == "vector.unread")
    version = f"IMDF {archive.version}".strip()
    return Indoor(items, _levels_with_rooms(venue, items), unread, version, archive.sha256, tuple(said))


def _look_up(archive: Archive) -> _Venue:
    language = archive.language
    units = {raw.id: _cell(raw)("unit_id") for raw in _raw(archive, "anchor")}
    tenants: dict[str, str] = {}
    for raw in _raw(archive, "occupant"):
        unit = units.get(_cell(raw)("anchor_id"), "")
        tenants.setdefault(unit, say(_cell(raw)("name"), language))
    buildings = {raw.id: say(_cell(raw)("name"), language) for raw in _raw(archive, "building")}
    levels = {raw.id: _to_level(raw, language, buildings) for raw in _raw(archive, "level")}
    return _Venue(language, tenants, levels, archive.is_ours)


def _raw(archive: Archive, kind: str) -> Iterable[RawFeature]:
    layer = archive.layers.get(kind)
    return layer.features if layer else ()


def _cell(raw: RawFeature) -> Cell:
    return attribute_reader(raw.attributes)


def say(text: str, language: str) -> str:
    """Return a label in the venue's language, else in English, else in the first language that it has."""
    if not text.startswith("{"):
        return text
    try:
        spoken = json.loads(text)
    except (ValueError, RecursionError):
        return text
    texts = {key: drop_blanks(value.strip()) for key, value in sorted(spoken.items()) if isinstance(value, str)}
    wanted = next((key for key in (language, "en", *texts) if texts.get(key)), "")
    return texts.get(wanted, "")


def _list(text: str) -> list[str]:
    """Return a list of ids that stands in an attribute as JSON."""
    try:
        values = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _to_level(raw: RawFeature, language: str, buildings: Mapping[str, str]) -> LevelFact:
    cell = _cell(raw)
    ordinal, name = cell("ordinal"), say(cell("name"), language)
    spoken = {ordinal, name, *_every_language(cell("short_name")), *_every_language(cell("name"))}
    try:
        rank = float(ordinal)
    except ValueError:
        rank = None
    building = ", ".join(filter(None, (buildings.get(one) or one for one in _list(cell("building_ids")))))
    aliases = frozenset(text.casefold() for text in spoken if text)
    return LevelFact(raw.id, name or say(cell("short_name"), language), rank, 0, aliases, building)


def _every_language(text: str) -> list[str]:
    try:
        spoken = json.loads(text)
    except (ValueError, RecursionError):
        return [text]
    return [str(value).strip() for value in spoken.values()] if isinstance(spoken, dict) else [text]


def _levels_with_rooms(venue: _Venue, items: Iterable[Item]) -> tuple[LevelFact, ...]:
    """Return the levels that units lie on, building by building from the lowest up."""
    rooms = Counter(item.levels for item in items if item.role is Role.ROOM and item.levels)
    facts = []
    for key, count in rooms.items():
        known = venue.levels.get(key, LevelFact(key, "", None, 0))
        facts.append(LevelFact(key, known.name, known.rank, count, known.aliases, known.building))
    return tuple(sorted(facts, key=lambda f: (f.building, f.rank is None, f.rank or 0.0, f.name, f.key)))


def _to_items(kind: str, features: Iterable[Feature], venue: _Venue) -> Iterator[Item]:
    make = {"unit": _unit, "opening": _opening, "detail": _detail, "level": _level}[kind]
    return (make(feature, attribute_reader(feature.attributes), venue) for feature in features)


def _handle(feature: Feature) -> str:
    return feature.id or feature.ref.place


def _unit(feature: Feature, cell: Cell, venue: _Venue) -> Item:
    category = cell("category")
    told = typed_kind("category", category, 2)
    role, reason = (told.role, "unit category") if told.role is not Role.ROOM else (Role.ROOM, "unit")
    number, name = _name_unit(feature, cell, venue)
    return Item(
        _handle(feature), feature.geometry.geom_type, f"unit/{category or 'unspecified'}", role, reason,
        feature.geometry, cell("level_id"), number, name, use_words(category),
    )  # fmt: skip


def _name_unit(feature: Feature, cell: Cell, venue: _Venue) -> tuple[str, str]:
    """Return number and name: a short name that is a code is the number, whatever else the unit is called."""
    name = say(cell("name"), venue.language) or venue.tenants.get(feature.id, "")
    short = say(cell("alt_name"), venue.language)
    if venue.has_numbers:
        return short, name
    if is_code(short):
        return short, "" if name == short else name
    return identify("", name or short)


def _opening(feature: Feature, cell: Cell, venue: _Venue) -> Item:
    number = say(cell("name"), venue.language)
    return Item(
        _handle(feature), feature.geometry.geom_type, "opening", Role.DOOR, "opening", feature.geometry,
        cell("level_id"), number=number,
    )  # fmt: skip


def _detail(feature: Feature, cell: Cell, venue: _Venue) -> Item:
    """Keep the lines of stairs; other details are drawn for looks."""
    category = cell("category")
    stairs = bool({"stairs", "steps", "escalator"} & set(split_kind(category))) and bool(cell("level_id"))
    role = Role.STAIR if stairs else Role.ANNOTATION
    layer = f"detail/{category}" if category else "detail"
    return Item(
        _handle(feature), feature.geometry.geom_type, layer if stairs else "detail", role, "detail",
        feature.geometry, cell("level_id"),
    )  # fmt: skip


def _level(feature: Feature, cell: Cell, venue: _Venue) -> Item:
    return Item(
        _handle(feature), feature.geometry.geom_type, "level", Role.OUTLINE, "level", feature.geometry, feature.id
    )


def _records(archive: Archive) -> Iterator[Item]:
    """Yield what is no part of a floor plan, so that it is counted: venues, addresses, relationships ..."""
    rules = defaultdict(lambda: _NO_SHAPE, anchor=_NAMES, occupant=_NAMES, building=_NAMES)
    for kind in sorted(set(archive.layers) - set(_SHAPED)):
        for raw in archive.layers[kind].features:
            shape = "none" if raw.geometry is None else raw.geometry.geom_type
            yield Item(raw.id or raw.place, shape, kind, Role.ANNOTATION, kind, left_out=rules[kind].format(kind))
