"""A kit's files, written as soon as what they tell is known: most of them beside the layout of the packet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from campusmap.audience.allow import Audience
from campusmap.carto.packet import Packet
from campusmap.export.table import before_rules, by_cost, write_together
from campusmap.model.kit import Kit
from campusmap.pipeline.edition import KITS, kit_name
from campusmap.pipeline.forks import share_work, work_aside
from campusmap.pipeline.lock import hold_lock
from campusmap.pipeline.publish import staged


class Writing:
    """The kit that a build writes: locked, and staged beside its place, until ``stack`` ends."""

    def __init__(self, stack: ExitStack, out: Path | None, audience: Audience, exporters: tuple[str, ...]) -> None:
        self._stack, self._out, self._audience = stack, out, audience
        self._late = exporters
        self._place: tuple[Path, Path] | None = None
        self._finish_early: Callable[[], None] = lambda: None

    def begin(self, kit: Kit) -> None:
        """Let a copy of this process write what tells nothing of findings and sheets; ``kit`` has none yet."""
        early = before_rules(self._late)
        if not early:
            return
        staging, _ = self._open(kit)
        write = partial(write_together, early, kit, Packet(), staging)
        self._finish_early = self._stack.enter_context(work_aside(write))
        self._late = tuple(name for name in self._late if name not in early)

    def write(self, kit: Kit, packet: Packet) -> tuple[Path, Path]:
        """Write what is not written yet; return the staging folder and the place that it is to take."""
        place = self._open(kit)
        tasks = [partial(write_together, names, kit, packet, place[0]) for names in by_cost(self._late)]
        share_work(tasks, own=1)
        self._finish_early()
        return place

    def _open(self, kit: Kit) -> tuple[Path, Path]:
        if self._place is None:
            target = (self._out or KITS / kit_name(kit.campus.id, self._audience)).resolve()
            self._stack.enter_context(hold_lock(target))
            self._place = self._stack.enter_context(staged(target)), target
        return self._place
