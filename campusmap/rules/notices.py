"""Rules that only pass on what a stage kept: the notice says what, the rule says how bad and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.source import Notice
from campusmap.rules.citations import TOOL_FACT, Citation
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_notice
from campusmap.rules.rule import Hit, Rule, Skip, hit


def notice_rule(  # noqa: PLR0913 - a declaration has as many parts as a rule
    id: str,  # noqa: A002 - as in rule
    *codes: str,
    title: str,
    severity: Severity,
    fix: str,
    trap: str,
    why: str,
    many: str = "",
    source: Citation = TOOL_FACT,
    module: str,
) -> Rule:
    """Declare a rule that reports the notices with some codes, in the stage's own words."""

    def report(found: Notice, evidence: Evidence) -> Iterator[Hit | Skip]:
        if found.code in codes:
            text = found.text[:1].upper() + found.text[1:].rstrip(".")
            yield hit(found, text=text, item="" if found.subject in evidence.owners else text)

    return Rule(
        id=id,
        title=title,
        severity=severity,
        applies_to=Notice,
        message="{text}",
        source=source,
        fix=fix,
        trap=trap,
        bad=with_notice(codes[0]),
        good=clean(),
        why=why,
        module=module,
        check=report,
        many=many or "{count} times: {listing}",
        codes=codes,
    )
