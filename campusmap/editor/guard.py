"""Who may ask: the page that this program opened, in the browser that it was opened in, and nobody else."""

from __future__ import annotations

import hmac
import secrets
import threading
from dataclasses import dataclass, field
from typing import Final

from werkzeug.wrappers import Request

LOOPBACK: Final = "127.0.0.1"
PHOTO_PATH: Final = "/photo"  # the one path by which more may come in than a change
_COOKIE: Final = "campusmap-edit-{port}"  # cookies do not tell ports apart


@dataclass(slots=True)
class Guard:
    """The keys of one run: ``once`` is good for one opening of the address, ``session`` for all that follows it."""

    port: int
    once: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def origin(self) -> str:
        """Return the one origin from which requests come."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def cookie(self) -> str:
        """Return the name of the cookie that holds the session's key."""
        return _COOKIE.format(port=self.port)

    def spend(self, key: str) -> bool:
        """Tell whether a key is the one of the address that was printed, and let it be good no more."""
        with self.lock:
            is_good = bool(self.once) and hmac.compare_digest(key.encode(), self.once.encode())
            if is_good:
                self.once = ""
            return is_good

    def refuse(self, request: Request) -> str:
        """Return why a request is refused, "" for one that is let in.

        The Host header must be this very address, so that no other name leads here (DNS rebinding); a page of another
        site is known by Sec-Fetch-Site and Origin. Writes must say their origin.
        """
        if request.headers.get("Host", "") != f"{LOOPBACK}:{self.port}":
            return "this is not the editor's address"
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        if origin not in (None, self.origin) or site not in (None, "none", "same-origin"):
            return "this request comes from another site"
        if request.method not in ("GET", "POST") or (request.method == "POST" and origin is None):
            return "this request says not where it comes from"
        return ""

    def knows(self, request: Request) -> bool:
        """Tell whether a request brings the key of this session."""
        return hmac.compare_digest(request.cookies.get(self.cookie, "").encode(), self.session.encode())
