"""The exporters of a kit by name: one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from campusmap.carto.packet import Packet
from campusmap.export.csvs import write_csvs
from campusmap.export.geojson import write_geojson
from campusmap.export.gpkg import write_gpkg
from campusmap.export.manifest import write_manifest
from campusmap.export.markup_dxf import write_markup
from campusmap.export.signs import write_signs
from campusmap.export.survey_list import write_survey_list
from campusmap.model.kit import Kit

__all__ = ["EXPORTERS", "Exporter", "before_rules", "by_cost", "write_manifest", "write_together"]

Exporter = Callable[[Kit, Packet, Path], list[Path]]


def _write_map(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.render.web.page import write_map

    return write_map(kit, folder)


def _write_packet(kit: Kit, packet: Packet, folder: Path) -> list[Path]:
    from campusmap.render.pdf import write_packet

    return write_packet(packet, kit, folder)


def _write_findings(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.export.findings import write_findings

    return write_findings(kit, folder)


def _write_requirements(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.export.requirements import write_requirements

    return write_requirements(kit, folder)


def _write_kmz(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.export.kmz import write_kmz

    return write_kmz(kit, folder)


def _write_tak(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.export.kmz import write_tak

    return write_tak(kit, folder)


def _write_ng911(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.export.ng911 import write_ng911

    return write_ng911(kit, folder)


def _write_imdf(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.export.imdf import write_imdf

    return write_imdf(kit, folder)


def _write_rooms_dxf(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.export.rooms_dxf import write_rooms_dxf

    return write_rooms_dxf(kit, folder)


def _write_osm(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.export.osm import write_osm

    return write_osm(kit, folder)


def _write_resgrid(kit: Kit, _packet: Packet, folder: Path) -> list[Path]:
    from campusmap.export.resgrid import write_resgrid

    return write_resgrid(kit, folder)


# Each writes only inside the folder it is given.
EXPORTERS: Final[dict[str, Exporter]] = {
    "map": _write_map,
    "packet": _write_packet,
    "findings": _write_findings,
    "requirements": _write_requirements,
    "csv": lambda kit, _packet, folder: write_csvs(kit, folder),
    "survey": lambda kit, _packet, folder: write_survey_list(kit, folder),
    "signs": lambda kit, _packet, folder: write_signs(kit, folder),
    "gpkg": lambda kit, _packet, folder: write_gpkg(kit, folder),
    "geojson": lambda kit, _packet, folder: write_geojson(kit, folder),
    "kmz": _write_kmz,
    "tak": _write_tak,
    "imdf": _write_imdf,
    "ng911": _write_ng911,
    "rooms_dxf": _write_rooms_dxf,
    "osm": _write_osm,
    "resgrid": _write_resgrid,
    "markup": lambda kit, _packet, folder: write_markup(kit, folder),
}

# Those that tell nothing of what the rules found, nor of the sheets: they can write as soon as all is analysed.
_BEFORE_RULES: Final = (
    "geojson", "gpkg", "csv", "survey", "signs", "kmz", "tak", "imdf", "ng911", "osm", "resgrid",
)  # fmt: skip

# Exporters that share what they make or import, so that one process had better do them all; the longest first, so that
# others can be done beside them; as measured. The packet stays with the process that began it, which has its pages set
# beside the others.
_TOGETHER: Final = (
    ("packet",), ("geojson", "gpkg", "csv", "survey", "signs"), ("map",), ("rooms_dxf", "markup"), ("kmz", "tak"),
    ("findings", "requirements"),
)  # fmt: skip


def by_cost(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Put exporters in the order in which to start them, those together that one process had better do."""
    wanted = list(names)
    groups = [tuple(name for name in group if name in wanted) for group in _TOGETHER]
    known = {name for group in _TOGETHER for name in group}
    return [*filter(None, groups), *((name,) for name in wanted if name not in known)]


def before_rules(names: Iterable[str]) -> tuple[str, ...]:
    """Return those of some exporters that need no findings and no sheets."""
    return tuple(name for name in names if name in _BEFORE_RULES)


def write_together(names: Iterable[str], kit: Kit, packet: Packet, folder: Path) -> None:
    """Let exporters write into a folder, one after another."""
    for name in names:
        EXPORTERS[name](kit, packet, folder)
