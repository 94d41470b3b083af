"""Lines about paper and screens: what the layout of the sheets, and of the map, has to show."""

from __future__ import annotations

from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.requirement import Proof
from campusmap.rules.lines.line import Ask, Case, Line, Verdict, failed, held_by_rules, not_assessed, passed
from campusmap.rules.lines.sheets import NOT_LAID_OUT, judge_foot, judge_furniture, sheets_proof
from campusmap.rules.listing import count_of, list_first

PICTURES_MB: Final = 20.0  # of aerial pictures in the map: beyond, telephones take long to open it (tool default)


def printable(case: Case, ask: Ask) -> Verdict:
    """Answer whether the packet prints: type large enough, symbols apart in black and white."""
    facts = case.evidence.sheets
    if not facts:
        return not_assessed(NOT_LAID_OUT)
    least = min(fact.smallest_pt for fact in facts)
    said = f"{count_of(len(facts), 'sheet')} of {case.evidence.project.packet.paper} paper, no type under {least:g} pt"
    good = passed(f"{said}, and letters and frames tell all symbols apart without colour", sheets_proof(facts))
    return held_by_rules(case, good, "SHT001", "SHT008")


def mobile(case: Case, ask: Ask) -> Verdict:
    """Answer whether the map can be used on a telephone: its page is made for one, and pictures may be too many.

    That the page fits 360 px, with targets of 44 px, is a test of the program; this kit's own page is opened nowhere.
    """
    if "map" not in case.evidence.exporters:
        return not_assessed("map.html, which is not written")
    pictures = case.evidence.campus.imagery
    megabytes = sum(len(picture.jpeg) for picture in pictures) * 4 / 3e6  # as text in the page, base 64
    proof = Proof(f"{megabytes:.1f} MB of aerial pictures", page="map.html", count=len(pictures))
    if megabytes > PICTURES_MB:
        return failed(f"The map holds {megabytes:.0f} MB of aerial pictures; over {PICTURES_MB:g} open slowly", proof)
    made = "Its page is made for screens from 360 px, with touch targets of 44 px"
    return passed(f"{made}; of its size only the pictures are counted, and no telephone was tried", proof)


def north_arrow(case: Case, ask: Ask) -> Verdict:
    """Answer whether each map sheet has a north arrow."""
    return judge_furniture(case, "north arrow")


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
    known = held_by_rules(case, passed("School, state number and address"), "REQ024")
    return judge_foot(case, known, "school", "address")


def legend(case: Case, ask: Ask) -> Verdict:
    """Answer whether the legend explains every symbol that is used, on white pages of one floor each."""
    facts = case.evidence.sheets
    if not facts:
        return not_assessed(NOT_LAID_OUT)
    unexplained = sorted({title for fact in facts for title in fact.unexplained})
    shaded = sorted({title for fact in facts for title in fact.shaded})
    if unexplained:
        return failed(f"No legend explains: {list_first(unexplained)}", sheets_proof(facts))
    if shaded:
        return failed(f"Printed darker than a tenth of black: {list_first(shaded)}", sheets_proof(facts))
    floors = {floor.id for floor in case.evidence.floors}
    plans = [fact for fact in facts if fact.subject in floors and fact.scale]
    said = f"{count_of(len(plans), 'plan')} of one floor each, light fills, and a legend for all that is drawn"
    return passed(said, sheets_proof(plans))


LINES: Final = (
    Line("R05", "Printable", Severity.ERROR, "Mend what the rules about sheets find.", printable),
    Line("R06", "Usable on telephones", Severity.WARNING,
         "Take pictures of fewer pixels for [[imagery]]; open map.html on a telephone and try it.", mobile),
    Line("R08", "North arrow on each sheet", Severity.ERROR, "Place every floor, so that its north is known.",
         north_arrow),
    Line("R13", "Every floor of every building", Severity.ERROR,
         "Name a drawing for every floor in campus.toml, basements and mezzanines too.", every_floor),
    Line("R38", "School, state number and address on each page", Severity.WARNING,
         "Set `state_id` and `address` under [campus], short enough for one line.", page_header),
    Line("R39", "Legend; one floor a page; no shading", Severity.WARNING,
         "Print the packet with its legend sheet, and with `mono = true` under [packet].", legend),
)  # fmt: skip
