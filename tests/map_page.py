"""A page of the map as a browser opened it, with what it asked for and complained of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

# What the browser is told, when the page is to be left: not to, and to ask (for older ones, by a value).
LEAVING = """(() => {
  const event = document.createEvent('BeforeUnloadEvent');
  event.initEvent('beforeunload', false, true);
  window.dispatchEvent(event);
  return [event.defaultPrevented, Boolean(event.returnValue)];
})()"""


class Opened:
    """A page, its requests beyond itself, and its errors and warnings."""

    def __init__(self, context: Any, path: Path) -> None:
        self.page = context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.goto(path.as_uri())
        assert self.page.evaluate("typeof window.campusmap") == "object", self.errors

    @property
    def outside(self) -> list[str]:
        return [url for url in self.requests[1:] if not url.startswith(("data:", "blob:"))]


Open = Callable[..., Opened]
