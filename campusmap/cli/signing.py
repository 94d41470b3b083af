"""The key that signs a kit: asked for before the long work begins."""

from __future__ import annotations

from pathlib import Path

import click

from campusmap.model.signing import SigningKey


def ask_for_key(path: Path | None, password_file: Path | None) -> SigningKey | None:
    """Return the key of a file, None where none is named; a locked one's password is read from a file or asked for."""
    from campusmap.errors import InputError
    from campusmap.export.signature import need_signing
    from campusmap.ingest.signing_keys import read_signing_key
    from campusmap.pipeline.printing import read_password

    if path is None:
        if password_file is not None:
            raise InputError("--sign-password-file", "is given without a key", "name the key with --sign")
        return None
    need_signing("--sign")

    def ask() -> str:
        if password_file is not None:
            return read_password(password_file)
        answer: str = click.prompt("Password of the signing key", hide_input=True, err=True)
        return answer

    return read_signing_key(path, ask)
