"""``campusmap explain``."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from campusmap.rules.rule import Change, Rule


@click.command()
@click.argument("rule_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(rule_id: str, form: str) -> None:
    """Explain the rule ID: what it finds, why, how to mend it; or the code of a refusal."""
    import json

    from campusmap.errors import InputError
    from campusmap.model.refusal import REFUSALS
    from campusmap.rules.registry import find_rule

    if rule_id in REFUSALS:
        record = {"code": rule_id, "why": REFUSALS[rule_id]}
        click.echo(json.dumps(record, indent=2) if form == "json" else f"{rule_id}\n\nwhy      {record['why']}")
        return
    rule = find_rule(rule_id)
    if rule is None:
        raise InputError("explain", f"no rule is called {rule_id!r}", "`campusmap rules` lists them")
    record = rule_record(rule)
    click.echo(json.dumps(record, indent=2, ensure_ascii=False) if form == "json" else _as_text(record))


def rule_record(rule: Rule) -> dict[str, str]:
    """Return all that a rule declares, as text by name."""
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "title": rule.title,
        "why": rule.why,
        "message": rule.message,
        "fix": rule.fix,
        "beware": rule.trap,
        "source": " ".join(word for word in (f"{rule.source.name}:", rule.source.text, rule.source.url) if word),
        "bad": _drawn(rule.bad),
        "good": _drawn(rule.good),
    }


def _drawn(example: str | Change) -> str:
    return dedent(example if isinstance(example, str) else example.text).strip("\n")


def _as_text(record: dict[str, str]) -> str:
    head = f"{record['id']}  {record['severity']}  {record['title']}"
    rows = [f"{key:<8} {record[key]}" for key in ("why", "message", "fix", "beware", "source") if record[key]]
    drawn = [f"{key}\n{indent(record[key], '    ')}" for key in ("bad", "good")]
    return "\n".join([head, "", *rows, "", *drawn])
