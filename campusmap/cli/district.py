"""``campusmap district``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from campusmap.model.district import District, Done
    from campusmap.pipeline.district import Asked


@click.command()
@click.argument("folders", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FOLDER...")
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
              help="The folder that gets a kit a campus, and the summary.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 512), help="Campuses at a time.  [default: one for each processor]")
@click.option("--dask", default="", metavar="ADDRESS", help="Build on the Dask cluster there, such as tcp://host:8786.")
@click.option("--audience", type=click.Choice(["responder", "staff", "public"]), default="responder", show_default=True)
@click.option("--only", default="", help="Exporters to run, by comma: map,packet,gpkg ...")
@click.option(
    "--issued", default="", metavar="YYYY-MM-DD",
    help="Issue date.  [default: SOURCE_DATE_EPOCH, else today, and then kits of unchanged campuses stay]",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "note"]), default="error", show_default=True,
    help="Exit with 1 when findings of a campus reach this, or a campus has no new kit.",
)  # fmt: skip
@click.pass_context
def command(
    ctx: click.Context,
    /,
    folders: tuple[Path, ...],
    out: Path,
    issued: str,
    form: str,
    fail_on: str,
    **asked: Any,
) -> None:
    """Make the kits of many campuses, and the pages over all of them.

    Each FOLDER is a campus folder or holds some. Campuses are built side by side, each in a process of its own; one
    that cannot be built is a row with the reason. Run again, it goes on where it ended: a kit that is whole and was
    made from the same files is kept.
    """
    from campusmap.cli.interrupt import promise
    from campusmap.cli.report import show_steps
    from campusmap.export.district import district_json
    from campusmap.pipeline.district import run_district
    from campusmap.pipeline.edition import read_issue_date

    date, source = read_issue_date(issued)
    promise("kits that were finished stay; run the same command to go on")
    with show_steps() as step:
        district, done = run_district(
            folders,
            _read_asked(out, date, source != "today", **asked),
            lambda one, n, total: step(f"{n} of {total}: {one.row.label} {one.row.outcome.value}"),
        )
    if form == "json":
        click.echo(district_json(district), nl=False)
    else:
        _say(district, done, out)
    ctx.exit(1 if _is_wanting(district, fail_on) else 0)


def _read_asked(out: Path, issued: str, dated: bool, workers: int | None, dask: str, audience: str, only: str) -> Asked:
    from campusmap.pipeline.district import Asked

    names = tuple(name.strip() for name in only.split(",") if name.strip())
    return Asked(out, issued, dated, audience, names, workers or 0, dask)


def _say(district: District, done: list[Done], out: Path) -> None:
    from campusmap.cli.report import echo
    from campusmap.model.district import WITH_KIT, Outcome

    for row in district.rows:
        if row.outcome not in WITH_KIT:
            echo(f"{row.outcome.value:<12} {row.label}: {row.said}")
    counts = (f"{district.count(outcome)} {outcome.value}" for outcome in Outcome if outcome is not Outcome.SKIPPED)
    total = len(district.campuses)
    echo(f"{total} {'campus' if total == 1 else 'campuses'}: {', '.join(counts)}.")
    whole = [row for row in district.rows if row.outcome in WITH_KIT]
    sums = (sum(row.errors for row in whole), sum(row.warnings for row in whole), sum(row.notes for row in whole))
    echo("Findings: {} ERROR, {} WARNING, {} NOTE.".format(*sums))
    peak = max((one.peak_mib for one in done), default=0)
    if peak:
        echo(f"Largest memory of a worker: {peak} MiB.")
    echo(f"For dispatchers: {out / 'index.html'}; for the office: {out / 'district.html'}")


def _is_wanting(district: District, fail_on: str) -> bool:
    """Tell whether a campus has no new kit, or findings at or above the threshold."""
    from campusmap.model.district import WITH_KIT

    counted = {"error": 1, "warning": 2, "note": 3}[fail_on]
    return any(
        row.outcome not in WITH_KIT or any((row.errors, row.warnings, row.notes)[:counted]) for row in district.campuses
    )
