"""manifest.json.minisig: a detached signature over the manifest, which holds the digest of every file of the kit.

Anybody can check it with minisign alone: ``minisign -Vm manifest.json -p KEY.pub``.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any, Final

from campusmap.errors import InputError
from campusmap.export.manifest import NAME, SIGNATURE, Fault
from campusmap.model.kit import Edition
from campusmap.model.signing import PublicKey, SigningKey

_UNTRUSTED: Final = "untrusted comment: "
_TRUSTED: Final = "trusted comment: "


def need_signing(option: str) -> Any:
    """Return the module that signs and checks; raise InputError where the extra is not installed."""
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError:
        fix = "install it with `pip install 'campusmap[sign]'`"
        raise InputError(option, "needs the package cryptography", fix) from None
    return ed25519


def sign_manifest(folder: Path, key: SigningKey, edition: Edition) -> Path:
    """Write the signature over a kit's manifest, with the edition in its trusted comment; the same bytes each time."""
    words = f"file:{NAME}\tedition:{edition.issued}\taudience:{edition.audience}\tfingerprint:{edition.fingerprint}"
    path, staging = folder / SIGNATURE, folder / f".{SIGNATURE}.staging"
    staging.write_text(_sign((folder / NAME).read_bytes(), key, words), "ascii", newline="\n")
    staging.replace(path)
    return path


def _sign(data: bytes, key: SigningKey, trusted: str) -> str:
    secret = need_signing("--sign").Ed25519PrivateKey.from_private_bytes(key.seed)
    signature = secret.sign(hashlib.blake2b(data).digest())
    whole = secret.sign(signature + trusted.encode())
    body = b64encode(b"ED" + key.id + signature).decode()
    return (
        f"{_UNTRUSTED}signature of a campusmap kit\n{body}\n"
        f"{_TRUSTED}{trusted}\n{b64encode(whole).decode()}\n"
    )  # fmt: skip


def check_signature(folder: Path, key: PublicKey) -> list[Fault]:
    """Return what is wrong with the signature over a kit's manifest: missing, another's, or not over these bytes."""
    try:
        text, data = (folder / SIGNATURE).read_text("utf-8"), (folder / NAME).read_bytes()
    except FileNotFoundError:
        return [Fault(SIGNATURE, "is missing, so nobody vouches for this kit")]
    except (OSError, UnicodeError):
        return [Fault(SIGNATURE, "is damaged and cannot be read")]
    return [Fault(SIGNATURE, fault)] if (fault := _find_fault(data, text, key)) else []


def _find_fault(data: bytes, text: str, key: PublicKey) -> str:
    from cryptography.exceptions import InvalidSignature

    try:
        first, body, second, whole = text.removesuffix("\n").split("\n")
        signed, over_all = _decode(body), _decode(whole)
    except ValueError:
        return "is damaged and cannot be read"
    kind, name, signature = signed[:2], signed[2:10], signed[10:]
    if not first.startswith(_UNTRUSTED) or not second.startswith(_TRUSTED) or kind not in (b"ED", b"Ed"):
        return "is damaged and cannot be read"
    if name != key.id:
        return f"is by another key, {name[::-1].hex().upper()}"
    public = need_signing("--key").Ed25519PublicKey.from_public_bytes(key.key)
    try:
        public.verify(signature, hashlib.blake2b(data).digest() if kind == b"ED" else data)
        public.verify(over_all, signature + second.removeprefix(_TRUSTED).encode())
    except InvalidSignature:
        return "does not fit this manifest: one of the two was changed"
    return ""


def _decode(text: str) -> bytes:
    """Read base64 that says its bytes in the one way there is; raise ValueError for any other text."""
    data = b64decode(text, validate=True)
    if b64encode(data).decode() != text:
        raise ValueError
    return data


def read_trusted_comment(folder: Path) -> str:
    """Return what the signer vouched for besides the manifest; only to be shown once the signature was checked."""
    return (folder / SIGNATURE).read_text("utf-8").split("\n")[2].removeprefix(_TRUSTED)
