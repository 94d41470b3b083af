"""How long do 60 sheets of 80 labels and 1,500 shapes each take, beside the same pages by Matplotlib?

    python tests/bench/packet.py [SHEETS]

Both sides are fresh processes, imports included, run in turn on the same shapes. Matplotlib is given its fastest way
(one collection a page) and places no label: it prints each where it is told. It is no dependency; install it first.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS, ROWS = 10, 8  # rooms on a floor
SHAPES = 1500


def floor_shapes(seed: int) -> tuple[list[tuple[float, float, float, float]], list[tuple[float, float, float, float]]]:
    """Return the boxes of 80 rooms of a floor and of 1,420 pieces of wall and furniture, in metres."""
    import random

    dice = random.Random(seed)
    rooms = [(c * 9.0, r * 7.0, c * 9.0 + 8.8, r * 7.0 + 6.8) for r in range(ROWS) for c in range(COLUMNS)]
    small = []
    for _ in range(SHAPES - len(rooms)):
        x, y = dice.uniform(0, COLUMNS * 9.0 - 1), dice.uniform(0, ROWS * 7.0 - 1)
        small.append((x, y, x + dice.uniform(0.1, 0.9), y + dice.uniform(0.1, 0.3)))
    return rooms, small


def draw_ours(sheets: int, path: Path) -> None:
    """Lay out, label, stamp and write the sheets with campusmap."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from demo_campus import demo_kit
    from shapely import box

    from campusmap.carto.drawing import draw_map
    from campusmap.carto.marks import Area, Layer, Scene, Text
    from campusmap.carto.panel import Panel, add_scale
    from campusmap.carto.paper import LETTER
    from campusmap.carto.plans import finish_sheet
    from campusmap.carto.sheet import Packet, Sheet
    from campusmap.carto.window import whole_window
    from campusmap.render.pdf import render_packet

    made = []
    for n in range(sheets):
        rooms, small = floor_shapes(n)
        areas = tuple(Area(box(*room), "space.instruction", f"r{k}") for k, room in enumerate(rooms))
        walls = tuple(Area(box(*each), "column", f"w{k}") for k, each in enumerate(small))
        words = tuple(
            Text(str(100 + k), (r[0] + r[2]) / 2, (r[1] + r[3]) / 2, "label.number", f"r{k}", box(*r))
            for k, r in enumerate(rooms)
        )
        layers = (Layer("spaces", "Rooms", areas), Layer("walls", "Walls", walls), Layer("labels", "Numbers", words))
        scene = Scene(f"f{n}", f"Floor {n}", False, (0.0, 0.0, COLUMNS * 9.0, ROWS * 7.0), layers)
        drawing = draw_map(scene, whole_window(scene.bounds, 20.0, LETTER.map), None)
        panel = Panel(LETTER.panel)
        add_scale(panel, drawing.window.scale, north=True)
        made.append(finish_sheet(drawing, panel, Sheet(f"F-{n}", "Bench", f"Floor {n}", ""), []))
    unplaced = sum(len(sheet.fact.unplaced_labels) for sheet in made)
    path.write_bytes(render_packet(Packet("bench", tuple(made)), demo_kit()))
    print(f"{unplaced} labels without room")


def draw_matplotlib(sheets: int, path: Path) -> None:
    """Write the same pages with Matplotlib's PDF backend."""
    import matplotlib

    matplotlib.use("pdf")
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.collections import PolyCollection
    from matplotlib.figure import Figure

    with PdfPages(path) as pages:
        for n in range(sheets):
            rooms, small = floor_shapes(n)
            figure = Figure(figsize=(11, 8.5))
            axes = figure.add_axes((0.03, 0.05, 0.75, 0.85))
            for boxes, colour in ((rooms, "#fff6d6"), (small, "#555555")):
                corners = [[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in boxes]
                axes.add_collection(PolyCollection(corners, facecolors=colour, edgecolors="#333333", linewidths=0.4))
            for k, (a, b, c, d) in enumerate(rooms):
                axes.text((a + c) / 2, (b + d) / 2, str(100 + k), fontsize=8, ha="center", va="center", weight="bold")
            axes.set_xlim(0, COLUMNS * 9.0)
            axes.set_ylim(0, ROWS * 7.0)
            axes.set_aspect("equal")
            pages.savefig(figure)


def run(side: str, sheets: int, path: Path) -> tuple[float, float, float, str]:
    """Run one side in a process of its own; return seconds, those of the processor, peak MB and what it said."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, __file__, side, str(sheets), str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(done.stderr.strip().splitlines()[-1])
    *said, memory = done.stdout.split("\n")[:-1]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, busy, float(memory) / 1024, " ".join(said)


def main() -> None:
    """Print both sides and their ratio; with a side's name, be that side."""
    if sys.argv[1:2] and sys.argv[1] in {"ours", "matplotlib"}:
        {"ours": draw_ours, "matplotlib": draw_matplotlib}[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        times = {}
        for side in ("ours", "matplotlib"):
            path = Path(folder) / f"{side}.pdf"
            seconds, busy, memory, said = run(side, sheets, path)
            times[side] = (seconds, busy)
            size = path.stat().st_size / 1e6
            took = f"{seconds:6.1f} s, of the processor {busy:5.1f} s"
            print(f"{side:10} {sheets} sheets: {took}, {size:5.1f} MB, peak {memory:4.0f} MB  {said}")
    by_clock, by_processor = (ours / other for ours, other in zip(*(times[s] for s in times), strict=True))
    print(f"ratio ours / Matplotlib {by_clock:.2f}, by the processor {by_processor:.2f}")


if __name__ == "__main__":
    main()
