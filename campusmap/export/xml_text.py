"""XML elements whose texts may come from anywhere."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

# What XML 1.0 does not allow in text. Source: its section 2.2, "Char".
_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Append an element; characters that XML forbids become U+FFFD."""
    child = ET.SubElement(parent, tag, {key: clean_text(value) for key, value in attributes.items()})
    if text is not None:
        child.text = clean_text(text)
    return child


def clean_text(text: str) -> str:
    """Replace what XML 1.0 cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def to_bytes(root: ET.Element) -> bytes:
    """Write a document with its declaration, indented by one space a level."""
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"
