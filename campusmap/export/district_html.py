"""district.html: every campus in a row, for whoever looks after all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final
from urllib.parse import quote

from campusmap.export.report_page import filter_bar, report_page, tile
from campusmap.model.district import WITH_KIT, CampusRow, District, Outcome, PackCount
from campusmap.units import count_of

MARK: Final = '<meta name="generator" content="campusmap district">'
# A walk-through counts for a year: New Jersey asks for one each year (N.J.S.A. 18A:41-7.1).
_YEAR_DAYS: Final = 366
# Key for style and filters, heading, meaning; a campus is in the first that fits.
_STATES: Final = {
    "fail": ("No new kit", "refused or failed, with the reason"),
    "error": ("Draft", "built, with open ERRORs"),
    "warning": ("To mend", "no ERROR, but WARNINGs"),
    "pass": ("Clean", "neither ERROR nor WARNING"),
}
_HEADS: Final = ("Campus", "State", "ERROR", "WARNING", "NOTE", "Requirements", "Walked through", "Edition")
_PAGES: Final = {
    "map.html": "Map",
    "packet.pdf": "Packet",
    "findings.html": "Findings",
    "requirements.html": "Requirements",
}
_INTRO: Final = (
    "Ages are judged at the day of this summary. The counts of requirement packs help you check what a law asks; they "
    "certify nothing."
)


def age_days(day: str, issued: str) -> int | None:
    """Return how many days before the issue a day lies, None for no day."""
    return (date.fromisoformat(issued) - date.fromisoformat(day)).days if day else None


def district_html(district: District) -> str:
    """Return the summary as one page: sorted, filtered and printed without a network, a plain table without script."""
    return report_page("District summary", _body(district), also="district", head=MARK)


def _state(row: CampusRow) -> str:
    if row.outcome not in WITH_KIT:
        return "fail"
    return "error" if row.errors else "warning" if row.warnings else "pass"


def _body(district: District) -> Iterator[str]:
    campuses = district.campuses
    counts = {key: sum(_state(row) == key for row in campuses) for key in _STATES}
    total = f"{len(campuses)} {'campus' if len(campuses) == 1 else 'campuses'}"
    yield f"<header><p class=kind>District summary</p><h1>{total}</h1>"
    yield f"<p class=edition>{escape(_edition(district))}</p><p class=note-line>{escape(_INTRO)}</p>"
    yield '<ul class="tiles">'
    yield from (tile(key, counts[key], heading, meaning) for key, (heading, meaning) in _STATES.items())
    yield tile("person", _count_old(district), "Old or no walk-through", "more than a year ago, or never")
    yield "</ul></header>"
    packs = {pack.id: pack.name for row in campuses for pack in row.packs if pack.fails}
    choices = [(key, heading, counts[key]) for key, (heading, _) in _STATES.items() if counts[key]]
    places = [(pack, packs[pack], 0) for pack in sorted(packs)]
    yield "<main>"
    yield from filter_bar("state", choices, ("Fails a line of", "Any pack or none"), places, "school, address, word")
    yield "<table class=district><thead><tr>"
    yield from (f'<th scope=col><button type=button data-column="{n}">{head}</button></th>' for n, head in _heads())
    yield "</tr></thead><tbody>"
    for row in campuses:
        yield from _row(row, district.issued)
    yield "</tbody></table>"
    yield from _skipped(district)
    yield f"</main><footer>{escape(_edition(district))}</footer>"


def _heads() -> Iterator[tuple[int, str]]:
    yield from enumerate(_HEADS)


def _edition(district: District) -> str:
    return f"{district.issued} · for {district.audience}s · {district.program}"


def _count_old(district: District) -> int:
    ages = [age_days(row.verified_on, district.issued) for row in district.campuses]
    return sum(age is None or age > _YEAR_DAYS for age in ages)


def _row(row: CampusRow, issued: str) -> Iterator[str]:
    state = _state(row)
    packs = " ".join(pack.id for pack in row.packs if pack.fails)
    yield f'<tr class="{state}" data-item data-state="{state}" data-place="{escape(packs)}">'
    yield f'<th scope=row data-sort="{escape(row.name or row.label)}">{_name(row)}</th>'
    yield f'<td data-label="State" data-sort="{list(_STATES).index(state)}">{_say_state(row, state)}</td>'
    for label, count in (("ERROR", row.errors), ("WARNING", row.warnings), ("NOTE", row.notes)):
        shown = str(count) if row.kit else "–"
        yield f'<td data-label="{label}" data-sort="{count if row.kit else -1}">{shown}</td>'
    fails = sum(pack.fails for pack in row.packs) if row.packs else -1
    yield f'<td data-label="Requirements" data-sort="{fails}">{"".join(map(_pack, row.packs)) or "–"}</td>'
    age = age_days(row.verified_on, issued)
    yield f'<td data-label="Walked through" data-sort="{-1 if age is None else age}">{_say_age(row, age)}</td>'
    edition = f"{escape(row.issued)} <code>{escape(row.fingerprint)}</code>" if row.kit else "–"
    yield f'<td data-label="Edition" data-sort="{escape(row.issued)}">{edition}</td></tr>'


def _name(row: CampusRow) -> str:
    links = " ".join(
        f'<a href="{quote(row.kit)}/{page}">{words}</a>' for page, words in _PAGES.items() if page in row.pages
    )
    lines = (
        f"<bdi class=name>{escape(row.name or row.label)}</bdi>",
        f"<bdi class=quiet>{escape(row.address)}</bdi>" if row.address else "",
        f"<bdi class=quiet>{escape(row.label)}</bdi>" if row.name else "",
        f"<span class=links>{links}</span>" if links else "",
    )
    return "".join(filter(None, lines))


def _say_state(row: CampusRow, state: str) -> str:
    words = row.outcome.value if row.outcome not in WITH_KIT else _STATES[state][0]
    said = f"<bdi class=said>{escape(row.said)}</bdi>" if row.outcome not in WITH_KIT else ""
    if row.outcome is Outcome.KEPT:
        said = "<span class=quiet>unchanged, so kept</span>"
    stands = row.outcome not in WITH_KIT and row.kit
    earlier = f"<b class=said>The kit of {escape(row.issued)} still stands.</b>" if stands else ""
    return f"<b class=verdict>{escape(words[0].upper() + words[1:])}</b>{said}{earlier}"


def _pack(pack: PackCount) -> str:
    parts = ((pack.passes, "pass"), (pack.fails, "fail"), (pack.needs_a_person, "need a person"),
             (pack.not_assessed, "not assessed"))  # fmt: skip
    counts = ", ".join(f"{count} {words}" for count, words in parts if count)
    return f"<span class=pack-line><bdi>{escape(pack.name)}</bdi>: {counts}</span>"


def _say_age(row: CampusRow, age: int | None) -> str:
    """Say when the whole was walked through, and how much of it was looked at room by room."""
    if age is None:
        return f"never, or not stated{_say_checked(row)}" if row.kit else "–"
    when = f"{age} {'day' if age == 1 else 'days'} ago" if age >= 0 else "after this day"
    return f"{escape(row.verified_on)}<span class=quiet>{when}</span>{_say_checked(row)}"


def _say_checked(row: CampusRow) -> str:
    if not row.rooms_checked:
        return ""
    words = f"{row.rooms_checked} of {count_of(row.rooms, 'room')} checked", f"oldest {row.oldest_check}"
    return "".join(f"<span class=quiet>{escape(each)}</span>" for each in words)


def _skipped(district: District) -> Iterator[str]:
    skipped = [row for row in district.rows if row.outcome is Outcome.SKIPPED]
    if skipped:
        yield "<h2>Folders left out</h2><ul class=skipped>"
        yield from (f"<li><bdi>{escape(row.label)}</bdi>: {escape(row.said)}</li>" for row in skipped)
        yield "</ul>"
