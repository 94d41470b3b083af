"""Keys as the program minisign writes them. Source of the format: minisign's own page, "Signature format" and below.

A key file is a line of comment and a line of base64. The secret one is bare or locked with a password (scrypt).
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.model.signing import PublicKey, SigningKey

_SECRET_BYTES: Final = 158
_PUBLIC_BYTES: Final = 42
_BARE: Final = b"\0\0"
_LOCKED: Final = b"Sc"
_MOST_MEMORY: Final = 1 << 30  # what minisign's own keys ask for, in bytes; more is no key of its making
_MARGIN: Final = 1 << 25  # what scrypt takes besides, in bytes (tool default)
_MAKE: Final = "make a pair with `minisign -G`"


def read_signing_key(path: Path, ask: Callable[[], str]) -> SigningKey:
    """Return the key of a secret key file; ``ask`` is called for the password where the file is locked.

    Raises InputError for a file that is no such key, and for a wrong password.
    """
    data = _decode(str(path), _read_line(path), _SECRET_BYTES, "secret")
    kind, salt, operations, memory, body = data[2:4], data[6:38], data[38:46], data[46:54], data[54:]
    if data[:2] != b"Ed" or kind not in (_BARE, _LOCKED):
        raise InputError(str(path), "is no secret key of minisign", _MAKE, code="key.foreign")
    if kind == _LOCKED:
        limits = int.from_bytes(operations, "little"), int.from_bytes(memory, "little")
        stream = _stretch(str(path), ask(), salt, *limits)
        body = bytes(a ^ b for a, b in zip(body, stream, strict=True))
        if hashlib.blake2b(b"Ed" + body[:72], digest_size=32).digest() != body[72:]:
            raise InputError(str(path), "does not open with this password", "try again", code="key.password")
    return SigningKey(body[:8], body[8:40])


def _stretch(name: str, password: str, salt: bytes, operations: int, memory: int) -> bytes:
    """Return the 104 bytes that lock a key. Source of the choice of parameters: libsodium, scryptsalsa208sha256."""
    if memory > _MOST_MEMORY:
        raise InputError(name, "asks for more than 1 GB of memory to open", _MAKE, code="key.too_large")
    operations = max(operations, 1 << 15)
    by_memory = operations >= memory // 32
    most = memory // 1024 if by_memory else operations // 32
    doublings = max(1, (most // 2).bit_length())
    parallel = min(operations // 4 >> doublings, 0x3FFFFFFF) // 8 if by_memory else 1
    cost = 1 << doublings
    room = 128 * 8 * cost + _MARGIN
    try:
        return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=8, p=max(1, parallel), maxmem=room, dklen=104)
    except (ValueError, MemoryError):
        raise InputError(
            name, "asks for more memory or work to open than there is", _MAKE, code="key.too_large"
        ) from None


def read_public_key(text: str) -> PublicKey:
    """Return a public key, given as a file's path or as the key's own line; raise InputError for anything else."""
    path = Path(text)
    line = _read_line(path) if path.is_file() else text
    data = _decode(text, line, _PUBLIC_BYTES, "public")
    if data[:2] != b"Ed":
        raise InputError(text, "is no public key of minisign", _MAKE, code="key.foreign")
    return PublicKey(data[2:10], data[10:])


def _read_line(path: Path) -> str:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError):
        raise InputError(
            str(path), "cannot be read as a key", f"name the key's file, or {_MAKE}", code="key.unreadable"
        ) from None
    return lines[1] if len(lines) > 1 and lines[0].startswith("untrusted comment:") else ""


def _decode(name: str, line: str, size: int, kind: str) -> bytes:
    try:
        data = b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if len(data) != size:
        raise InputError(name, f"is no {kind} key of minisign", f"name the key's file, or {_MAKE}", code="key.foreign")
    return data
