"""Issuing a kit: build it, verify it, and enter it in the ledger."""

from __future__ import annotations

from pathlib import Path

from campusmap.errors import InputError
from campusmap.export.manifest import verify_kit
from campusmap.ingest.ledger import read_ledger
from campusmap.model.finding import Severity
from campusmap.model.kit import Kit
from campusmap.pipeline.build import Step, build_kit
from campusmap.pipeline.ledger import enter_edition, write_ledger
from campusmap.pipeline.workers import read_apart


def issue_kit(
    folder: Path, out: Path | None = None, *, issued: str, step: Step = lambda _: None
) -> tuple[Kit, Path, bool]:
    """Build and verify the kit of a campus folder; return it, where it is, and whether it was entered in the ledger.

    A kit with open ERRORs is written, stamped DRAFT, and not entered: nobody is to be handed it. Raises InputError for
    input that cannot be used, and for a kit that differs from its manifest.
    """
    ledger = read_apart(read_ledger, folder, name="ledger.json")
    kit, target = build_kit(folder, out, issued=issued, issuing=True, step=step)
    step("verify")
    faults = verify_kit(target)
    if faults:
        problem = f"{faults[0].file} {faults[0].fault}, so the kit was not entered in the ledger"
        raise InputError(str(target), problem, "build it again on a disk with room")
    if any(finding.severity is Severity.ERROR for finding in kit.review.findings):
        return kit, target, False
    step("enter the edition in the ledger")
    write_ledger(folder, enter_edition(kit, ledger))
    return kit, target, True
