"""findings.html: one page that opens anywhere, prints, and needs neither script nor network."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import Final

from campusmap.model.finding import Finding, NotAssessed, Severity
from campusmap.model.kit import Kit
from campusmap.rules.registry import find_rule

_MEANING: Final = {
    Severity.ERROR: ("Errors", "do not hand out the kit"),
    Severity.WARNING: ("Warnings", "mend before the next issue"),
    Severity.NOTE: ("Notes", "worth knowing"),
}


def findings_html(kit: Kit) -> str:
    """Return the findings as one page, by severity and rule: what is wrong, where, and how to mend it."""
    style = files("campusmap.export").joinpath("findings.css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>Findings: {escape(kit.campus.name)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        *_body(kit),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _body(kit: Kit) -> Iterator[str]:
    open_ones = [finding for finding in kit.review.findings if not finding.waived]
    waived = [finding for finding in kit.review.findings if finding.waived]
    yield from _header(kit, open_ones, len(waived))
    yield "<main>"
    if not kit.review.findings:
        yield "<p class=what>Nothing was found.</p>"
    for severity in Severity:
        found = [finding for finding in open_ones if finding.severity is severity]
        heading, meaning = _MEANING[severity]
        yield from _section(kit, severity.value.lower(), heading, meaning, found)
    yield from _section(kit, "waived", "Waived", "somebody answers for these until the date given", waived)
    yield from _not_assessed(kit.review.not_assessed)
    yield "</main>"
    yield f"<footer>{escape(_edition(kit))}</footer>"


def _header(kit: Kit, open_ones: list[Finding], waived: int) -> Iterator[str]:
    yield f"<header><p class=kind>Findings</p><h1>{escape(kit.campus.name)}</h1>"
    yield f"<p class=edition>{escape(_edition(kit))}</p>"
    yield "<nav><ul>"
    for severity in Severity:
        count = sum(finding.severity is severity for finding in open_ones)
        yield _tile(severity.value.lower(), count, _MEANING[severity][0], _MEANING[severity][1])
    yield _tile("waived", waived, "Waived", "with a reason and a date")
    yield _tile("not-assessed", len(kit.review.not_assessed), "Not assessed", "facts are missing")
    yield "</ul></nav></header>"


def _tile(key: str, count: int, heading: str, meaning: str) -> str:
    words = f"<b>{count}</b><span>{heading}</span><small>{meaning}</small>"
    inner = f'<a href="#{key}">{words}</a>' if count else f"<span>{words}</span>"
    return f'<li class="tile {key if count else "nothing"}">{inner}</li>'


def _edition(kit: Kit) -> str:
    edition = kit.edition
    words = (f"Issue {edition.issued}", f"for {edition.audience}s", f"kit {edition.fingerprint}", edition.program)
    return " · ".join(word for word in words if word.strip())


def _section(kit: Kit, key: str, heading: str, meaning: str, findings: list[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield f'<details open id="{key}" class="severity {key}">'
    yield f"<summary><h2>{heading}</h2> <span>{len(findings)}, {meaning}</span></summary>"
    for group in _by_rule(findings):
        yield from _rule(kit, group)
    yield "</details>"


def _by_rule(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.id].append(finding)
    return [groups[rule_id] for rule_id in sorted(groups)]


def _rule(kit: Kit, findings: list[Finding]) -> Iterator[str]:
    first, rule = findings[0], find_rule(findings[0].id)
    yield "<section class=rule>"
    count = f" <span class=count>{len(findings)}</span>" if len(findings) > 1 else ""
    yield f"<h3><code>{escape(first.id)}</code> {escape(first.title)}{count}</h3>"
    yield "<dl>"
    if rule is not None and rule.why:
        yield f"<dt>Why</dt><dd>{escape(rule.why)}</dd>"
    yield f"<dt>Mend</dt><dd>{_marked(first.fix)}</dd>"
    if first.trap:
        yield f"<dt>Beware</dt><dd>{_marked(first.trap)}</dd>"
    if rule is not None:
        yield f"<dt>Rests on</dt><dd class=source>{escape(rule.source.name)}</dd>"
    yield "</dl><ol class=findings>"
    for finding in findings:
        yield from _finding(kit, finding)
    yield "</ol></section>"


def _marked(text: str) -> str:
    """Set what stands between backquotes as code."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts))


def _finding(kit: Kit, finding: Finding) -> Iterator[str]:
    yield f"<li><p class=what>{escape(finding.message)}</p>"
    place = [f"<span>{escape(word)}</span>" for word in _on_campus(kit, finding)]
    if place:
        yield f"<p class=where>{' '.join(place)}</p>"
    address = [f"<span><i>{name}</i> {escape(word)}</span>" for name, word in _in_file(finding)]
    if address:
        yield f"<p class=address>{' '.join(address)}</p>"
    if finding.waived:
        yield f"<p class=reason>Waived: {escape(finding.waived)}</p>"
    yield "</li>"


def _on_campus(kit: Kit, finding: Finding) -> Iterator[str]:
    building = next((b for b in kit.campus.buildings if b.id == finding.building), None)
    floor = next((f for f in building.floors if f.id == finding.floor), None) if building else None
    if building:
        yield building.name or building.id
    if floor:
        yield floor.name or floor.id
    if finding.number and finding.number != (building.number if building else ""):
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
    yield '<details open id="not-assessed" class="severity not-assessed">'
    yield f"<summary><h2>Not assessed</h2> <span>{len(skips)}, because facts are missing</span></summary>"
    yield "<ol class=findings>"
    for skip in skips:
        yield f"<li><p class=what><code>{escape(skip.id)}</code> {escape(skip.title)}</p>"
        yield f"<p class=where><span>{escape(skip.subject)}</span> <span>{escape(skip.why)}</span></p></li>"
    yield "</ol></details>"
