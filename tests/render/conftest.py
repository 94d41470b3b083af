"""What the tests of the map and of the packet may ask for; the demo campus's packet is printed once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from demo_campus import demo_kit
from map_page import Open, Opened

from campusmap.carto.packet import Packet, lay_out
from campusmap.model.kit import Kit
from campusmap.render.pdf import render_packet
from campusmap.render.web.page import render_map


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


@pytest.fixture(scope="session")
def kit() -> Kit:
    return demo_kit()


@pytest.fixture(scope="session")
def packet(kit: Kit) -> Packet:
    return lay_out(kit.campus, kit.project, kit.analysis)


@pytest.fixture(scope="session")
def pdf(packet: Packet, kit: Kit) -> bytes:
    return render_packet(packet, kit)


@pytest.fixture
def document(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    opened = pypdfium2.PdfDocument(pdf)
    yield opened
    opened.close()
