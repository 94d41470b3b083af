"""The way through: read, align, place, assemble, analyse, lay out, check, stamp, export."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

from campusmap.audience.allow import EXPORTERS as FOR_AUDIENCE
from campusmap.audience.allow import Audience
from campusmap.audience.filter import filter_analysis, filter_campus, filter_project, filter_review
from campusmap.carto.packet import Packet, add_bulletin, add_reports, has_family, lay_out
from campusmap.carto.typeface import set_with
from campusmap.errors import InputError
from campusmap.export.table import EXPORTERS, write_manifest
from campusmap.kept import kept_by
from campusmap.model.finding import Review
from campusmap.model.kit import Kit
from campusmap.model.ledger import Ledger
from campusmap.model.places import Campus
from campusmap.pipeline.cache import current_cache
from campusmap.pipeline.cache_place import are_drawings_kept
from campusmap.pipeline.campus import assemble_campus
from campusmap.pipeline.edition import stamp_edition
from campusmap.pipeline.forks import share_work
from campusmap.pipeline.inputs import Inputs, read_inputs
from campusmap.pipeline.leaks import refuse_leaks
from campusmap.pipeline.looks import recall_analysis
from campusmap.pipeline.printing import AS_DECLARED, Printing, apply_printing, lock_packet
from campusmap.pipeline.shown import compare_with_last
from campusmap.pipeline.writing import Writing
from campusmap.rules.evidence import Evidence
from campusmap.rules.lines.judge import judge_requirements
from campusmap.rules.registry import load_rules
from campusmap.rules.run import review
from campusmap.safety.corrected import check_areas, check_entrances
from campusmap.safety.hard_corners import KnownFloors
from campusmap.safety.sides import find_orientations
from campusmap.safety.survey import read_survey, record_walk
from campusmap.safety.ways import KnownWays, add_ways
from campusmap.shared import shared_by
from campusmap.units import count_of

Step = Callable[[str], None]
Analysed = Callable[[Kit], None]


@dataclass(slots=True)
class Known:
    """What an earlier judgement found in each floor and building, for the next one to use where nothing changed."""

    floors: KnownFloors = field(default_factory=dict)
    ways: KnownWays = field(default_factory=KnownWays)


def build_kit(
    folder: Path,
    out: Path | None = None,
    *,
    only: tuple[str, ...] = (),
    audience: Audience = "responder",
    issued: str,
    issuing: bool = False,
    printing: Printing = AS_DECLARED,
    step: Step = lambda _: None,
) -> tuple[Kit, Path]:
    """Build the kit of a campus folder; return it and the folder it was written to.

    ``only`` names exporters (default all that the audience gets); ``issued`` is an ISO date; ``issuing`` says that the
    ledger will hold this kit, ``printing`` what differs from campus.toml about the packet. Raises InputError, and
    writes nothing, for input that cannot be used, and LeakError where a file would hold what the audience may not
    know.
    """
    exporters = _choose_exporters(only, audience)
    if not are_drawings_kept(folder):
        _import_ahead(exporters)
    with kept_by(current_cache().recall_made), shared_by(share_work), ExitStack() as stack:
        writing = Writing(stack, out, audience, exporters)
        begin = writing.begin if audience == "responder" else _do_nothing
        whole, packet = judge_campus(
            folder, issued=issued, exporters=exporters, issuing=issuing, printing=printing, step=step, analysed=begin
        )
        kit, packet = (whole, packet) if audience == "responder" else cut_kit(whole, audience)
        step(f"write {count_of(len(exporters), 'deliverable')}")
        staging, target = writing.write(kit, packet)
        write_manifest(kit, staging)
        if audience != "responder":
            step("look for what the audience may not know")
            refuse_leaks(whole, kit, staging)
        if printing.password:
            step("lock the packet")
            lock_packet(staging, printing.password)
            write_manifest(kit, staging)
    return kit, target


def _import_ahead(exporters: tuple[str, ...]) -> None:
    """Import what is needed when all is read, while the process that reads files does its own imports."""
    for name in (
        "PIL.ImageFont",
        *(("typst", "pikepdf", "pypdfium2") if "packet" in exporters else ()),
    ):
        import_module(name)


def _do_nothing(_: Kit) -> None:
    """Be told that a campus is analysed."""


def cut_kit(whole: Kit, audience: Audience) -> tuple[Kit, Packet]:
    """Return the kit of an audience and its packet, laid out anew from what the audience may know."""
    campus = filter_campus(whole.campus, audience)
    project = filter_project(whole.project, audience)
    analysis = filter_analysis(whole.analysis, campus, audience)
    with kept_by(current_cache().recall_made):
        packet = lay_out(campus, project, analysis, audience)
    edition = stamp_edition(whole.campus.sources, whole.edition.issued, audience)
    return Kit(campus, project, analysis, filter_review(whole.review, audience), edition, packet.facts), packet


def judge_campus(
    folder: Path,
    *,
    issued: str,
    sheets: bool = True,
    exporters: tuple[str, ...] = (),
    issuing: bool = False,
    printing: Printing = AS_DECLARED,
    step: Step = lambda _: None,
    analysed: Analysed = _do_nothing,
) -> tuple[Kit, Packet]:
    """Take a campus folder as far as a stamped kit, without writing anything; ``exporters`` are going to write it.

    ``analysed`` is told of the kit when all but the findings and sheets is in it.
    """
    step("read the project, footprints and tables")
    load_rules()  # while the process that reads files does its own imports
    inputs = read_inputs(folder)
    inputs = replace(inputs, project=apply_printing(inputs.project, printing))
    step(f"read {len(inputs.drawings)} drawings")
    campus = assemble_campus(inputs, issued=issued)
    return judge_read(
        inputs, campus, issued=issued, sheets=sheets, exporters=exporters, issuing=issuing, step=step, analysed=analysed
    )


def judge_read(  # noqa: PLR0913 - what a build, a check and the editor differ in
    inputs: Inputs,
    campus: Campus,
    *,
    issued: str,
    sheets: bool = True,
    exporters: tuple[str, ...] = (),
    issuing: bool = False,
    step: Step = lambda _: None,
    known: Known | None = None,
    analysed: Analysed = _do_nothing,
) -> tuple[Kit, Packet]:
    """Take a campus that was read as far as a stamped kit; ``known`` keeps what was found in floors and buildings."""
    share = share_work if known is None else None  # copies of this process could not tell what they found
    known = known or Known()
    set_with(inputs.typefaces)
    with kept_by(current_cache().recall_made), shared_by(share):
        step("analyse")
        analysis = recall_analysis(campus, inputs, known.floors)
        seen = read_survey(campus, inputs.tables.survey, inputs.plan_digests)
        against = (*check_areas(campus), *check_entrances(campus, seen.facts))
        orientations = find_orientations(campus, inputs.project)
        notices = (*analysis.notices, *seen.notices, *against)
        analysis = replace(analysis, survey=seen.facts, notices=notices, orientations=orientations)
        project = record_walk(inputs.project, campus, seen.facts)
        analysis = add_ways(analysis, campus, inputs.project.reach, known.ways)
        edition = stamp_edition(campus.sources, issued, "responder")
        analysed(Kit(campus, project, analysis, Review(), edition))
        step("lay out the packet")
        packet = lay_out(campus, project, analysis) if sheets else Packet()
    step("check")
    evidence = Evidence(
        campus, project, inputs.tables, analysis, packet.facts, issued, exporters=exporters,
        ledger_present=issuing or inputs.ledger is not None, ledger=inputs.ledger,
    )  # fmt: skip
    verdict = review(evidence)
    requirements = judge_requirements(evidence, verdict)
    kit = Kit(campus, project, analysis, verdict, edition, requirements=requirements)
    packet = add_reports(packet, kit)
    kit = replace(kit, sheets=packet.facts)
    packet = _add_bulletin(packet, kit, inputs.ledger)
    return replace(kit, sheets=packet.facts), packet


def _add_bulletin(packet: Packet, kit: Kit, ledger: Ledger | None) -> Packet:
    """Add what changed since the last edition in the ledger, if it remembers one and the sheet is wanted."""
    if not packet.sheets or not has_family(kit.project.packet, "changes"):
        return packet
    comparison = compare_with_last(kit, ledger)
    return add_bulletin(packet, kit, comparison) if comparison else packet


def _choose_exporters(only: tuple[str, ...], audience: Audience) -> tuple[str, ...]:
    offered = tuple(name for name in EXPORTERS if audience == "responder" or name in FOR_AUDIENCE[audience])
    unknown = [name for name in only if name not in offered]
    if unknown:
        whose = "" if unknown[0] not in EXPORTERS else f" for the {audience} kit"
        raise InputError("--only", f"no exporter{whose} is called {unknown[0]!r}", f"choose from {', '.join(offered)}")
    return tuple(name for name in offered if not only or name in only)
