"""``campusmap build``."""

from __future__ import annotations

from pathlib import Path

import click

from campusmap.audience.allow import Audience


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The kit folder.  [default: output/<campus id>]")
@click.option("--only", default="", help="Exporters to run, by comma: map,packet,gpkg ...")
@click.option(
    "--audience",
    type=click.Choice(["responder", "staff", "public"]),
    default="responder",
    show_default=True,
    help="Who the kit is for: what they may not know is not in it.",
)
@click.option(
    "--issued", default="", metavar="YYYY-MM-DD", help="Issue date.  [default: SOURCE_DATE_EPOCH, else today]"
)
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "note"]), default="error", show_default=True,
    help="Exit with 1 when findings reach this.",
)  # fmt: skip
@click.pass_context
def command(
    ctx: click.Context, folder: Path, out: Path | None, only: str, audience: Audience, issued: str, fail_on: str
) -> None:
    """Make the kit of the campus in FOLDER."""
    from campusmap.cli.report import echo, echo_counts, echo_requirements, reaches, show_steps
    from campusmap.pipeline.edition import read_issue_date
    from campusmap.pipeline.publish import refuse_campus, refuse_foreign, refuse_unwritable
    from campusmap.pipeline.workers import warm_up

    date, source = read_issue_date(issued)
    if out is not None:  # before the long work; the build itself looks again
        refuse_campus(out, folder)
        refuse_foreign(out)
        refuse_unwritable(out)
    warm_up()
    from campusmap.pipeline.build import build_kit

    names = tuple(name.strip() for name in only.split(",") if name.strip())
    with show_steps() as step:
        kit, target = build_kit(folder, out, only=names, audience=audience, issued=date, step=step)
    echo(f"{target}: edition {date} ({source}), fingerprint {kit.edition.fingerprint}")
    echo_counts(kit.review)
    echo_requirements(kit.requirements)
    ctx.exit(1 if reaches(kit.review, fail_on) else 0)
