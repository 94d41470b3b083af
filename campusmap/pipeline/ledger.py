"""Entering an issued kit in the ledger of its campus folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.change.earlier import known_before
from campusmap.georeference.grid import freeze_grid
from campusmap.ingest.ledger import NAME, VERSION
from campusmap.model.kit import Kit
from campusmap.model.ledger import FrozenGrid, Identity, Issued, Ledger
from campusmap.model.places import Building, Campus, Opening, Space
from campusmap.model.settings import GridSettings
from campusmap.pipeline.durable import write_whole
from campusmap.pipeline.output import unwritable
from campusmap.pipeline.shown import remember, show_edition


def enter_edition(kit: Kit, old: Ledger | None) -> Ledger:
    """Return the ledger with a kit's edition, identities and numbers added; a grid that is frozen stays frozen.

    The same edition issued again takes its own place. What is gone keeps its identity, with the last edition that had
    it; numbers once used stay used. What the edition and its packet show is remembered for the next change bulletin.
    """
    before = old or Ledger()
    edition = Issued(kit.edition.issued, kit.edition.audience, kit.edition.fingerprint, kit.edition.program)
    seen = {identity.id: identity for identity in (*before.identities, *_list_identities(kit))}
    return Ledger(
        before.grid or _freeze(kit.campus, kit.project.grid),  # cells added since follow from it, the same each time
        (*(each for each in before.editions if each != edition), edition),
        _merge(before.numbers, {b.id: set(_list_numbers(b)) for b in kit.campus.buildings}),
        tuple(seen[key] for key in sorted(seen)),
        f"EPSG:{kit.campus.epsg}" if kit.campus.epsg else "",
        remember(before, show_edition(kit)),
        known_before(old, kit.edition.issued) or before.before,
        _merge(before.buildings, {b.id: {b.number} for b in kit.campus.buildings}),
    )


def _freeze(campus: Campus, settings: GridSettings) -> FrozenGrid | None:
    if campus.grid is None or campus.north is None or campus.epsg is None:
        return None
    return freeze_grid(campus.grid, settings, campus.north, campus.epsg)


def _list_identities(kit: Kit) -> Iterator[Identity]:
    edition = kit.edition.issued
    for building in kit.campus.buildings:
        yield Identity(building.id, building.number, _write_shape(building.footprint), edition)
        for floor in building.floors:
            for space in floor.spaces:
                yield Identity(space.id, space.number, _write_shape(space.outline), edition)
            for opening in floor.openings:
                yield Identity(opening.id, opening.number, _write_shape(opening.line), edition)


def _write_shape(shape: BaseGeometry) -> str:
    text: str = shapely.to_wkt(shape, rounding_precision=2, trim=True)
    return text


def _list_numbers(building: Building) -> Iterator[str]:
    for floor in building.floors:
        things: tuple[Space | Opening, ...] = (*floor.spaces, *floor.openings)
        yield from (number for thing in things for number in (thing.number, thing.posted_number))


def _merge(before: Mapping[str, Iterable[str]], now: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Return the numbers of each building with those of today, without empty ones."""
    return {key: tuple(sorted({*before.get(key, ()), *now.get(key, ())} - {""})) for key in sorted({*before, *now})}


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write the ledger so that a reader sees the old one or the new one; raise InputError where it cannot be."""
    target = folder / NAME
    try:
        write_whole(target, _to_text(ledger).encode("utf-8"))
    except OSError as error:
        raise unwritable(target, error) from error


def _to_text(ledger: Ledger) -> str:
    data: dict[str, Any] = {"version": VERSION, **asdict(ledger)}
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
