"""Where requests come in: who is let in, and what is shown while the campus is still being read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Final

from werkzeug.wrappers import Request, Response

from campusmap.editor.guard import PHOTO_PATH, Guard
from campusmap.editor.kept import Kept
from campusmap.editor.reply import hand_over, say

if TYPE_CHECKING:
    from campusmap.editor.desk import Desk

MAX_BODY: Final = 262_144  # bytes of a request; a drawn shape of 1,000 corners takes 40 kB (tool default)
MAX_PHOTO_BODY: Final = 4 * MAX_BODY  # bytes of one that brings a photo, of which the page makes 300 kB (tool default)
NEWS_S: Final = 20.0  # how long a page that asks for news is kept waiting for the campus (tool default)
CHANGE_S: Final = 240.0  # how long a change, or a page of which none was kept, waits for it (tool default)
WAITING: Final = '<p id="opening" role="status">The campus is being read.</p>\n'
FAILED: Final = '<p role="alert" class="failed">The campus cannot be read. {}</p></body></html>\n'
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Any]


@dataclass(slots=True)
class Front:
    """What there is to answer with: the page as it stood last until the campus is read, else the desk as it fills.

    ``ready`` is set when there is a desk, and when the campus could not be read: ``desk`` is None then, and ``fault``
    says why. ``named`` is set as soon as the campus's name is known, and with ``ready`` at the latest.
    """

    guard: Guard
    kept: Kept | None = None
    desk: Desk | None = None
    ready: threading.Event = field(default_factory=threading.Event)
    name: str = ""
    named: threading.Event = field(default_factory=threading.Event)
    fault: str = ""
    heard: threading.Event = field(default_factory=threading.Event)  # set when a page was told the fault

    def begin(self, name: str) -> None:
        """Begin pages with the campus's name from now on."""
        self.name = name
        self.named.set()

    def open(self, desk: Desk | None) -> None:
        """Answer for a desk from now on."""
        self.desk = desk
        self.name = desk.kit.campus.name if desk else self.name
        self.ready.set()
        self.named.set()


def make_app(front: Front) -> Wsgi:
    """Return the application that answers."""

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        request = Request(environ)
        request.max_content_length = MAX_BODY if request.path != PHOTO_PATH else MAX_PHOTO_BODY
        response = receive(front, request)
        response.headers.update(_HEADERS)
        return response(environ, start_response)

    return app


def receive(front: Front, request: Request) -> Response:
    """Answer one request; whatever is not the editor's own page asking is refused, and nothing is written."""
    guard = front.guard
    refused = guard.refuse(request)
    if refused:
        return say(403, refused)
    if request.method == "GET" and request.path == "/" and "key" in request.args:
        return _let_in(guard, request.args["key"])
    if not guard.knows(request):
        return say(403, "open the address that the editor printed; it is good for one browser")
    if not front.ready.is_set():
        early = _answer_early(front, request)
        if early is not None:
            return early
    if front.desk is None:
        return hand_over({"refused": "the campus cannot be read"}, 422)
    from campusmap.editor.answers import answer

    return answer(front.desk, request)


def _answer_early(front: Front, request: Request) -> Response | None:
    """Answer while the campus is being read: with the page as it stood, or that there is no news; else wait for it."""
    if request.method == "GET" and request.path == "/" and front.kept is not None:
        return Response(front.kept.html, 200, content_type="text/html; charset=utf-8")
    if request.method == "GET" and request.path == "/" and front.named.is_set():
        return Response(_stream_page(front), 200, content_type="text/html; charset=utf-8")
    is_news = request.path == "/news"
    if front.ready.wait(NEWS_S if is_news else CHANGE_S) or not is_news:
        return None
    return hand_over({"version": 0, "parts": {}, "scenes": {}})


def _stream_page(front: Front) -> Iterator[str]:
    """Yield the page as far as it is the same for every campus, and the rest when there is something to show."""
    from campusmap.render.web.page import begin_editor, end_editor

    yield begin_editor(front.name) + WAITING
    front.ready.wait(CHANGE_S)
    if front.desk is None:
        yield FAILED.format(escape(front.fault or "it takes too long; load this page again"))
        front.heard.set()
        return
    with front.desk.news:
        kit, facts = front.desk.kit, {**front.desk.facts, "version": front.desk.version}
    yield end_editor(kit, facts)


def _let_in(guard: Guard, key: str) -> Response:
    """Exchange the key of the address, once, for a cookie that scripts and other sites do not get."""
    if not guard.spend(key):
        return say(403, "this address was opened before; start the editor again for a new one")
    response = Response("", 303, {"Location": "/"})
    response.set_cookie(guard.cookie, guard.session, httponly=True, samesite="Strict", path="/")
    return response
