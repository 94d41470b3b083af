"""``campusmap verify``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("kit", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, kit: Path, form: str) -> None:
    """Check the files of KIT against its manifest."""
    import json

    from campusmap.cli import DONE, FOUND
    from campusmap.cli.report import echo
    from campusmap.errors import InputError
    from campusmap.export.manifest import verify_kit

    if not kit.is_dir():
        raise InputError(str(kit), "is not a folder", "give the folder that holds the kit")
    faults = verify_kit(kit)
    if form == "json":
        click.echo(json.dumps([{"file": fault.file, "fault": fault.fault} for fault in faults], indent=2))
    else:
        for fault in faults:
            echo(f"{fault.file}: {fault.fault}")
        click.echo(_verdict(len(faults)))
    ctx.exit(FOUND if faults else DONE)


def _verdict(faults: int) -> str:
    if not faults:
        return "The kit is as it was built."
    return f"{faults} {'file differs' if faults == 1 else 'files differ'} from the manifest: build the kit again."
