"""The programs that turn DWG into DXF: which are installed, and how each is run."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.units import count_of

TIMEOUT_S: Final = 600.0  # a drawing of 30 MB takes a minute (tool default)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a converter says it did; ``written`` is 0 and ``unit`` None where it does not say."""

    version: str
    remark: str = ""
    written: int = 0  # entities
    undecoded: Mapping[str, int] = field(default_factory=dict)  # type -> count
    strays: int = 0  # entities of block definitions that were drawn in model space, too
    unit: int | None = None  # $INSUNITS of the DWG, where the result does not hold it


@dataclass(frozen=True, slots=True)
class Converter:
    """A converter that is installed."""

    name: str
    convert: Callable[[Path, Path], Conversion]


def find_converters() -> list[Converter]:
    """Return the installed converters, the most faithful first."""
    oda, libre = shutil.which("ODAFileConverter"), shutil.which("dwg2dxf")
    found = []
    if oda:
        found.append(Converter("ODA File Converter", lambda source, target: run_oda(oda, source, target)))
    if libre:
        found.append(Converter("dwg2dxf", lambda source, target: run_libredwg(libre, source, target)))
    if importlib.util.find_spec("ezdwg") is not None:
        found.append(Converter("ezdwg", run_ezdwg))
    return found


def run_oda(program: str, source: Path, target: Path) -> Conversion:
    """Run the ODA File Converter, which converts folders: input, output, version, type, recurse, audit."""
    with tempfile.TemporaryDirectory(prefix="campusmap-oda-") as folder:
        inbox, outbox = Path(folder, "in"), Path(folder, "out")
        inbox.mkdir()
        outbox.mkdir()
        shutil.copyfile(source, inbox / "drawing.dwg")
        run([program, str(inbox), str(outbox), "ACAD2018", "DXF", "0", "1"])
        made = outbox / "drawing.dxf"
        if made.is_file():
            shutil.move(made, target)
    return Conversion("ODA File Converter")


def run_libredwg(program: str, source: Path, target: Path) -> Conversion:
    """Run LibreDWG's dwg2dxf, which writes what it could read even where it reports errors."""
    version = run([program, "--version"]).stdout.strip().splitlines()
    done = run([program, "-y", "-o", str(target), str(source.resolve())])
    errors = [line.strip() for line in done.stderr.splitlines() if line.startswith("ERROR")]
    remark = f"{errors[-1][:160]} ({count_of(len(errors), 'error')})" if errors else ""
    return Conversion(version[0] if version else "dwg2dxf", remark)


def run_ezdwg(source: Path, target: Path) -> Conversion:
    """Run the Python package ezdwg in a process of its own, and read its account."""
    module = "campusmap.ingest.dwg_ezdwg"
    done = run([sys.executable, "-m", module, str(source.resolve()), str(target)])
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise InputError(
            source.name, f"it failed ({said[-1][:160] if said else done.returncode})", "see above", code="dwg.converter"
        )
    account = json.loads(done.stdout.strip().splitlines()[-1])
    return Conversion(**account)


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a program without a shell, a terminal or a screen; raise InputError if it hangs or cannot start."""
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        return subprocess.run(  # noqa: S603 - the program is found on PATH, the arguments are paths
            list(command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
            env=settings,
        )
    except subprocess.TimeoutExpired:
        raise InputError(
            command[-1], f"it did not end within {TIMEOUT_S:g} s", "convert by hand", code="dwg.converter"
        ) from None
    except OSError as fault:
        raise InputError(
            command[-1], f"it cannot be started ({fault.strerror})", "install it again", code="dwg.converter"
        ) from None
