"""Head, foot and stamp of a sheet: the places are fixed, so that what is stamped cannot move what is drawn."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from shapely import LineString, box

from campusmap.carto.cover import DEFAULT_HANDLING, EDITION_TOP, VERIFIED_TOP
from campusmap.carto.mark import QR_PT, PlaceMark, draw_mark
from campusmap.carto.paper import HEADER_RULE, MARGIN, Paper
from campusmap.carto.sheet import Ink, Sheet, Words
from campusmap.carto.typeface import break_lines, clean_text, fit_line, text_width
from campusmap.model.finding import Severity
from campusmap.model.kit import Kit
from campusmap.model.places import Campus
from campusmap.model.project import Project
from campusmap.safety.checks import word_checked

Item = Ink | Words

SCHOOL: Final = "school"
ADDRESS: Final = "address"
HANDLING: Final = "handling"
PROPOSAL: Final = "proposal"  # the audience of sheets that show what is to be
_BOX: Final = (124.0, 27.0)  # width and height of one stamp
_TOP: Final = 29.0
_GAP: Final = 6.0
_TITLE_PT: Final = (17.0, 15.0, 13.0, 11.5)  # a longer title is set smaller before it is cut short
_READERS: Final = {"responder": "responders", "staff": "staff", "public": "the public"}  # by audience
_SHEET_BOX: Final = 50.0
_OLD_DAYS: Final = 365  # a walk-through holds for a school year: NJSA 18A:41-7.1; elsewhere a tool default


def head_words(sheet: Sheet) -> list[Words]:
    """Return the sheet's title and subtitle, its first line in reading order; the cover has its own."""
    if sheet.id == "COVER":
        return []
    room = _stamps_left(sheet.paper) - _GAP - MARGIN
    title = clean_text(sheet.section)
    size = next((each for each in _TITLE_PT if text_width(title, each, bold=True) <= room), _TITLE_PT[-1])
    own = sheet.title.removeprefix(sheet.section)  # of "Room index 1 of 4" under "Room index", what is not said yet
    own = f"Part{own}" if own != sheet.title and own else own
    small = "  ·  ".join(word for word in (own, sheet.subtitle) if word)
    return [
        Words(fit_line(title, room, size, bold=True), MARGIN, 42.0, size, True, role="h1"),
        *([Words(fit_line(small, room, 9.5), MARGIN, 55.5, 9.5, role="h2")] if small else []),
    ]


def _stamps_left(paper: Paper) -> float:
    return paper.right - QR_PT - _SHEET_BOX - 2 * (_BOX[0] + _GAP)


def stamp_items(sheet: Sheet, sheet_number: int, sheets: int, kit: Kit, mark: PlaceMark | None = None) -> list[Item]:
    """Draw the rules, the stamps, the sheet number, the QR code and the foot of one sheet."""
    paper, left = sheet.paper, _stamps_left(sheet.paper)
    return [
        Ink(LineString([(MARGIN, HEADER_RULE), (paper.right, HEADER_RULE)]), "sheet.rule"),
        Ink(LineString([(MARGIN, paper.footer_rule), (paper.right, paper.footer_rule)]), "sheet.rule"),
        *_stamp(left, *verified_stamp(kit)),
        *_stamp(left + _BOX[0] + _GAP, *draft_stamp(kit)),
        *_sheet_number(paper, sheet_number, sheets),
        *(draw_mark(mark, paper) if mark else []),
        *_foot(paper, sheet_number, sheets, kit),
        *(cover_items(kit) if sheet.id == "COVER" else []),
    ]


def draft_stamp(kit: Kit) -> tuple[str, str, bool]:
    """Return the two lines of the issue stamp, and whether it is a warning."""
    if kit.edition.audience == PROPOSAL:
        return "PROPOSAL", "numbers that are not on the walls", True
    errors = _count(kit, Severity.ERROR)
    if errors:
        return "DRAFT", f"{errors} open {'error' if errors == 1 else 'errors'}: do not hand out", True
    audience = kit.edition.audience
    return f"ISSUED {kit.edition.issued}", f"for {_READERS.get(audience, audience)}", False


def verified_stamp(kit: Kit) -> tuple[str, str, bool]:
    """Return the two lines of the walk-through stamp, and whether it is a warning."""
    verified = kit.project.campus.verified
    if verified is None:
        return "NOT FIELD-VERIFIED", "no walk-through on record", True
    days = (date.fromisoformat(kit.edition.issued) - verified.when).days
    if days > _OLD_DAYS:
        return "EXPIRED", f"last walked {verified.when.isoformat()}", True
    # The cover names everybody; a stamp has room for the first of them.
    first = re.split(r"[,;]", verified.who)[0].strip()
    return (
        "FIELD-VERIFIED",
        f"{verified.when.isoformat()}{f', {first}' if first else ''}{' et al.' if ';' in verified.who else ''}",
        False,
    )


def _stamp(left: float, head: str, line: str, warns: bool) -> list[Item]:
    wide, high = _BOX
    middle = left + wide / 2
    ink = "sheet.reverse" if warns else "sheet.text"
    return [
        Ink(box(left, _TOP, left + wide, _TOP + high), "sheet.solid" if warns else "sheet.plate"),
        Words(fit_line(head, wide - 8, 10.0, bold=True), middle, _TOP + 12.0, 10.0, True, False, "middle", ink),
        Words(fit_line(line, wide - 8, 7.0), middle, _TOP + 21.5, 7.0, False, False, "middle", ink),
    ]


