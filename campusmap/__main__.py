"""Run campusmap as ``python -m campusmap``."""

from campusmap.cli import run

run()
