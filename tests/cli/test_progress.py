"""Long work shows its steps on a terminal, and nothing in a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = """
from campusmap.cli.report import show_steps
with show_steps() as step:
    step("read 3 drawings")
    step("analyse")
    {end}
"""


def run_in_terminal(end: str) -> str:
    """Run steps with a terminal as their standard error; return what it was sent."""
    pty = pytest.importorskip("pty")  # a terminal of Linux and macOS
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", CODE.format(end=end)], cwd=ROOT, stderr=theirs) as process:
        os.close(theirs)
        process.wait(60)
    sent = b""
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:  # how Linux says that a terminal is at its end
            break
        if not data:
            break
        sent += data
    os.close(ours)
    return sent.decode()


def test_a_terminal_shows_each_step_with_what_it_took() -> None:
    lines = [line.rpartition("\x1b[K")[2] for line in run_in_terminal("pass").split("\r\n")]
    assert [line.split("s  ")[-1] for line in lines if " s  " in line] == ["read 3 drawings", "analyse"]


def test_a_fault_wipes_the_step_that_it_ended() -> None:
    sent = run_in_terminal("raise SystemExit(3)")
    assert "s  read 3 drawings" in sent
    assert "s  analyse" not in sent
    assert sent.endswith("\r\x1b[K")


def test_a_pipe_stays_quiet() -> None:
    done = subprocess.run([sys.executable, "-c", CODE.format(end="pass")], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout + done.stderr == b""
