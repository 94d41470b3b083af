"""Make the sample campuses: ``python sample_campuses/generate.py [NAME ...] [--out FOLDER]``."""

from __future__ import annotations

import argparse
import filecmp
import tempfile
from collections.abc import Callable
from pathlib import Path

from ezdxf._options import options
from generator.cedar import write_cedar
from generator.harbor import write_harbor
from generator.maple import write_maple

CAMPUSES: dict[str, Callable[[Path, Path], None]] = {
    "maple-elementary": write_maple,
    "cedar-ridge-high": write_cedar,
    "harbor-middle": write_harbor,
}


def make_campus(name: str, out: Path) -> None:
    """Write one campus into ``out/name`` and its truth into ``out/truth/name``; untouched files keep their dates."""
    options.write_fixed_meta_data_for_testing = True
    with tempfile.TemporaryDirectory(dir=out, prefix=".making-") as scratch:
        made, truth = Path(scratch) / "campus", Path(scratch) / "truth"
        made.mkdir()
        CAMPUSES[name](made, truth)
        mirror(made, out / name)
        mirror(truth, out / "truth" / name)


def mirror(source: Path, target: Path) -> None:
    """Move new and changed files over, and take away the ones that are no longer made."""
    made = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for relative in sorted(made):
        goal = target / relative
        goal.parent.mkdir(parents=True, exist_ok=True)
        if not goal.exists() or not filecmp.cmp(source / relative, goal, shallow=False):
            (source / relative).replace(goal)
    for path in [path for path in target.rglob("*") if path.is_file()]:
        if path.relative_to(target) not in made:
            path.unlink()


def main() -> None:
    """Read the command line and make what it names, or everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CAMPUSES))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="where the folders go")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in arguments.names or CAMPUSES:
        make_campus(name, arguments.out)


if __name__ == "__main__":
    main()