def cover_items(kit: Kit) -> list[Item]:
    """Draw the cover's own stamp: the edition, whether it was walked, what is open."""
    edition, verified = kit.edition, kit.project.campus.verified
    facts = (
        ("ISSUED", edition.issued),
        ("FOR", _READERS.get(edition.audience, edition.audience)),
        ("FINGERPRINT", edition.fingerprint),
    )
    items: list[Item] = []
    for n, (head, text) in enumerate(facts):
        x = MARGIN + n * 128.0
        items.append(Words(head, x, EDITION_TOP + 8.0, 6.5, True, style="sheet.muted"))
        items.append(Words(fit_line(text, 116.0, 15.0, bold=True), x, EDITION_TOP + 25.0, 15.0, True))
    counts = ", ".join(f"{_count(kit, s)} {s.value.lower()}{'' if _count(kit, s) == 1 else 's'}" for s in Severity)
    items.append(Words(f"Open findings: {counts}.", MARGIN, EDITION_TOP + 40.0, 8.0))
    checked = word_checked(kit.campus, kit.analysis.survey)
    if verified is None:
        line = "No walk-through with responders is on record. Trust nothing here unseen."
        line = f"No walk-through of the whole is on record; {checked}." if checked else line
        return items + _band("NOT FIELD-VERIFIED", line, True)
    scope = f"; scope: {verified.scope}" if verified.scope else ""
    head, _, warns = verified_stamp(kit)
    by, more = (f" by {verified.who}" if verified.who else ""), (f"; {checked}" if checked else "")
    said = f"{'Last walked ' if warns else ''}{verified.when.isoformat()}{by}{scope}{more}"
    return items + _band(head, said, warns)


def _count(kit: Kit, severity: Severity) -> int:
    return sum(1 for finding in kit.review.findings if finding.severity is severity and not finding.waived)


def _band(head: str, line: str, warns: bool) -> list[Item]:
    wide = 372.0
    lines = "\n".join(break_lines(line, wide - 20.0, 9.0, most=2))
    ink = "sheet.reverse" if warns else "sheet.text"
    return [
        Ink(box(MARGIN, VERIFIED_TOP, MARGIN + wide, VERIFIED_TOP + 54.0), "sheet.solid" if warns else "sheet.box"),
        Words(head, MARGIN + 10.0, VERIFIED_TOP + 20.0, 17.0, True, style=ink),
        Words(lines, MARGIN + 10.0, VERIFIED_TOP + 34.0, 9.0, style=ink, pitch_pt=10.8),
    ]


def _sheet_number(paper: Paper, number: int, sheets: int) -> list[Item]:
    right = paper.right - QR_PT - _GAP
    return [
        Words(str(number), right, 40.0, 20.0, True, False, "end"),
        Words(f"of {sheets}", right, 48.5, 6.5, False, False, "end", "sheet.muted"),
    ]


def _foot(paper: Paper, number: int, sheets: int, kit: Kit) -> list[Item]:
    edition = kit.edition
    right = f"Edition {edition.issued}  ·  {edition.audience}  ·  {edition.fingerprint}  ·  sheet {number} of {sheets}"
    texts = _foot_texts(kit.campus, kit.project, paper, right)
    bold, address, handling = (short for _, short in texts.values())
    start, y = MARGIN + text_width(bold, 7.0, bold=True) + 8.0, paper.footer_rule
    return [
        Words(bold, MARGIN, y + 9.0, 7.0, True),
        Words(address, start, y + 9.0, 7.0),
        Words(right, paper.right, y + 9.0, 7.0, anchor="end"),
        Words(handling, MARGIN, y + 17.5, 6.5, style="sheet.muted"),
    ]


def _foot_texts(campus: Campus, project: Project, paper: Paper, right: str) -> dict[str, tuple[str, str]]:
    """Return the texts of a foot by what they are, each as it is and as it fits beside the edition."""
    school = campus.name + (f"  (ID {campus.state_id})" if campus.state_id else "")
    handling = project.campus.handling or DEFAULT_HANDLING
    room = paper.right - MARGIN - text_width(right, 7.0) - 14.0
    bold = fit_line(school, room * 0.6, 7.0, bold=True)
    rest = room - text_width(bold, 7.0, bold=True) - 8.0
    return {
        SCHOOL: (school, bold),
        ADDRESS: (campus.address, fit_line(campus.address, rest, 7.0)),
        HANDLING: (handling, fit_line(handling, paper.right - MARGIN, 6.5)),
    }


def cut_foot(campus: Campus, project: Project, paper: Paper, audience: str) -> tuple[str, ...]:
    """Return what of the foot that every sheet gets is too long for its place, however many sheets there are."""
    right = f"Edition 0000-00-00  ·  {audience}  ·  00000000  ·  sheet 000 of 000"
    texts = _foot_texts(campus, project, paper, right)
    return tuple(what for what, (text, short) in texts.items() if short != clean_text(text))
