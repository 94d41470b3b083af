"""The way through: read, align, place, assemble, analyse, lay out, check, stamp, export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from campusmap.carto.packet import Packet, lay_out
from campusmap.errors import InputError
from campusmap.export.table import EXPORTERS, write_manifest
from campusmap.model.kit import Kit
from campusmap.pipeline.campus import assemble_campus, read_inputs
from campusmap.pipeline.edition import stamp_edition
from campusmap.pipeline.lock import hold_lock
from campusmap.pipeline.publish import staged
from campusmap.rules.evidence import Evidence
from campusmap.rules.run import review
from campusmap.safety.exits import find_reach
from campusmap.safety.hard_corners import assess
from campusmap.safety.sides import find_orientations

Step = Callable[[str], None]
AUDIENCE = "responder"


def build_kit(
    folder: Path,
    out: Path | None = None,
    *,
    only: tuple[str, ...] = (),
    issued: str,
    issuing: bool = False,
    step: Step = lambda _: None,
) -> tuple[Kit, Path]:
    """Build the kit of a campus folder; return it and the folder it was written to.

    ``only`` names exporters (default all); ``issued`` is an ISO date; ``issuing`` says that the ledger will hold this
    kit. Raises InputError, and writes nothing, for
    input that cannot be used.
    """
    exporters = _choose_exporters(only)
    kit, packet = judge_campus(folder, issued=issued, sheets=True, issuing=issuing, step=step)
    target = (out or Path("output") / kit.campus.id).resolve()
    with hold_lock(target), staged(target) as staging:
        for name in exporters:
            step(f"write {name}")
            EXPORTERS[name](kit, packet, staging)
        write_manifest(kit, staging)
    return kit, target


def judge_campus(
    folder: Path, *, issued: str, sheets: bool = True, issuing: bool = False, step: Step = lambda _: None
) -> tuple[Kit, Packet]:
    """Take a campus folder as far as a stamped kit, without writing anything."""
    step("read the project, footprints and tables")
    inputs = read_inputs(folder)
    step(f"read {len(inputs.drawings)} drawings")
    campus = assemble_campus(inputs)
    step("analyse")
    analysis = assess(campus, inputs.project.hard_corners, inputs.tables.survey, inputs.plan_digests, inputs.overrides)
    orientations = find_orientations(campus, inputs.project)
    analysis = replace(analysis, reach=find_reach(campus), orientations=orientations)
    step("lay out the packet")
    packet = lay_out(campus, inputs.project, analysis) if sheets else Packet()
    step("check")
    evidence = Evidence(
        campus, inputs.project, inputs.tables, analysis, packet.facts, issued,
        ledger_present=issuing or inputs.ledger is not None,
    )  # fmt: skip
    verdict = review(evidence)
    edition = stamp_edition(campus.sources, issued, AUDIENCE)
    return Kit(campus, inputs.project, analysis, verdict, edition, packet.facts), packet


def _choose_exporters(only: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [name for name in only if name not in EXPORTERS]
    if unknown:
        raise InputError("--only", f"no exporter is called {unknown[0]!r}", f"choose from {', '.join(EXPORTERS)}")
    return tuple(name for name in EXPORTERS if not only or name in only)
