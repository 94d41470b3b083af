"""``campusmap rules``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from campusmap.rules.reference_items import Item
    from campusmap.rules.registry import CatalogueRow


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def command(form: str) -> None:
    """List the rules: id, severity, the fault each one finds."""
    from campusmap.rules.registry import list_rules

    rules = list_rules()
    if form == "json":
        rows = [{"id": r.id, "severity": r.severity, "title": r.title, "source": r.source} for r in rules]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    elif form == "markdown":
        from campusmap.rules.reference_items import ITEMS

        click.echo("\n".join([*catalogue_lines(rules), *item_lines(ITEMS)]))
    else:
        for rule in rules:
            click.echo(f"{rule.id}  {rule.severity:<7}  {rule.title}")
        click.echo(f"{len(rules)} rules. `campusmap explain ID` says more of one.")


def catalogue_lines(rules: Iterable[CatalogueRow]) -> Iterator[str]:
    """Write the catalogue as the Markdown page that is kept beside the rules."""
    ordered = sorted(rules, key=lambda rule: (rule.family, rule.id))
    yield "# The rules"
    yield ""
    yield f"{len(ordered)} rules, written by `campusmap rules --format markdown`."
    yield "`campusmap explain ID` says more of one."
    yield "ERROR: do not hand out the kit. WARNING: mend before the next issue. NOTE: worth knowing."
    for family, members in groupby(ordered, key=lambda rule: rule.family):
        yield ""
        yield f"## {family[0].upper()}{family[1:]}"
        yield ""
        yield "| Id | Severity | Fault | Rests on |"
        yield "|---|---|---|---|"
        for rule in members:
            yield f"| {rule.id} | {rule.severity} | {rule.title} | {rule.source} |"


def item_lines(items: Iterable[Item]) -> Iterator[str]:
    """Write which rules answer each item of the numbering catalogue."""
    yield ""
    yield "## Numbering catalogue"
    yield ""
    yield "| Item | Asks | Rules |"
    yield "|---|---|---|"
    for item in items:
        yield f"| {item.id} | {item.asks} | {' '.join(item.rules)} |"
