"""Change bytes and lines of small files at random, from a seed; imports nothing of campusmap."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

Mutation = Callable[[bytes, random.Random], bytes]

NUMBERS = [
    b"-1",
    b"0",
    b"1e300",
    b"-1e308",
    b"nan",
    b"inf",
    b"1e-320",
    b"99999999999999999999",
    b"0.1.2",
    b"",
    b"1,5",
    b"0x1F",
]
CODES = [b"0", b"1", b"2", b"5", b"8", b"10", b"11", b"20", b"21", b"40", b"41", b"42", b"62", b"66", b"67", b"70", b"71", b"72",  # noqa: E501
         b"90", b"91", b"92", b"93", b"100", b"102", b"210", b"230", b"330", b"1001", b"-5"]  # fmt: skip


def flip_bits(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def set_bytes(data: bytes, rng: random.Random) -> bytes:
    at, length = rng.randrange(len(data)), rng.choice((1, 2, 4, 8))
    return data[:at] + bytes(rng.choice((0, 255, 128, rng.randrange(256))) for _ in range(length)) + data[at + length :]


def truncate(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def cut_out(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.choice((1, 2, 16, 200)) :]


def swap_chunks(data: bytes, rng: random.Random) -> bytes:
    a, b, c = sorted(rng.randrange(len(data)) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def double_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    at, count = rng.randrange(len(lines)), rng.choice((1, 2, 2, 4, 12))
    return b"\n".join(lines[: at + count] + lines[at : at + count] * rng.choice((1, 1, 30)) + lines[at + count :])


def drop_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    return b"\n".join(lines[:at] + lines[at + rng.choice((1, 2, 2, 4, 20)) :])


def swap_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def edit_number(data: bytes, rng: random.Random) -> bytes:
    found = list(re.finditer(rb"-?\d+(\.\d+)?", data))
    if not found:
        return flip_bits(data, rng)
    spot = rng.choice(found)
    return data[: spot.start()] + rng.choice(NUMBERS) + data[spot.end() :]


def edit_code(data: bytes, rng: random.Random) -> bytes:
    """Change a group code of a drawing."""
    lines = data.split(b"\n")
    lines[2 * rng.randrange(max(1, len(lines) // 2))] = rng.choice(CODES)
    return b"\n".join(lines)


def edit_value(data: bytes, rng: random.Random) -> bytes:
    """Put a value of one tag of a drawing into another."""
    lines = data.split(b"\n")
    a, b = (2 * rng.randrange(max(1, len(lines) // 2)) + 1 for _ in range(2))
    if max(a, b) < len(lines):
        lines[a] = lines[b]
    return b"\n".join(lines)


BYTES: tuple[Mutation, ...] = (flip_bits, set_bytes, truncate, cut_out, swap_chunks)
LINES: tuple[Mutation, ...] = (double_lines, drop_lines, swap_lines, edit_number)
DRAWING: tuple[Mutation, ...] = (edit_code, edit_code, edit_value, edit_value, *LINES, flip_bits, cut_out)


def mutate(data: bytes, ways: tuple[Mutation, ...], rng: random.Random) -> bytes:
    """Change a file in one to three ways."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        data = rng.choice(ways)(data, rng) or b"\n"
    return data


def repack(data: bytes, ways: tuple[Mutation, ...], rng: random.Random) -> bytes:
    """Change a file inside an archive, whose own directory stays right."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    name = rng.choice(sorted(members))
    members[name] = mutate(members[name] or b" ", ways, rng)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member), content)
    return stream.getvalue()


def mutants(data: bytes, ways: tuple[Mutation, ...], seed: str, packed: bool = False) -> Iterator[bytes]:
    """Yield changed copies of a file without end, the same for the same seed."""
    rng = random.Random(seed)
    while True:
        inside = packed and rng.random() < 0.7
        yield (repack if inside else mutate)(data, ways if inside or not packed else BYTES, rng)
