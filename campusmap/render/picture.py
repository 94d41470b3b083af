"""A diagram as one SVG file, for looking at a drawing or at a stage of reading it."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from campusmap.carto.diagram import Diagram
from campusmap.carto.typeface import FALLBACK, FAMILY
from campusmap.render.svg import clean_xml, draw_items

_PX_PER_PT: Final = 4 / 3


def diagram_to_svg(diagram: Diagram) -> str:
    """Draw a diagram on white, 4/3 pixels a point."""
    width, height = diagram.width, diagram.height
    family = quoteattr(f"{FAMILY}, {FALLBACK}, sans-serif")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * _PX_PER_PT:.0f}" height="{height * _PX_PER_PT:.0f}" '
        f'viewBox="0 0 {width:.2f} {height:.2f}" font-family={family}>\n'
        f"<title>{escape(clean_xml(diagram.title, any_letter=True))}</title>\n"
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{draw_items(diagram.items, any_letter=True)}\n</svg>\n'
    )
