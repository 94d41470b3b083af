"""``campusmap check``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "html", "sarif"]), default="text", show_default=True,
)  # fmt: skip
@click.option("--sheets", is_flag=True, help="Lay the packet out too, and judge its sheets.")
@click.option("--issued", default="", metavar="YYYY-MM-DD", help="Judge ages at this date.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "note"]), default="error", show_default=True)
@click.pass_context
def command(ctx: click.Context, folder: Path, form: str, sheets: bool, issued: str, fail_on: str) -> None:
    """List every finding of the campus in FOLDER; no kit is written."""
    from campusmap.pipeline.workers import warm_up

    warm_up()
    from campusmap.cli.report import (
        echo,
        echo_counts,
        echo_requirements,
        finding_lines,
        reaches,
        sheet_line,
        show_steps,
    )
    from campusmap.export.findings import findings_csv, findings_html, findings_json
    from campusmap.export.findings_sarif import findings_sarif
    from campusmap.pipeline.build import judge_campus
    from campusmap.pipeline.cache import cached
    from campusmap.pipeline.edition import read_issue_date

    date, _ = read_issue_date(issued)
    with show_steps() as step, cached(folder, whole=False):
        kit, _ = judge_campus(folder, issued=date, sheets=sheets, step=step)
    if form == "text":
        for finding in kit.review.findings:
            echo("\n".join(finding_lines(finding)))
        if kit.sheets:
            echo(sheet_line(kit.sheets))
        echo_counts(kit.review)
        echo_requirements(kit.requirements)
    else:
        forms = {"json": findings_json, "csv": findings_csv, "html": findings_html, "sarif": findings_sarif}
        click.echo(forms[form](kit), nl=False)
    ctx.exit(1 if reaches(kit.review, fail_on) else 0)
