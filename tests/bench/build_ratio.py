"""How many times the cost of reading its drawings does a whole build take?

    python tests/bench/build_ratio.py [FOLDER] [RUNS]

Both sides are fresh processes, imports included, run in turn; what is printed is the ratio run by run and its median.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = "import sys, ezdxf\nfor path in sys.argv[1:]:\n    ezdxf.readfile(path)\n"


def clock(command: list[str]) -> float:
    """Run a command and return its wall seconds."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr)
    return time.perf_counter() - started


def main() -> None:
    """Print reading, building and their ratio, run by run."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sample_campuses" / "cedar-ridge-high"
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    plans = sorted(str(path) for path in (folder / "plans").glob("*.dxf"))
    size_mb = sum(Path(path).stat().st_size for path in plans) / 1e6
    print(f"{folder.name}: {len(plans)} drawings, {size_mb:.1f} MB")
    ratios = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as scratch:
            read_s = clock([sys.executable, "-c", READ, *plans])
            build_s = clock([sys.executable, "-m", "campusmap", "build", str(folder), "-o", f"{scratch}/kit"])
        ratios.append(build_s / read_s)
        print(f"ezdxf.readfile {read_s:6.2f} s   campusmap build {build_s:6.2f} s   ratio {ratios[-1]:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
