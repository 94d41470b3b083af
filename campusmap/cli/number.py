"""``campusmap number``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path),
    help="The folder for tables, maps and drawings.  [default: output/<campus id>-numbers]",
)  # fmt: skip
@click.option("--write", is_flag=True, help="Record the numbers as planned in rooms, openings and campus.toml.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@click.option("--issued", default="", metavar="YYYY-MM-DD", help="The date on the sheets.")
def command(folder: Path, out: Path | None, write: bool, form: str, issued: str) -> None:
    """Propose the fewest new numbers after which the campus in FOLDER fits its scheme.

    Writes the old-to-new table, a map of each floor that changes, the sign list and a CAD drawing a plan. With --write
    each number is recorded as planned: the map shows it as such until posted_on holds the date on which the sign
    went up. Drawings are never written to.
    """
    from campusmap.cli.report import echo, show_steps
    from campusmap.pipeline.edition import read_issue_date
    from campusmap.pipeline.publish import refuse_campus, refuse_foreign, refuse_unwritable
    from campusmap.pipeline.workers import warm_up

    date, _ = read_issue_date(issued)
    if out is not None:
        refuse_campus(out, folder)
        refuse_foreign(out)
        refuse_unwritable(out)
    warm_up()
    from campusmap.export.proposal_table import proposal_csv, proposal_json, proposal_text
    from campusmap.pipeline.number import number_campus, write_proposal
    from campusmap.pipeline.planned import record_planned

    with show_steps() as step:
        numbered = number_campus(folder, step)
        target = (out or Path("output") / f"{numbered.campus.id}-numbers").resolve()
        names = write_proposal(numbered, target, date, step)
        recorded = record_planned(numbered) if write else []
    forms = {"text": proposal_text, "csv": proposal_csv, "json": proposal_json}
    if form != "text":
        click.echo(forms[form](numbered.proposal), nl=False)
        return
    echo(proposal_text(numbered.proposal).rstrip("\n"))
    echo(f"{target}: {', '.join(names)}")
    for line in recorded:
        echo(f"{folder}/{line}; fill in posted_on when the sign is up")
    if write and not recorded:
        echo("Nothing was to be recorded.")
