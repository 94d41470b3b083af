"""A signal ends a command wherever it comes, also where what it raises is passed over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TERM = "os.kill(os.getpid(), signal.SIGTERM); time.sleep(0.2)"
MAIN = """
import os, signal, time
from campusmap.cli.interrupt import end_on_signals, say_interrupted
end_on_signals()
try:
    {begin}
    print("went on", flush=True)
    time.sleep(10.0)
    print("and on", flush=True)
except KeyboardInterrupt:
    time.sleep(0.1)  # tidying up is not interrupted
    say_interrupted()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
@pytest.mark.parametrize("begin", ["import swallowing", "Dropped()", TERM, f"{TERM}; {TERM}"])
def test_a_signal_is_not_swallowed(begin: str, tmp_path: Path) -> None:
    swallowing = f"import os, signal, time\ntry:\n    {TERM}\nexcept BaseException:\n    pass\n"
    (tmp_path / "swallowing.py").write_text(swallowing, "utf-8")
    ending = f"class Dropped:\n    def __del__(self) -> None:\n        {TERM}\n"
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    run = subprocess.run(
        [sys.executable, "-c", ending + MAIN.format(begin=begin)],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert "and on" not in run.stdout
    assert (run.returncode, run.stderr) == (0, "campusmap: interrupted; nothing is half-written\n")
