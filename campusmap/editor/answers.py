"""What the editor answers: the page, what is new, a look into a room, a change, undo and redo."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from campusmap.editor.corners import SeenError, look_into
from campusmap.editor.desk import Desk, tell_since
from campusmap.editor.guard import PHOTO_PATH
from campusmap.editor.order import Order, read_order, today_of
from campusmap.editor.orders import take_order
from campusmap.editor.pictures import keep_picture
from campusmap.editor.placing import list_rivals
from campusmap.editor.reply import hand_over, say
from campusmap.errors import CampusmapError, ConflictError, InputError
from campusmap.model.edit import Entry
from campusmap.pipeline.people import redo_last, save_changes, undo_last
from campusmap.render.web.page import picture_blocks, render_editor

NEED_SIGHT: Final = ("corner", "draw", "erase")  # these are held against lines of sight
WAIT_S: Final = 240.0  # how long a change waits for the drawings, or for lines of sight (tool default)
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

    def look() -> Response:
        _wait_for(desk, desk.is_judged)
        return hand_over(look_into(desk.kit, desk.inputs, str(room)))

    return _guarded(look)


def _poses(desk: Desk, request: Request) -> Response:
    body = _body(request)
    floor = body.get("floor") if isinstance(body, dict) else None

    def find() -> Response:
        _wait_for(desk, desk.is_drawn)
        return hand_over(list_rivals(desk.kit, floor if isinstance(floor, int) else -1))

    return _guarded(find)


def _change(desk: Desk, request: Request) -> Response:
    def make() -> Response:
        said = _body(request)
        needs_sight = isinstance(said, dict) and said.get("do") in NEED_SIGHT
        _wait_for(desk, desk.is_judged if needs_sight else desk.is_drawn)
        order = read_order(said, today_of(), desk.drawings.floors)
        changes, what = take_order(desk.kit, desk.inputs, order)
        return _made(desk, save_changes(desk.folder, changes, order.who, what, order.text("group")))

    return _guarded(make)


def _photo(desk: Desk, request: Request) -> Response:
    """Keep a photo; which row names it is a change of its own."""
    return _guarded(lambda: hand_over({"name": keep_picture(desk.folder, _signed(request))}))


def _undo(desk: Desk, request: Request) -> Response:
    return _guarded(lambda: _take_back(desk, request, undo_last))


def _redo(desk: Desk, request: Request) -> Response:
    return _guarded(lambda: _take_back(desk, request, redo_last))


def _take_back(desk: Desk, request: Request, take: Callable[[Path, str], Entry | None]) -> Response:
    who = _signed(request).who
    _wait_for(desk, desk.is_drawn)
    return _made(desk, take(desk.folder, who))


def _block(desk: Desk, request: Request) -> Response:
    """Hand over a picture that came after the page did, as the page holds those that it came with."""
    text = picture_blocks(desk.kit.campus).get(request.args.get("name", ""))
    return say(404, "there is no such picture") if text is None else hand_over({"text": text})


def _wait_for(desk: Desk, event: threading.Event) -> None:
    """Wait until the campus is read so far; raise InputError for one that cannot be read, or not so soon."""
    if not event.wait(WAIT_S):
        raise InputError("this change", "was not made: the campus is still being read", "try again later")
    if desk.fault:
        raise InputError("this change", "was not made: the campus cannot be read", "mend what is wrong with it first")


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
    ("GET", "/block"): _block,
    ("POST", "/look"): _look,
    ("POST", "/poses"): _poses,
    ("POST", "/change"): _change,
    ("POST", PHOTO_PATH): _photo,
    ("POST", "/undo"): _undo,
    ("POST", "/redo"): _redo,
}
