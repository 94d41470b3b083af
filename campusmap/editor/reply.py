"""The two forms of an answer: a sentence, and data for the page's script."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.wrappers import Response


def say(status: int, text: str) -> Response:
    """Return one sentence as the answer."""
    return Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")


def hand_over(data: dict[str, Any], status: int = 200) -> Response:
    """Return data as the answer, in ASCII JSON."""
    return Response(json.dumps(data, ensure_ascii=True), status, content_type="application/json")
