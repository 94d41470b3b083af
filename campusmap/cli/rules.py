"""``campusmap rules``."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(form: str) -> None:
    """List the rules: id, severity, the fault each one finds."""
    from campusmap.rules.registry import list_rules

    rules = list_rules()
    if form == "json":
        rows = [{"id": r.id, "severity": r.severity, "title": r.title, "source": r.source} for r in rules]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for rule in rules:
        click.echo(f"{rule.id}  {rule.severity:<7}  {rule.title}")
    click.echo(f"{len(rules)} rules. `campusmap explain ID` says more of one.")
