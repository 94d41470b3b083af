"""``campusmap issue``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The kit folder.  [default: output/<campus id>]")
@click.option(
    "--issued", default="", metavar="YYYY-MM-DD", help="Issue date.  [default: SOURCE_DATE_EPOCH, else today]"
)
@click.pass_context
def command(ctx: click.Context, folder: Path, out: Path | None, issued: str) -> None:
    """Build the kit of FOLDER, verify it, and enter its edition, grid and identities in ledger.json.

    From then on no build renames a grid cell. A kit with open ERRORs is written as a draft and not entered.
    """
    from campusmap.cli import DONE, FOUND
    from campusmap.cli.report import echo, echo_counts, show_steps
    from campusmap.pipeline.edition import read_issue_date
    from campusmap.pipeline.publish import refuse_campus, refuse_foreign, refuse_unwritable
    from campusmap.pipeline.workers import warm_up

    date, source = read_issue_date(issued)
    if out is not None:
        refuse_campus(out, folder)
        refuse_foreign(out)
        refuse_unwritable(out)
    warm_up()
    from campusmap.pipeline.cache import cached
    from campusmap.pipeline.issue import issue_kit

    with show_steps() as step, cached(folder):
        kit, target, entered = issue_kit(folder, out, issued=date, step=step)
    echo(f"{target}: edition {date} ({source}), fingerprint {kit.edition.fingerprint}")
    echo_counts(kit.review)
    echo("Entered in ledger.json." if entered else "Not issued: mend the ERRORs, then issue again.")
    ctx.exit(DONE if entered else FOUND)
