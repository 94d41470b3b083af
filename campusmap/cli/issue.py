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
@click.option("--sign", type=click.Path(path_type=Path), help="Sign the kit with a secret key of minisign.")
@click.option("--sign-password-file", type=click.Path(path_type=Path), help="Read that key's password from a file.")
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    out: Path | None,
    issued: str,
    sign: Path | None,
    sign_password_file: Path | None,
) -> None:
    """Build the kit of FOLDER, verify it, and enter its edition, grid and identities in ledger.json.

    From then on no build renames a grid cell. A kit with open ERRORs is written as a draft, not entered, not signed.
    """
    from campusmap.cli import DONE, FOUND
    from campusmap.cli.report import echo, echo_counts, show_steps
    from campusmap.cli.signing import ask_for_key
    from campusmap.export.signature import sign_manifest
    from campusmap.pipeline.edition import read_issue_date
    from campusmap.pipeline.publish import refuse_campus, refuse_foreign, refuse_unwritable
    from campusmap.pipeline.workers import warm_up

    date, source = read_issue_date(issued)
    key = ask_for_key(sign, sign_password_file)
    if out is not None:
        refuse_campus(out, folder)
        refuse_foreign(out)
        refuse_unwritable(out)
    warm_up()
    from campusmap.pipeline.cache import cached
    from campusmap.pipeline.issue import issue_kit

    with show_steps() as step, cached(folder):
        kit, target, entered = issue_kit(folder, out, issued=date, step=step)
    if key is not None and entered:
        sign_manifest(target, key, kit.edition)
    echo(f"{target}: edition {date} ({source}), fingerprint {kit.edition.fingerprint}")
    echo_counts(kit.review)
    echo("Entered in ledger.json." if entered else "Not issued: mend the ERRORs, then issue again.")
    ctx.exit(DONE if entered else FOUND)
