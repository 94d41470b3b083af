"""What will be needed soon, begun in a copy of this process before it has imported anything itself."""

from __future__ import annotations

import threading
from importlib import import_module
from typing import Any

from campusmap.errors import CampusmapError
from campusmap.pipeline.guard import Reader
from campusmap.pipeline.workers import copy_early


class Begun:
    """A function of a module that a copy of this process is calling; where it cannot, nothing is begun."""

    def __init__(self, module: str, name: str, **arguments: Any) -> None:
        self._reader: Reader | None = copy_early()
        self._made: Any = None
        self._taking = threading.Lock()
        if self._reader is not None:
            self._reader.begin((_call, (module, name, arguments)), name)

    def take(self) -> Any:
        """Return what the function made, waiting for it; None if nothing came."""
        with self._taking:
            if self._reader is not None:
                made = self._reader.finish()
                self._made = None if isinstance(made, CampusmapError) else made
                self._reader.end()
                self._reader = None
            return self._made


def _call(module: str, name: str, arguments: dict[str, Any]) -> Any:
    return getattr(import_module(module), name)(**arguments)
