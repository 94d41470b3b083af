"""findings.html: one page that opens anywhere, prints, and needs neither script nor network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

from campusmap.carto.spots import Spot, spot_finder
from campusmap.export.report_page import edition_line, filter_bar, marked, page_header, report_page, tile
from campusmap.export.small_plans import Figure, define_figures, draw_figures, draw_overview, draw_window
from campusmap.model.finding import Finding, NotAssessed, Severity
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Campus, Floor
from campusmap.rules.registry import find_rule
from campusmap.units import count_of

_MEANING: Final = {
    Severity.ERROR: ("Errors", "do not hand out the kit"),
    Severity.WARNING: ("Warnings", "mend before the next issue"),
    Severity.NOTE: ("Notes", "worth knowing"),
}
_RANK: Final = {severity: rank for rank, severity in enumerate(Severity)}
SHORT: Final = 4  # findings of one rule that paper keeps on one page (tool default)
WHOLE: Final = "-"  # stands for the campus as a whole in the list of places


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its number in its place and, where there is one, its spot."""

    number: int
    finding: Finding
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where people go to mend: the campus as a whole, a building, or a floor, with what is to be mended there."""

    building: Building | None
    floor: Floor | None
    told: tuple[Told, ...]

    @property
    def key(self) -> str:
        """Return what the list of places calls it; no blank, so that a finding may name several."""
        return _token(self.floor.id if self.floor else self.building.id if self.building else WHOLE)

    @property
    def title(self) -> str:
        """Return the place in words."""
        if self.building is None:
            return "The campus as a whole"
        return (self.floor.name or self.floor.id) if self.floor else "The building as a whole"


def findings_html(kit: Kit) -> str:
    """Return the findings as one page, by building and floor: what is wrong, where, and how to mend it."""
    return report_page(f"Findings: {kit.campus.name}", _body(kit))


def _token(name: str) -> str:
    return "_".join(name.split()) or WHOLE


def _body(kit: Kit) -> Iterator[str]:
    open_ones = [finding for finding in kit.review.findings if not finding.waived]
    waived = [finding for finding in kit.review.findings if finding.waived]
    places, figures = list_places(kit.campus, kit.review.findings), draw_figures(kit.campus)
    used = {told.spot.floor for place in places for told in place.told if told.spot} | {
        place.floor.id for place in places if place.floor
    }
    yield from page_header("Findings", kit, _tiles(kit, open_ones, len(waived)))
    if kit.review.findings:
        yield from _filters(places, open_ones, waived)
    else:
        yield "<p class=what>Nothing was found.</p>"
    yield from define_figures(figure for key, figure in figures.items() if key in used)
    yield from _contents(places)
    yield "<main>"
    for _, group in groupby(places, key=lambda place: place.building.id if place.building else WHOLE):
        yield from _building(list(group), figures)
    yield from _not_assessed(kit.review.not_assessed)
    yield f"</main><footer>{escape(edition_line(kit))}</footer>"


def _building(places: list[Place], figures: dict[str, Figure]) -> Iterator[str]:
    building = places[0].building
    if building is not None:
        name = escape(building.name or building.id)
        yield f"<section class=building data-group><h2>{name} <span class=count data-tally></span></h2>"
    for place in places:
        yield from _place(place, figures)
    yield "</section>" if building is not None else ""


def _contents(places: list[Place]) -> Iterator[str]:
    """List the places with what is open in each, to go to and to share out."""
    yield '<nav class="places" aria-label="Places"><ul>'
    for place in places:
        building = f"{place.building.name or place.building.id}: " if place.building else ""
        counts = [(s, sum(t.finding.severity is s and not t.finding.waived for t in place.told)) for s in Severity]
        said = " ".join(f'<b class="{s.value.lower()}">{count_of(n, s.value.lower())}</b>' for s, n in counts if n)
        yield f'<li><a href="#at-{escape(place.key)}">{escape(building + place.title)}</a> {said}</li>'
    yield "</ul></nav>"


def list_places(campus: Campus, findings: Iterable[Finding]) -> list[Place]:
    """Sort findings by where people go: each building, then its floors from below; last the campus as a whole."""
    find = spot_finder(campus)
    grouped: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    known = {building.id: {floor.id for floor in building.floors} for building in campus.buildings}
    for finding in findings:
        building = finding.building if finding.building in known else ""
        floor = finding.floor if finding.floor in known.get(building, set()) else ""
        grouped[building, floor].append(finding)
    slots: list[tuple[Building | None, Floor | None]] = []
    for one in campus.buildings:
        slots += [(one, None), *((one, floor) for floor in sorted(one.floors, key=lambda floor: floor.ordinal))]
    places = []
    for building_of, floor_of in (*slots, (None, None)):
        found = grouped.get((building_of.id if building_of else "", floor_of.id if floor_of else ""), [])
        ordered = sorted(found, key=lambda f: (bool(f.waived), _RANK[f.severity], f.id))
        told = tuple(Told(n, finding, find(finding)) for n, finding in enumerate(ordered, 1))
        places += [Place(building_of, floor_of, told)] if told else []
    return places


def _tiles(kit: Kit, open_ones: list[Finding], waived: int) -> Iterator[str]:
    for severity in Severity:
        count = sum(finding.severity is severity for finding in open_ones)
        yield tile(severity.value.lower(), count, *_MEANING[severity])
    yield tile("waived", waived, "Waived", "with a reason and a date")
    yield tile("not-assessed", len(kit.review.not_assessed), "Not assessed", "facts are missing")


def _filters(places: list[Place], open_ones: list[Finding], waived: list[Finding]) -> Iterator[str]:
    counts = [(s, sum(finding.severity is s for finding in open_ones)) for s in Severity]
    choices = [(s.value.lower(), _MEANING[s][0], count) for s, count in counts if count]
    choices += [("waived", "Waived", len(waived))] if waived else []
    rows: list[tuple[str, str, int]] = []
    for place in places:
        if place.building is None:
            rows.append((place.key, place.title, 0))
            continue
        whole = (_token(place.building.id), place.building.name or place.building.id, 0)
        rows += [whole] if whole not in rows else []
        rows += [(place.key, place.title, 1)] if place.floor else []
    yield from filter_bar("severity", choices, ("Where", "Everywhere"), rows, "room, door, file, word")


def _place(place: Place, figures: dict[str, Figure]) -> Iterator[str]:
    level = "h2" if place.building is None else "h3"
    yield f'<section class="place" id="at-{escape(place.key)}" data-group><{level}>'
    yield f"{escape(place.title)} <span class=count data-tally>"
    yield f"{len(place.told)}</span></{level}>"
    figure = figures.get(place.floor.id) if place.floor else None
    numbered = [(told.number, told.spot) for told in place.told if told.spot is not None]
    if figure is not None and numbered:
        up = "North is up. " if figure.north_up else "Not placed, so north is not known. "
        yield f"<figure>{draw_overview(figure, numbered)}"
        yield f"<figcaption>{up}Numbers are those of the findings below.</figcaption></figure>"
    whole = [spot for _, spot in numbered if spot.whole]
    if whole and "" in figures:
        yield draw_window(figures[""], whole[0])  # once for all that is about the whole building
    for group in _by_rule(place.told):
        yield from _rule(place, group, figures)
    yield "</section>"


def _by_rule(told: Iterable[Told]) -> list[list[Told]]:
    groups: dict[tuple[bool, str], list[Told]] = defaultdict(list)
    for one in told:
        groups[bool(one.finding.waived), one.finding.id].append(one)
    return list(groups.values())


def _key(finding: Finding) -> str:
    return "waived" if finding.waived else finding.severity.value.lower()


def _rule(place: Place, group: list[Told], figures: dict[str, Figure]) -> Iterator[str]:
    first, rule = group[0].finding, find_rule(group[0].finding.id)
    words = escape(f"{first.id} {first.title} {first.fix}")
    short = " short" if len(group) <= SHORT else ""
    yield f'<section class="rule {_key(first)}{short}" data-group data-words="{words}">'
    yield f"<h4><b class=level>{'WAIVED' if first.waived else first.severity.value}</b> {escape(first.title)} "
    yield f"<code>{escape(first.id)}</code></h4><p class=fix>{marked(first.fix)}</p>"
    yield "<ol class=findings>"
    for told in group:
        yield from _finding(place, told, figures)
    yield "</ol><details class=more><summary>Why, and what not to do</summary><dl>"
    if rule is not None and rule.why:
        yield f"<dt>Why</dt><dd>{escape(rule.why)}</dd>"
    if first.trap:
        yield f"<dt>Beware</dt><dd>{marked(first.trap)}</dd>"
    if rule is not None:
        yield f"<dt>Rests on</dt><dd class=source>{escape(rule.source.name)}</dd>"
    yield "</dl></details></section>"


def _finding(place: Place, told: Told, figures: dict[str, Figure]) -> Iterator[str]:
    finding = told.finding
    where = f"{_token(place.building.id)} {place.key}" if place.building else place.key
    yield f'<li data-item data-severity="{_key(finding)}" data-place="{escape(where)}"><span class=number>{told.number}'
    yield f"</span><div class=told><p class=what>{escape(finding.message)}</p>"
    at = [f"<span>{escape(word)}</span>" for word in _on_campus(finding, place)]
    if at:
        yield f"<p class=where>{' '.join(at)}</p>"
    address = [f"<span><i>{name}</i> {escape(word)}</span>" for name, word in _in_file(finding)]
    if address:
        yield f"<p class=address>{' '.join(address)}</p>"
    if finding.waived:
        yield f"<p class=reason>Waived: {escape(finding.waived)}</p>"
    yield "</div>"
    if told.spot is not None and told.spot.floor in figures and not told.spot.whole:
        yield draw_window(figures[told.spot.floor], told.spot)
    yield "</li>"


def _on_campus(finding: Finding, place: Place) -> Iterator[str]:
    if finding.number and (place.building is None or finding.number != place.building.number):
        yield f"number {finding.number}"
    if finding.grid:
        yield f"grid {finding.grid}"


def _in_file(finding: Finding) -> Iterator[tuple[str, str]]:
    named = {"file": finding.file, "": finding.place, "layer": finding.layer, "handle": finding.handle}
    yield from ((name, word) for name, word in named.items() if word)
    if finding.x is not None and finding.y is not None:
        yield "at", f"{finding.x:.3f}, {finding.y:.3f}"


def _not_assessed(skips: tuple[NotAssessed, ...]) -> Iterator[str]:
    if not skips:
        return
    yield '<section class="place skipped" id="not-assessed"><h2>Not assessed '
    yield f"<span class=count>{len(skips)}</span></h2><p class=fix>Facts are missing to judge these.</p>"
    yield "<ol class=findings>"
    for skip in skips:
        yield f"<li><div class=told><p class=what>{escape(skip.title)} <code>{escape(skip.id)}</code></p>"
        yield f"<p class=where><span>{escape(skip.subject)}</span> <span>{escape(skip.why)}</span></p></div></li>"
    yield "</ol></section>"
