"""What the sheets, as they were laid out, say about a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from campusmap.model.kit import SheetFact
from campusmap.model.requirement import Answer, Proof
from campusmap.rules.lines.line import Case, Verdict, failed, not_assessed, passed
from campusmap.rules.listing import count_of, list_first

NOT_LAID_OUT: Final = "the sheets were not laid out"
_EXTRAS: Final = "H-"  # plans turned along a building, extras on which the plans' grid would lie aslant


def sheets_proof(facts: Sequence[SheetFact]) -> Proof:
    """Return sheets as evidence."""
    return Proof("sheets", page="packet.pdf", count=len(facts))


def judge_furniture(case: Case, what: str) -> Verdict:
    """Answer whether every map sheet has its north arrow, or its grid."""
    facts = case.evidence.sheets
    maps = [fact for fact in facts if fact.scale and not fact.sheet.startswith(_EXTRAS)]
    bare = [fact.sheet for fact in maps if what in fact.lacks]
    if not facts:
        return not_assessed(NOT_LAID_OUT)
    if bare or not maps:
        return failed(f"No {what} on {list_first(bare) or 'any sheet: there is no map'}", sheets_proof(maps))
    return passed(f"{count_of(len(maps), 'map sheet')}, each with its {what}", sheets_proof(maps))


def judge_foot(case: Case, stated: Verdict, *parts: str) -> Verdict:
    """Answer whether the foot of every sheet holds some of its parts whole; ``stated`` whether they are known."""
    facts = case.evidence.sheets
    cut = sorted({part for fact in facts for part in fact.cut_foot if part in parts})
    if stated.answer is not Answer.PASS:
        return stated
    if not facts:
        return not_assessed(NOT_LAID_OUT)
    if cut:
        return failed(f"Too long for the foot of a page, so cut there: {' and '.join(cut)}", sheets_proof(facts))
    return passed(f"{stated.said} on each of {count_of(len(facts), 'sheet')}", sheets_proof(facts))
