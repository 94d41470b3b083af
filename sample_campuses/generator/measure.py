"""Count the bytes of a DXF file by what they draw, so that the samples can be shown to be no mere furniture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

FURNISHINGS = ("A-FURN", "A-FLOR-CASE", "A-EQPM", "A-FLOR-FIXT")
CLASSES = {
    "walls": ("A-WALL", "A-WALL-FULL", "A-WALL-INTR", "A-WALL-EXTR", "A-WALL-PATT", "A-COLS"),
    "doors and windows": ("A-DOOR", "A-DOOR-IDEN", "A-DOOR-FRAM", "A-GLAZ", "A-GLAZ-IDEN"),
    "rooms and tags": ("A-AREA", "A-AREA-IDEN"),
    "stairs, lifts, floor": ("A-FLOR-STRS", "A-FLOR-EVTR", "A-FLOR-PATT"),
    "ceilings (frozen)": ("A-CLNG-GRID", "E-LITE-CLNG"),
    "sheet and dimensions": ("A-ANNO-DIMS", "A-ANNO-TTLB", "A-ANNO-NOTE", "S-GRID"),
    "furniture and fixtures": FURNISHINGS,
}


def layer_bytes(path: Path) -> Counter[str]:
    """Return bytes by layer; what bears none (header, tables, blocks' frames) counts for ``file``."""
    sizes: Counter[str] = Counter()
    size, layer = 0, "file"
    lines = path.read_bytes().split(b"\n")
    for code, value in zip(lines[::2], lines[1::2], strict=False):
        if code.strip() == b"0":
            sizes[layer] += size
            size, layer = 0, "file"
        elif code.strip() == b"8":
            layer = value.strip().decode()
        size += len(code) + len(value) + 2
    sizes[layer] += size
    return sizes


def class_table(paths: list[Path]) -> dict[str, int]:
    """Return bytes by class of layer over several files, ``file`` for the rest."""
    sizes: Counter[str] = Counter()
    for path in paths:
        sizes += layer_bytes(path)
    table = {name: sum(sizes.pop(layer, 0) for layer in layers) for name, layers in CLASSES.items()}
    return {**table, "header, tables, blocks": sum(sizes.values())}


def describe_bytes(paths: list[Path]) -> str:
    """Return the table as text, with each class's share."""
    table = class_table(paths)
    whole = sum(table.values())
    rows = [f"  {name:26}{size / 1e6:8.2f} MB{100 * size / whole:7.1f} %" for name, size in table.items()]
    return "\n".join([*rows, f"  {'all':26}{whole / 1e6:8.2f} MB"])
