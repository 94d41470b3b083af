"""Serve the editor on the loopback address until it is told to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Final

from campusmap.editor.front import MAX_PHOTO_BODY, Front, make_app
from campusmap.editor.guard import LOOPBACK, Guard
from campusmap.editor.kept import Kept

if TYPE_CHECKING:
    from campusmap.editor.desk import Desk

TELL_S: Final = 3.0  # how long an editor that ends waits for a page that was begun (tool default)
SEND_S: Final = 0.5  # in which the last words reach a browser on this computer (tool default)
THREADS: Final = 12  # pages that wait for news hold one each (tool default)


def serve(kept: Kept | None, make_desk: Callable[[Front], Desk], opened: Callable[[str, str], None]) -> None:
    """Answer on a free port of 127.0.0.1; ``opened`` is told the address, good for one opening, and the campus's name.

    With a page that was kept the answering begins at once, and the campus is read beside it; without, as soon as
    ``make_desk`` tells the front that it is handed the campus's name. Raises what ``make_desk`` raises.
    """
    from waitress import wasyncore  # type: ignore[import-untyped]
    from waitress.server import create_server  # type: ignore[import-untyped]

    front, sockets = Front(Guard(0), kept), dict[int, Any]()
    server: Any = create_server(
        make_app(front), map=sockets, host=LOOPBACK, port=0, threads=THREADS, ident="",
        max_request_body_size=MAX_PHOTO_BODY, max_request_header_size=16_384, channel_timeout=300,
    )  # fmt: skip
    front.guard.port = int(server.effective_port)
    address = f"{front.guard.origin}/?key={front.guard.once}"
    stop, faults = threading.Event(), list[BaseException]()
    try:
        worker = threading.Thread(
            target=copy_context().run, args=(_work, front, make_desk, (stop, faults), server), daemon=True
        )
        worker.start()
        if kept is None:
            front.named.wait()
        if kept is not None or front.name:
            opened(address, kept.facts["campus"]["name"] if kept else front.name)
            with suppress(KeyboardInterrupt):
                while not stop.is_set():
                    wasyncore.loop(timeout=1.0, map=sockets, count=1)
    finally:
        stop.set()
        if front.desk is not None:
            let_go(front.desk)
        server.task_dispatcher.shutdown(timeout=1)
        server.trigger.close()
        wasyncore.close_all(sockets, ignore_all=True)
    if faults:
        raise faults[0]


def let_go(desk: Desk) -> None:
    """Let everybody who waits for a desk go."""
    desk.fault = desk.fault or "the editor was ended"
    with desk.news:
        desk.news.notify_all()
    for event in (desk.wanted, desk.is_drawn, desk.is_judged):
        event.set()


def _work(
    front: Front,
    make_desk: Callable[[Front], Desk],
    told: tuple[threading.Event, list[BaseException]],
    server: Any,
) -> None:
    """Read the campus and look at its files again and again; a fault is told to the pages and ends the serving."""
    stop, faults = told
    try:
        front.open(make_desk(front))
        from campusmap.editor.desk import keep_looking

        if front.desk is not None:
            keep_looking(front.desk, stop)
    except BaseException as error:  # told by the command, in the thread that can
        faults.append(error)
        if front.desk is not None:
            from campusmap.editor.desk import give_up

            give_up(front.desk, str(error))
        elif front.name:
            _tell_fault(front, str(error))
        stop.set()
        with suppress(OSError):  # the thread that serves may have closed it by now
            server.pull_trigger()
        front.open(None)


def _tell_fault(front: Front, fault: str) -> None:
    """Tell the page that was begun that the campus cannot be read, if one comes for it soon."""
    front.fault = fault
    front.ready.set()
    if front.heard.wait(TELL_S):
        time.sleep(SEND_S)
