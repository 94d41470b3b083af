"""Keys that sign kits and check them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key: its id, 8 bytes, and the 32 bytes of its seed, which no text of this record shows."""

    id: bytes
    seed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What checks a signature: the key's id, 8 bytes, and its 32 bytes."""

    id: bytes
    key: bytes
