"""From a campus folder to proposed numbers: the tables, maps, sign list and drawings that go with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from campusmap.carto.proposal import proposal_sheets
from campusmap.carto.stamp import PROPOSAL
from campusmap.change.earlier import numbers_borne
from campusmap.export.manifest import write_manifest
from campusmap.export.numbers_dxf import write_number_drawings
from campusmap.export.proposal_table import proposal_csv, proposal_json, proposal_text
from campusmap.export.signs import list_signs, signs_csv
from campusmap.model.analysis import Analysis
from campusmap.model.finding import Review
from campusmap.model.kit import Kit
from campusmap.model.places import Campus
from campusmap.model.proposal import Proposal
from campusmap.numbering.propose import plan_changes, propose_numbers
from campusmap.pipeline.campus import assemble_campus
from campusmap.pipeline.edition import stamp_edition
from campusmap.pipeline.inputs import Inputs, read_inputs
from campusmap.pipeline.lock import hold_lock
from campusmap.pipeline.publish import staged
from campusmap.render.pdf import render_packet

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A campus folder with the numbers proposed for it."""

    inputs: Inputs
    campus: Campus
    proposal: Proposal


def number_campus(folder: Path, step: Step = lambda _: None) -> Numbered:
    """Read a campus folder and propose its numbers; nothing is written. Raises InputError for unusable input."""
    step("read the project, footprints and tables")
    inputs = read_inputs(folder)
    step(f"read {len(inputs.drawings)} drawings")
    campus = assemble_campus(inputs)
    step("propose numbers")
    once_used = dict(inputs.ledger.numbers) if inputs.ledger else {}
    once_used[""] = tuple(number for numbers in numbers_borne(inputs.ledger).values() for number in numbers)
    return Numbered(inputs, campus, propose_numbers(campus, inputs.project, once_used))


def write_proposal(numbered: Numbered, target: Path, issued: str, step: Step = lambda _: None) -> list[str]:
    """Write the table, the maps, the sign list and a drawing a plan into a folder; return the names of the files.

    The folder is replaced as a whole, as a kit's is.
    """
    kit = _proposal_kit(numbered, issued)
    proposal = numbered.proposal
    planned = plan_changes(numbered.campus, proposal.changes)
    with hold_lock(target), staged(target) as staging:
        step("write the tables")
        (staging / "numbers.txt").write_text(proposal_text(proposal), "utf-8", newline="\n")
        (staging / "numbers.csv").write_bytes(proposal_csv(proposal).encode("utf-8-sig", "replace"))
        (staging / "numbers.json").write_text(proposal_json(proposal), "utf-8", newline="\n")
        signs = signs_csv(list_signs(planned, only_planned=True))
        (staging / "signs.csv").write_bytes(signs.encode("utf-8-sig", "replace"))
        step("draw the floors")
        sheets = proposal_sheets(numbered.campus, proposal)
        if sheets.sheets:
            (staging / "numbers.pdf").write_bytes(render_packet(sheets, kit, title="proposed numbers"))
        write_number_drawings(numbered.campus, proposal, staging)
        write_manifest(kit, staging)
        return sorted(path.relative_to(staging).as_posix() for path in staging.rglob("*") if path.is_file())


def _proposal_kit(numbered: Numbered, issued: str) -> Kit:
    """Return what the sheets are stamped with: an edition for nobody but those who decide."""
    edition = stamp_edition(numbered.campus.sources, issued, PROPOSAL)
    return Kit(numbered.campus, numbered.inputs.project, Analysis(), Review(), edition)
