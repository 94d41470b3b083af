"""Lines about paper and screens: what the layout of the sheets, and of the map, has to show."""

from __future__ import annotations

from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.requirement import Proof
from campusmap.rules.lines.line import Ask, Case, Line, Verdict, failed, held_by_rules, not_assessed, passed
from campusmap.rules.listing import list_first

SMALLEST_PT: Final = 6.0  # tool default


def printable(case: Case, ask: Ask) -> Verdict:
    """Answer whether the packet prints: type large enough, symbols apart in black and white."""
    small = [fact.sheet for fact in case.evidence.sheets if fact.smallest_pt < SMALLEST_PT]
    if small:
        return failed(f"Type under {SMALLEST_PT:g} pt on {list_first(small)}", Proof("sheets", count=len(small)))
    return symbols_apart(case)


def symbols_apart(case: Case) -> Verdict:
    """Answer whether every symbol can be told from the others on a black-and-white copy."""
    return not_assessed("whether every symbol can be told from the others on a black-and-white copy")


def mobile(case: Case, ask: Ask) -> Verdict:
    """Answer whether the map can be used on a telephone."""
    return not_assessed("the map's layout and touch targets at the width of a telephone")


def north_arrow(case: Case, ask: Ask) -> Verdict:
    """Answer whether each map sheet has a north arrow."""
    return not_assessed("whether every map sheet has its north arrow")


def every_floor(case: Case, ask: Ask) -> Verdict:
    """Answer whether every floor of every building has its sheet."""
    sheets = {fact.subject for fact in case.evidence.sheets}
    if not sheets:
        return not_assessed("the sheets were not laid out")
    bare = [floor.id for floor in case.evidence.floors if floor.id not in sheets]
    undrawn = [floor.id for floor in case.evidence.floors if not floor.plan_file]
    if bare or undrawn:
        return failed(f"Without a plan or a sheet: {list_first(sorted({*bare, *undrawn}))}")
    proof = Proof("floors, each with its sheet", page="packet.pdf", count=len(case.evidence.floors))
    return passed("Every floor of every building has its sheet", proof)


def page_header(case: Case, ask: Ask) -> Verdict:
    """Answer whether each page names the school, its state number and its address."""
    known = held_by_rules(case, passed("known"), "REQ024")
    return known if known.answer == "fail" else not_assessed("whether every page's header shows all three")


def legend(case: Case, ask: Ask) -> Verdict:
    """Answer whether the legend explains every symbol that is used, on white pages of one floor each."""
    return not_assessed("whether the legend has every symbol that the sheets use, and how much of a page is shaded")


LINES: Final = (
    Line("R05", "Printable", Severity.ERROR, "Mend what the rules about sheets find.", printable),
    Line("R06", "Usable on telephones", Severity.WARNING, "Open map.html on a telephone and try it.", mobile),
    Line("R08", "North arrow on each sheet", Severity.ERROR, "Look through the printed packet.", north_arrow),
    Line("R13", "Every floor of every building", Severity.ERROR,
         "Name a drawing for every floor in campus.toml, basements and mezzanines too.", every_floor),
    Line("R38", "School, state number and address on each page", Severity.WARNING,
         "Set `state_id` and `address` under [campus].", page_header),
    Line("R39", "Legend; one floor a page; no shading", Severity.WARNING,
         "Look through the printed packet.", legend),
)  # fmt: skip
