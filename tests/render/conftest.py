"""What the tests of the map may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from map_page import Open, Opened

from campusmap.model.kit import Kit
from campusmap.render.web import render_map


@pytest.fixture(scope="module")
def opener(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    contexts = []

    def open_kit(kit: Kit, **options: Any) -> Opened:
        context = browser.new_context(offline=True, **{"viewport": {"width": 1400, "height": 850}, **options})
        context.set_default_timeout(8000)
        contexts.append(context)
        path = tmp_path_factory.mktemp("map") / "map.html"
        path.write_text(render_map(kit), encoding="utf-8")
        return Opened(context, path)

    yield open_kit
    for context in contexts:
        context.close()
