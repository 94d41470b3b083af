"""``campusmap walk``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("merge_too", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The page.  [default: <campus id>-walk.html]")
@click.option(
    "--merge",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Bring saved answers back; several files may follow.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--issued", default="", metavar="YYYY-MM-DD", help="The date of the edition that is walked.")
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    merge_too: tuple[Path, ...],
    out: Path | None,
    merge: Path | None,
    form: str,
    issued: str,
) -> None:
    """Make the page for walking the campus in FOLDER with a phone or tablet, without a network.

    Each room, door and device is confirmed or marked wrong, with note and photo, and the page saves a file. With
    --merge the files come back: facts into survey, numbers and locks into rooms and openings, pictures into photos,
    each with who and when. What two people saw otherwise is listed, and neither is taken.

    Exit code 1 when something is left to decide.
    """
    import json

    from campusmap.cli.report import echo, show_steps
    from campusmap.errors import InputError
    from campusmap.pipeline.edition import read_issue_date
    from campusmap.pipeline.output import refuse_output
    from campusmap.pipeline.workers import warm_up

    if merge_too and merge is None:
        raise InputError(str(merge_too[0]), "is given without --merge", "write --merge before the files")
    if merge is not None and out is not None:
        raise InputError("--out", "is for the page, and --merge makes none", "leave one of them out")
    date, _ = read_issue_date(issued)
    if out is not None:
        refuse_output(out, folder / "campus.toml", (".html",))
    warm_up()
    from campusmap.cli.walk_report import merged_facts, merged_lines
    from campusmap.pipeline.walk import merge_walk, write_walk

    if merge is None:
        with show_steps() as step:
            path, count = write_walk(folder, out, date, step)
        words = f"{path}: {count} rooms, doors and devices; open it on the phone or tablet that goes along"
        echo(json.dumps({"page": str(path), "things": count}) if form == "json" else words)
        return
    with show_steps() as step:
        merged = merge_walk(folder, (merge, *merge_too), date, step)
    lines = [json.dumps(merged_facts(merged), indent=1)] if form == "json" else merged_lines(merged)
    for line in lines:
        echo(line)
    if not merged.is_settled:
        ctx.exit(1)
