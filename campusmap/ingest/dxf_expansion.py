"""Count what a drawing's blocks would draw before any of it is drawn, from its bytes and again from what was parsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from campusmap.errors import InputError
from campusmap.ingest.dxf_filter import record_rule
from campusmap.ingest.dxf_layers import LayerTable
from campusmap.ingest.dxf_plain import NO_LINES, PlainLine, PlainLines
from campusmap.ingest.dxf_scan import CURVES, Child, Scan

MAX_EXPANSION: Final = 500_000  # drawn entities per drawing (tool default, against nested block bombs)
MAX_CURVES: Final = 125_000  # of them curves, each of which becomes dozens of chords (tool default)
MAX_INSERTS: Final = 500_000  # cells of arrays, whether or not they draw anything (tool default)
MAX_DEPTH: Final = 64  # nested blocks (tool default)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a block or layout holds directly."""

    own: int
    curves: int
    children: tuple[Child, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """What one insert of a block draws, nested blocks included."""

    entities: int = 0
    curves: int = 0
    inserts: int = 0
    depth: int = 0


Graph = Mapping[str, Contents]  # by block name in lower case


def refuse_scanned(file: str, scan: Scan, layers: LayerTable) -> None:
    """Refuse a drawing as ``refuse_bombs`` does by what its bytes say, before it is parsed."""
    blocks = {block.name.lower(): block for block in scan.blocks}
    held: dict[str, set[str]] = {}
    top = tuple(
        (record.block.lower(), record.cells, record.handle)
        for record in scan.entities
        if record.block and not record_rule(record, layers, blocks, held)
    )
    graph = {name: Contents(block.own, block.curves, block.inserts) for name, block in blocks.items()}
    refuse_bombs(file, Contents(0, 0, top), graph)


def refuse_parsed(file: str, layout: Iterable[Any], blocks: Any, plain: PlainLines = NO_LINES) -> None:
    """Refuse a parsed drawing as ``refuse_bombs`` does; ``plain`` is what was not parsed."""
    top = read_contents(plain.among(layout))
    refuse_bombs(file, top, {block.name.lower(): read_contents(plain.in_block(block)) for block in blocks})


def read_contents(entities: Iterable[Any]) -> Contents:
    """Count a layout's own entities and list its inserts."""
    own, curves, children = 0, 0, []
    for entity in entities:
        kind = "LINE" if isinstance(entity, PlainLine) else entity.dxftype()
        if kind == "INSERT":
            name = str(entity.dxf.get("name", "")).lower()
            children.append((name, max(1, entity.mcount), entity.dxf.get("handle") or ""))
        else:
            own += 1
            curves += kind in CURVES
    return Contents(own, curves, tuple(children))


def refuse_bombs(file: str, top: Contents, graph: Graph) -> None:
    """Refuse a drawing whose inserts draw themselves, nest too deep or expand beyond what any floor holds."""
    sizes: dict[str, Size] = {}
    for name, _, _ in top.children:
        measure_block(file, name, graph, sizes)
    whole = add_up(top, sizes)
    curves = whole.curves - top.curves  # of the layout itself there are as many as the file is long
    for count, most, what in (
        (whole.entities, MAX_EXPANSION, "draw {:,} entities"),
        (curves, MAX_CURVES, "draw {:,} curves"),
        (whole.inserts, MAX_INSERTS, "are inserted {:,} times"),
    ):
        if count > most:
            worst = max(top.children, key=lambda child: weigh(child, sizes), default=("", 0, ""))
            problem = f"its blocks {what.format(count)}, more than {most:,}"
            fix = f'purge or explode block "{worst[0]}" in CAD and save again'
            raise InputError(file, problem, fix, f"insert {worst[2]}", code="dxf.block_bomb")


def weigh(child: Child, sizes: Mapping[str, Size]) -> int:
    """Return how much an insert adds."""
    name, cells, _ = child
    size = sizes.get(name, Size())
    return cells * (1 + size.entities + size.inserts)


def measure_block(file: str, root: str, graph: Graph, sizes: dict[str, Size]) -> None:
    """Enter a block's expanded size, and those of all blocks in it, without recursion."""
    path: set[str] = set()
    stack: list[tuple[str, bool]] = [(root, False)]
    while stack:
        name, done = stack.pop()
        if done:
            path.discard(name)
            sizes[name] = add_up(graph[name], sizes)
            if sizes[name].depth > MAX_DEPTH:
                problem, fix = f"blocks are nested more than {MAX_DEPTH} deep", "explode it in CAD and save again"
                raise InputError(file, problem, fix, f'block "{root}"', code="dxf.block_depth")
        elif name in path:
            problem = "the block holds an insert of itself, so it can never be drawn"
            fix = "redefine it in CAD and save again"
            raise InputError(file, problem, fix, f'block "{name}"', code="dxf.block_cycle")
        elif name in graph and name not in sizes:
            path.add(name)
            stack.append((name, True))
            stack += ((child, False) for child, _, _ in graph[name].children)


def add_up(contents: Contents, sizes: Mapping[str, Size]) -> Size:
    """Return the expanded size of a block whose children are all measured."""
    inner = [(cells, sizes.get(child, Size())) for child, cells, _ in contents.children]
    return Size(
        contents.own + sum(cells * size.entities for cells, size in inner),
        contents.curves + sum(cells * size.curves for cells, size in inner),
        sum(cells * (1 + size.inserts) for cells, size in inner),
        1 + max((size.depth for _, size in inner), default=0),
    )
