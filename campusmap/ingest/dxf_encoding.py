"""Find the encoding of a DXF file's texts: what its header states, unless its bytes show otherwise."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Final

# Names of $DWGCODEPAGE that hold no number, or a number of another meaning. Source: DXF reference, HEADER section.
_NAMED: Final = {
    "gb2312": "gbk", "big5": "cp950", "ksc5601": "cp949", "johab": "johab", "1361": "johab", "mac-roman": "mac-roman",
    "ascii": "cp1252", "utf-8": "utf-8", "65001": "utf-8", "936": "gbk",
}  # fmt: skip
_WIDE: Final = frozenset({"gbk", "cp932", "cp949", "cp950", "johab"})
_SURE: Final = 12  # bytes beyond ASCII from which text in two-byte pages is no UTF-8 by chance; tool default


def stated_encoding(header: Mapping[str, str]) -> str:
    """Return the Python name of the encoding that a header states: UTF-8 from AC1021 on, before that $DWGCODEPAGE."""
    return "utf-8" if header.get("$ACADVER", "AC1009") >= "AC1021" else page_encoding(header)


def page_encoding(header: Mapping[str, str]) -> str:
    """Return the Python name of $DWGCODEPAGE ("ANSI_1250", "dos850", "iso8859-2"), Windows-1252 if it is unknown."""
    page = header.get("$DWGCODEPAGE", "").strip().lower().removeprefix("ansi_")
    found = re.fullmatch(r"(?:cp|dos|ibm|windows-)?(\d+)", page)
    name = _NAMED.get(page) or (f"cp{found[1]}" if found else page)
    try:
        return _NAMED.get(found[1], name) if found else codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def find_encoding(header: Mapping[str, str], data: bytes) -> tuple[str, str]:
    """Return the encoding of an ASCII DXF file's texts, and, where that is not the stated one, what is wrong.

    UTF-8 is told from its bytes; a file that should be UTF-8 and mostly is not is read in its code page.
    """
    stated = stated_encoding(header)
    if data.isascii() or not is_known(stated):
        return (stated if is_known(stated) else "cp1252"), ""
    if stated != "utf-8":
        enough = stated not in _WIDE or len(drop_ascii(data)) >= _SURE
        found = "utf-8" if enough and is_encoded(data, "utf-8") else stated
    else:
        found = stated if is_encoded(data, stated) else fall_back(header, data)
    doubt = f"the texts are written in {found}, although the header states {stated}" if found != stated else ""
    return found, doubt


def fall_back(header: Mapping[str, str], data: bytes) -> str:
    """Return the code page for texts most of whose bytes are no UTF-8."""
    page = page_encoding(header)
    text = drop_ascii(data).decode("utf-8", "surrogateescape")
    lone = sum("\udc80" <= c <= "\udcff" for c in text)
    sound = len(text) - lone
    return page if lone > sound and page != "utf-8" and is_encoded(data, page) else "utf-8"


def drop_ascii(data: bytes) -> bytes:
    """Return the bytes beyond ASCII, of which alone UTF-8 makes its other letters."""
    return data.translate(None, bytes(range(128)))


def is_known(encoding: str) -> bool:
    """Tell whether Python can decode an encoding."""
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def is_encoded(data: bytes, encoding: str) -> bool:
    """Tell whether bytes are sound in an encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
