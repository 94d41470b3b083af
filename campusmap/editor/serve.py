"""Serve the editor on the loopback address until it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Final

from campusmap.editor.front import MAX_BODY, Front, make_app
from campusmap.editor.guard import LOOPBACK, Guard
from campusmap.editor.kept import Kept

if TYPE_CHECKING:
    from campusmap.editor.desk import Desk

THREADS: Final = 12  # pages that wait for news hold one each (tool default)


def serve(kept: Kept | None, make_desk: Callable[[], Desk], opened: Callable[[str, str], None]) -> None:
    """Answer on a free port of 127.0.0.1; ``opened`` is told the address, good for one opening, and the campus's name.

    With a page that was kept the answering begins at once, and the campus is read beside it; without, it is read first.
    Raises what ``make_desk`` raises.
    """
    from waitress.server import create_server  # type: ignore[import-untyped]

    front = Front(Guard(0), kept)
    server: Any = create_server(
        make_app(front), host=LOOPBACK, port=0, threads=THREADS, ident="", max_request_body_size=4 * MAX_BODY,
        max_request_header_size=16_384, channel_timeout=300,
    )  # fmt: skip
    front.guard.port = int(server.effective_port)
    address = f"{front.guard.origin}/?key={front.guard.once}"
    stop, faults = threading.Event(), list[BaseException]()
    try:
        if kept is None:
            front.open(make_desk())
        worker = threading.Thread(
            target=copy_context().run, args=(_work, front, make_desk, (stop, faults), server), daemon=True
        )
        worker.start()
        opened(address, kept.facts["campus"]["name"] if kept else front.desk.kit.campus.name if front.desk else "")
        server.run()
    finally:
        stop.set()
        if front.desk is not None:
            front.desk.wanted.set()
        server.close()
    if faults:
        raise faults[0]


def _work(
    front: Front, make_desk: Callable[[], Desk], told: tuple[threading.Event, list[BaseException]], server: Any
) -> None:
    """Read the campus, unless it is read, and look at its files again and again; a fault ends the serving."""
    stop, faults = told
    try:
        if front.desk is None:
            front.open(make_desk())
        from campusmap.editor.desk import keep_looking

        if front.desk is not None:
            keep_looking(front.desk, stop)
    except BaseException as error:  # told by the command, in the thread that can
        faults.append(error)
        front.open(None)
        server.close()
