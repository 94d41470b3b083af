"""``campusmap build``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from campusmap.audience.allow import Audience

if TYPE_CHECKING:
    from campusmap.cli.report import Step
    from campusmap.model.kit import Kit
    from campusmap.pipeline.printing import Printing
    from campusmap.pipeline.standing import Watch


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
@click.option("--why", is_flag=True, help="Say which steps were done anew, and what had changed.")
@click.option("--no-cache", is_flag=True, help="Do every step anew and keep none.")
@click.option("--sheets", default="", help="Sheets of the packet, by comma: quick,campus,floors,headsup ...")
@click.option("--paper", type=click.Choice(["letter", "legal", "tabloid", "a4", "a3"]), help="The packet's paper.")
@click.option("--poster", type=click.Choice(["ansi-d", "a1"]), help="Make a command-post poster too.")
@click.option("--mono", is_flag=True, help="Print in black and white, for copiers.")
@click.option("--lock-packet", is_flag=True, help="Ask for a password that opens the packet.")
@click.option("--password-file", type=click.Path(path_type=Path), help="Read that password from a file's first line.")
@click.option("--sign", type=click.Path(path_type=Path), help="Sign the kit with a secret key of minisign.")
@click.option("--sign-password-file", type=click.Path(path_type=Path), help="Read that key's password from a file.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    folder: Path,
    out: Path | None,
    only: str,
    audience: Audience,
    issued: str,
    fail_on: str,
    why: bool,
    **more: Any,
) -> None:
    """Make the kit of the campus in FOLDER."""
    from campusmap.cli.report import echo, echo_counts, echo_reasons, echo_requirements, reaches, show_steps
    from campusmap.cli.signing import ask_for_key
    from campusmap.export.signature import sign_manifest
    from campusmap.pipeline.cache_place import are_drawings_kept
    from campusmap.pipeline.edition import read_issue_date
    from campusmap.pipeline.publish import refuse_campus, refuse_foreign, refuse_unwritable
    from campusmap.pipeline.workers import warm_up

    date, source = read_issue_date(issued)
    kept = not more.pop("no_cache")
    key = ask_for_key(more.pop("sign"), more.pop("sign_password_file"))
    chosen = _read_printing(**more)
    if out is not None:  # before the long work; the build itself looks again
        refuse_campus(out, folder)
        refuse_foreign(out)
        refuse_unwritable(out)
    warm_up(drawings=not (kept and are_drawings_kept(folder)))
    from campusmap.pipeline.cache import cached
    from campusmap.pipeline.standing import Order, find_standing, watch_inputs

    with show_steps() as step, cached(folder, kept=kept) as cache:
        watch = watch_inputs(Order(folder, out, _names(only), audience, date, chosen))
        kit, target = find_standing(watch) or _build(watch, step)
    if key is not None:
        sign_manifest(target, key, kit.edition)
    if why:
        echo_reasons(cache.tell())
    echo(f"{target}: edition {date} ({source}), fingerprint {kit.edition.fingerprint}")
    echo_counts(kit.review)
    echo_requirements(kit.requirements)
    ctx.exit(1 if reaches(kit.review, fail_on) else 0)


def _build(watch: Watch, step: Step) -> tuple[Kit, Path]:
    """Build what was ordered, and keep what is to be said of it."""
    from campusmap.pipeline.build import build_kit
    from campusmap.pipeline.standing import keep_standing

    order = watch.order
    kit, target = build_kit(
        order.folder, order.out, only=order.only, audience=order.audience, issued=order.issued,
        printing=order.printing, step=step,
    )  # fmt: skip
    keep_standing(watch, kit, target)
    return kit, target


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _read_printing(
    sheets: str, paper: str | None, poster: str | None, mono: bool, lock_packet: bool, password_file: Path | None
) -> Printing:
    from campusmap.pipeline.printing import Printing, read_password

    password = ""
    if password_file is not None:
        password = read_password(password_file)
    elif lock_packet:
        password = click.prompt("Password of the packet", hide_input=True, confirmation_prompt=True, err=True)
    return Printing(paper or "", _names(sheets), poster or "", mono, password)
