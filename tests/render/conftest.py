"""The demo campus's packet, printed once for the tests that read it back."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from demo_campus import demo_kit

from campusmap.carto.packet import Packet, lay_out
from campusmap.model.kit import Kit
from campusmap.render.pdf import render_packet


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
