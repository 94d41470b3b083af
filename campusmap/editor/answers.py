"""What the editor answers: the page, what is new, a look into a room, a change, undo and redo."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from campusmap.editor.corners import SeenError, look_into
from campusmap.editor.desk import Desk, tell_since
from campusmap.editor.order import Order, read_order, today_of
from campusmap.editor.orders import take_order
from campusmap.editor.placing import list_rivals
from campusmap.editor.reply import hand_over, say
from campusmap.errors import CampusmapError, ConflictError
from campusmap.model.edit import Entry
from campusmap.pipeline.people import redo_last, save_changes, undo_last
from campusmap.render.web.page import render_editor

MOST_TOLD: Final = 4  # changes of one entry that the page is told; a room list that is begun has hundreds
_LOG: Final = logging.getLogger(__name__)


def answer(desk: Desk, request: Request) -> Response:
    """Answer a request that was let in."""
    route = _ROUTES.get((request.method, request.path))
    if route is None:
        return say(404, "there is nothing here")
    try:
        return route(desk, request)
    except HTTPException as error:
        return say(error.code or 400, "this request is too large or cannot be read")


def _page(desk: Desk, _: Request) -> Response:
    with desk.news:
        facts = {**desk.facts, "version": desk.version}
    return Response(render_editor(desk.kit, facts), 200, content_type="text/html; charset=utf-8")


def _news(desk: Desk, request: Request) -> Response:
    since = request.args.get("since", "0")
    return hand_over(tell_since(desk, int(since) if since.isdecimal() and len(since) < 10 else 0))


def _look(desk: Desk, request: Request) -> Response:
    body = _body(request)
    room = body.get("room") if isinstance(body, dict) else None
    return _guarded(lambda: hand_over(look_into(desk.kit, desk.inputs, str(room))))


def _poses(desk: Desk, request: Request) -> Response:
    body = _body(request)
    floor = body.get("floor") if isinstance(body, dict) else None
    return _guarded(lambda: hand_over(list_rivals(desk.kit, floor if isinstance(floor, int) else -1)))


def _change(desk: Desk, request: Request) -> Response:
    def make() -> Response:
        order = read_order(_body(request), today_of(), desk.drawings.floors)
        changes, what = take_order(desk.kit, desk.inputs, order)
        return _made(desk, save_changes(desk.folder, changes, order.who, what, order.text("group")))

    return _guarded(make)


def _undo(desk: Desk, request: Request) -> Response:
    return _guarded(lambda: _made(desk, undo_last(desk.folder, _signed(request).who)))


def _redo(desk: Desk, request: Request) -> Response:
    return _guarded(lambda: _made(desk, redo_last(desk.folder, _signed(request).who)))


def _signed(request: Request) -> Order:
    return read_order(_body(request), today_of())


def _made(desk: Desk, entry: Entry | None) -> Response:
    """Say how a change was made, and have it judged."""
    if entry is None:
        return hand_over({"what": ""})
    desk.wanted.set()
    changes = [asdict(change) for change in entry.changes[-MOST_TOLD:]]
    return hand_over({"what": entry.what, "number": entry.number, "when": entry.when, "changes": changes})


def _guarded(make: Callable[[], Response]) -> Response:
    """Turn what cannot be done into one sentence: 409 to be asked about, 422 for what cannot be written."""
    try:
        return make()
    except SeenError as error:
        return hand_over({"seen": str(error)}, 409)
    except ConflictError as error:
        return hand_over({"conflict": str(error), "now": error.now}, 409)
    except CampusmapError as error:
        return hand_over({"refused": str(error)}, 422)
    except HTTPException:
        raise
    except Exception as error:
        _LOG.exception("a change failed")
        return hand_over({"refused": f"internal error: {type(error).__name__}; see whether the change was made"}, 500)


def _body(request: Request) -> Any:
    if request.mimetype != "application/json":
        return None
    try:
        return json.loads(request.get_data(cache=False))
    except (ValueError, RecursionError):
        return None


_ROUTES: Final[dict[tuple[str, str], Callable[[Desk, Request], Response]]] = {
    ("GET", "/"): _page,
    ("GET", "/news"): _news,
    ("POST", "/look"): _look,
    ("POST", "/poses"): _poses,
    ("POST", "/change"): _change,
    ("POST", "/undo"): _undo,
    ("POST", "/redo"): _redo,
}
