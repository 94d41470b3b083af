"""``campusmap verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from campusmap.export.manifest import Fault


@click.command()
@click.argument("kit", type=click.Path(path_type=Path))
@click.option("--key", default="", help="Check the signature too: the signer's public key of minisign, or its file.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, kit: Path, key: str, form: str) -> None:
    """Check the files of KIT against its manifest, and with --key who signed the manifest."""
    import json

    from campusmap.cli import DONE, FOUND
    from campusmap.cli.report import echo
    from campusmap.errors import InputError
    from campusmap.export.manifest import SIGNATURE, verify_kit
    from campusmap.export.signature import check_signature, need_signing, read_trusted_comment
    from campusmap.ingest.signing_keys import read_public_key

    if not kit.is_dir():
        raise InputError(str(kit), "is not a folder", "give the folder that holds the kit")
    signer = read_public_key(key) if key else None
    faults = verify_kit(kit)
    if signer is not None:
        need_signing("--key")
        faults += check_signature(kit, signer)
    if form == "json":
        click.echo(json.dumps([{"file": fault.file, "fault": fault.fault} for fault in faults], indent=2))
    else:
        for fault in faults:
            echo(f"{fault.file}: {fault.fault}")
        click.echo(_verdict([fault for fault in faults if fault.file != SIGNATURE]))
        if signer is not None and not faults:
            echo(f"Signed by {signer.id[::-1].hex().upper()}: {' '.join(read_trusted_comment(kit).split())}")
        elif signer is None and (kit / SIGNATURE).is_file():
            click.echo("It is signed: name the signer's public key with --key to check by whom.")
    ctx.exit(FOUND if faults else DONE)


def _verdict(faults: list[Fault]) -> str:
    if not faults:
        return "The kit is as it was built."
    differ = "file differs" if len(faults) == 1 else "files differ"
    return f"{len(faults)} {differ} from the manifest: build the kit again."
