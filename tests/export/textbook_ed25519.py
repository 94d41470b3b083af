"""Ed25519 by the textbook (RFC 8032, 5.1), slow and plain, and minisign's files by their description: another hand."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]


def add(a: Point, b: Point) -> Point:
    (x1, y1), (x2, y2) = a, b
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    return x, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P


def times(n: int, point: Point) -> Point:
    total = (0, 1)
    while n:
        if n & 1:
            total = add(total, point)
        point, n = add(point, point), n >> 1
    return total


def unpack(data: bytes) -> Point:
    y = int.from_bytes(data, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert x * x % P == square
    return (P - x if x & 1 != data[31] >> 7 else x), y


def pack(point: Point) -> bytes:
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = unpack((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def public_key(seed: bytes) -> bytes:
    return pack(times(_scalar(seed), BASE))


def _scalar(seed: bytes) -> int:
    half = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    return half & ((1 << 254) - 8) | (1 << 254)


def holds(key: bytes, message: bytes, signature: bytes) -> bool:
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % ORDER
    return s < ORDER and times(s, BASE) == add(unpack(r), times(k, unpack(key)))


def public_file(name: bytes, seed: bytes) -> str:
    return f"untrusted comment: a key\n{b64encode(b'Ed' + name + public_key(seed)).decode()}\n"


def secret_file(name: bytes, seed: bytes, password: str = "", operations: int = 32768, memory: int = 1 << 24) -> str:
    """Write a secret key, locked with scrypt of N = 1024, r = 8, p = 1 at the least of operations that there is."""
    body, salt = name + seed + public_key(seed), bytes(range(32))
    body += hashlib.blake2b(b"Ed" + body, digest_size=32).digest()
    if password:
        stream = hashlib.scrypt(password.encode(), salt=salt, n=1024, r=8, p=1, dklen=104)
        body = bytes(a ^ b for a, b in zip(body, stream, strict=True))
    kind = b"EdScB2" if password else b"Ed\0\0B2"
    limits = operations.to_bytes(8, "little") + memory.to_bytes(8, "little")
    return f"untrusted comment: secret\n{b64encode(kind + salt + limits + body).decode()}\n"


def vouches(signature_file: str, data: bytes, name: bytes, key: bytes) -> bool:
    _, body, trusted, whole = signature_file.splitlines()
    signed = b64decode(body)
    words = trusted.removeprefix("trusted comment: ").encode()
    return (
        signed[:2] == b"ED"
        and signed[2:10] == name
        and holds(key, hashlib.blake2b(data).digest(), signed[10:])
        and holds(key, signed[10:] + words, b64decode(whole))
    )
