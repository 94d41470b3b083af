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
    from campusmap.export.manifest import verify_kit

    faults = verify_kit(kit)
    if form == "json":
        click.echo(json.dumps([{"file": fault.file, "fault": fault.fault} for fault in faults], indent=2))
    else:
        for fault in faults:
            echo(f"{fault.file}: {fault.fault}")
        click.echo("The kit is as it was built." if not faults else f"{len(faults)} files differ from the manifest.")
    ctx.exit(FOUND if faults else DONE)
