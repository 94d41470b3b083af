"""What commands say: progress, counts, findings as text."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import click

from campusmap.model.finding import Finding, Review, Severity
from campusmap.model.kit import SheetFact
from campusmap.model.requirement import Answer, Requirements
from campusmap.pipeline.cache import Told
from campusmap.units import count_of

# Characters that would move a terminal's cursor, turn its text round or hide: control characters but line ends and
# tabs, marks of direction, lone surrogates.
_UNSHOWN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_RANK = {Severity.ERROR: 3, Severity.WARNING: 2, Severity.NOTE: 1}
Step = Callable[[str], None]


def to_plain(text: str) -> str:
    """Write what a terminal would obey instead of show in escapes; drawings and tables hold anything."""
    return _UNSHOWN.sub(lambda found: ascii(found.group())[1:-1], text)


def echo(text: str) -> None:
    """Print a line that holds people's texts."""
    click.echo(to_plain(text))


@contextmanager
def show_steps() -> Iterator[Step]:
    """Yield a function that shows the running step on a terminal, under those that are done with what each took.

    It stays quiet in a pipe.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    running: list[tuple[float, str]] = []

    def end() -> None:
        for began, words in running:
            click.echo(f"\r\x1b[K{time.monotonic() - began:7.1f} s  {words}", err=True)
        running.clear()

    def step(words: str) -> None:
        end()
        running.append((time.monotonic(), to_plain(words)))
        click.echo(f"{'':7}    {to_plain(words)} ...", err=True, nl=False)

    try:
        yield step
        end()
    finally:
        if running:  # something went wrong; what did is said on a line of its own
            click.echo("\r\x1b[K", err=True, nl=False)


def echo_reasons(steps: Iterable[Told]) -> None:
    """Print what was done anew and why, and how much was taken as it was kept."""
    told = list(steps)
    anew = Counter((each.step, each.subject, each.why) for each in told if each.why)
    for (step, subject, why), count in anew.items():
        echo(f"Anew: {f'{step} {subject}' if subject else count_of(count, step)}: {why}.")
    kept = Counter(each.step for each in told if not each.why)
    words = ", ".join(count_of(count, step, "analyses" if step == "analysis" else "") for step, count in kept.items())
    echo(f"As kept: {words or 'nothing'}.")


def open_findings(review: Review) -> list[Finding]:
    """Return the findings that no waiver covers."""
    return [finding for finding in review.findings if not finding.waived]


def reaches(review: Review, threshold: str) -> bool:
    """Tell whether an open finding is at or above "error", "warning" or "note"."""
    least = _RANK[Severity(threshold.upper())]
    return any(_RANK[finding.severity] >= least for finding in open_findings(review))


def echo_counts(review: Review) -> None:
    """Print how many findings there are of each severity."""
    counts = Counter(finding.severity for finding in open_findings(review))
    words = ", ".join(f"{counts[severity]} {severity.value}" for severity in Severity)
    waived = len(review.findings) - sum(counts.values())
    click.echo(f"Findings: {words}" + (f", {waived} waived" if waived else "") + _advice(counts))


def echo_requirements(requirements: Requirements) -> None:
    """Print a line for each pack: how many of its lines have which answer."""
    for pack in requirements.packs:
        counts = ", ".join(f"{pack.count(answer)} {answer.value}" for answer in Answer if pack.count(answer))
        click.echo(f"Requirements, {pack.name}: {counts}.")


def _advice(counts: Counter[Severity]) -> str:
    return ". Stamped DRAFT: mend the ERRORs before handing it out." if counts[Severity.ERROR] else "."


def finding_lines(finding: Finding) -> list[str]:
    """Write a finding as the short lines that facilities staff read."""
    where = [
        finding.file,
        f"layer {finding.layer}" if finding.layer else "",
        f"handle {finding.handle}" if finding.handle else "",
    ]
    if finding.x is not None and finding.y is not None:
        where.append(f"at {finding.x:.2f}, {finding.y:.2f}")
    where += [
        finding.place,
        f"floor {finding.floor}" if finding.floor else "",
        f"grid {finding.grid}" if finding.grid else "",
    ]
    lines = [f"{finding.severity:<7} {finding.id}  {finding.message}"]
    if any(where):
        lines.append("        where   " + " · ".join(word for word in where if word))
    lines.append(f"        fix     {finding.fix}")
    if finding.trap:
        lines.append(f"        beware  {finding.trap}")
    if finding.waived:
        lines.append(f"        waived  {finding.waived}")
    return lines


def sheet_line(facts: tuple[SheetFact, ...]) -> str:
    """Return what the audit of the packet's sheets found, in one line."""
    text, mark = min(fact.smallest_pt for fact in facts), min(fact.smallest_mark_pt for fact in facts)
    counts = (
        f"{sum(fact.overlaps for fact in facts)} overlaps",
        f"{sum(fact.clipped for fact in facts)} clipped",
        f"{sum(len(fact.strays) for fact in facts)} numbers outside their room",
        f"{sum(len(fact.unplaced_labels) for fact in facts)} without room",
    )
    return f"Sheets: {len(facts)}; text from {text:g} pt, numbers and symbols from {mark:g} pt; {', '.join(counts)}."
