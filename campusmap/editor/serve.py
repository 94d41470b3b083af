"""Serve the editor on the loopback address until it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import Any, Final

from campusmap.editor.answers import MAX_BODY, make_app
from campusmap.editor.desk import Desk, keep_looking
from campusmap.editor.guard import LOOPBACK, Guard

THREADS: Final = 12  # pages that wait for news hold one each (tool default)


def serve(desk: Desk, opened: Callable[[str], None]) -> None:
    """Answer on a free port of 127.0.0.1; ``opened`` is told the address, which is good for one opening."""
    from waitress.server import create_server  # type: ignore[import-untyped]

    guard = Guard(0)
    server: Any = create_server(
        make_app(desk, guard), host=LOOPBACK, port=0, threads=THREADS, ident="", max_request_body_size=4 * MAX_BODY,
        max_request_header_size=16_384, channel_timeout=60,
    )  # fmt: skip
    guard.port = int(server.effective_port)
    stop = threading.Event()
    judge = copy_context()  # with the cache of this campus
    watcher = threading.Thread(target=judge.run, args=(keep_looking, desk, stop), daemon=True)
    watcher.start()
    try:
        opened(f"{guard.origin}/?key={guard.once}")
        server.run()
    finally:
        stop.set()
        desk.wanted.set()
        server.close()
