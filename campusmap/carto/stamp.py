"""Head, foot and stamp of a sheet: the places are fixed, so that what is stamped cannot move what is drawn."""

from __future__ import annotations

import re
from typing import Final

from shapely import LineString, box

from campusmap.carto.cover import DEFAULT_HANDLING, EDITION_TOP, VERIFIED_TOP
from campusmap.carto.paper import FOOTER_RULE, HEADER_RULE, LEFT, RIGHT
from campusmap.carto.sheet import Ink, Sheet, Words
from campusmap.carto.typeface import break_lines, fit_line, text_width
from campusmap.model.finding import Severity
from campusmap.model.kit import Kit

Item = Ink | Words

PROPOSAL: Final = "proposal"  # the audience of sheets that show what is to be
_BOX: Final = (124.0, 27.0)  # width and height of one stamp
_TOP: Final = 29.0
_SHEET_BOX: Final = 46.0


def head_words(sheet: Sheet) -> list[Words]:
    """Return the sheet's title and subtitle, its first line in reading order; the cover has its own."""
    if sheet.id == "COVER":
        return []
    room = RIGHT - LEFT - 2 * _BOX[0] - _SHEET_BOX - 26.0
    large = fit_line(sheet.section, room, 17.0, bold=True)
    small = "  ·  ".join(word for word in (sheet.title if sheet.title != sheet.section else "", sheet.subtitle) if word)
    return [
        Words(large, LEFT, 42.0, 17.0, True, role="h1"),
        *([Words(fit_line(small, room, 9.5), LEFT, 55.5, 9.5, role="h2")] if small else []),
    ]


def stamp_items(sheet: Sheet, sheet_number: int, sheets: int, kit: Kit) -> list[Item]:
    """Draw the rules, the stamps, the sheet number and the foot of one sheet."""
    right = RIGHT - _SHEET_BOX - 8.0
    return [
        Ink(LineString([(LEFT, HEADER_RULE), (RIGHT, HEADER_RULE)]), "sheet.rule"),
        Ink(LineString([(LEFT, FOOTER_RULE), (RIGHT, FOOTER_RULE)]), "sheet.rule"),
        *_stamp(right - _BOX[0], *draft_stamp(kit)),
        *_stamp(right - 2 * _BOX[0] - 6.0, *verified_stamp(kit)),
        *_sheet_number(sheet_number, sheets),
        *_foot(sheet_number, sheets, kit),
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
    return f"ISSUED {kit.edition.issued}", f"for {audience}s" if audience != "public" else "public", False


def verified_stamp(kit: Kit) -> tuple[str, str, bool]:
    """Return the two lines of the walk-through stamp, and whether it is a warning."""
    verified = kit.project.campus.verified
    if verified is None:
        return "NOT FIELD-VERIFIED", "no walk-through on record", True
    # The cover names everybody; a stamp has room for the first of them.
    first = re.split(r"[,;]", verified.who)[0].strip()
    return (
        "FIELD-VERIFIED",
        f"{verified.when.isoformat()} by {first}{' and others' if ';' in verified.who else ''}",
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
    facts = (("ISSUED", edition.issued), ("FOR", edition.audience), ("FINGERPRINT", edition.fingerprint))
    items: list[Item] = []
    for n, (head, text) in enumerate(facts):
        x = LEFT + n * 128.0
        items.append(Words(head, x, EDITION_TOP + 8.0, 6.5, True, style="sheet.muted"))
        items.append(Words(fit_line(text, 116.0, 15.0, bold=True), x, EDITION_TOP + 25.0, 15.0, True))
    counts = ", ".join(f"{_count(kit, s)} {s.value.lower()}{'' if _count(kit, s) == 1 else 's'}" for s in Severity)
    items.append(Words(f"Open findings: {counts}.", LEFT, EDITION_TOP + 40.0, 8.0))
    if verified is None:
        line = "No walk-through with responders is on record. Trust nothing here unseen."
        return items + _band("NOT FIELD-VERIFIED", line, True)
    scope = f"; scope: {verified.scope}" if verified.scope else ""
    return items + _band("FIELD-VERIFIED", f"{verified.when.isoformat()} by {verified.who}{scope}", False)


def _count(kit: Kit, severity: Severity) -> int:
    return sum(1 for finding in kit.review.findings if finding.severity is severity and not finding.waived)


def _band(head: str, line: str, warns: bool) -> list[Item]:
    wide = 372.0
    lines = "\n".join(break_lines(line, wide - 20.0, 9.0, most=2))
    ink = "sheet.reverse" if warns else "sheet.text"
    return [
        Ink(box(LEFT, VERIFIED_TOP, LEFT + wide, VERIFIED_TOP + 54.0), "sheet.solid" if warns else "sheet.box"),
        Words(head, LEFT + 10.0, VERIFIED_TOP + 20.0, 17.0, True, style=ink),
        Words(lines, LEFT + 10.0, VERIFIED_TOP + 34.0, 9.0, style=ink, pitch_pt=10.8),
    ]


def _sheet_number(number: int, sheets: int) -> list[Item]:
    return [
        Words(str(number), RIGHT, 46.0, 22.0, True, False, "end"),
        Words(f"sheet of {sheets}", RIGHT, 55.5, 6.5, False, False, "end", "sheet.muted"),
    ]


def _foot(number: int, sheets: int, kit: Kit) -> list[Item]:
    campus, edition = kit.campus, kit.edition
    school = campus.name + (f"  (ID {campus.state_id})" if campus.state_id else "")
    right = f"Edition {edition.issued}  ·  {edition.audience}  ·  {edition.fingerprint}  ·  sheet {number} of {sheets}"
    room = RIGHT - LEFT - text_width(right, 7.0) - 14.0
    bold = fit_line(school, room * 0.6, 7.0, bold=True)
    start = LEFT + text_width(bold, 7.0, bold=True) + 8.0
    handling = kit.project.campus.handling or DEFAULT_HANDLING
    return [
        Words(bold, LEFT, FOOTER_RULE + 9.0, 7.0, True),
        Words(fit_line(campus.address, LEFT + room - start, 7.0), start, FOOTER_RULE + 9.0, 7.0),
        Words(right, RIGHT, FOOTER_RULE + 9.0, 7.0, anchor="end"),
        Words(fit_line(handling, RIGHT - LEFT, 6.5), LEFT, FOOTER_RULE + 17.5, 6.5, style="sheet.muted"),
    ]
