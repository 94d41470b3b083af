"""Placeholders for the words of a drawing: as long, of the same kinds of characters, the same for the same word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Final

from campusmap.ingest.layers import role_of_name
from campusmap.rooms.hints import block_to_subject, tag_to_kind

_SIGN: Final = rb"(?P<unicode>\\U\+[0-9A-Fa-f]{4})|(?P<wide>\\M\+[1-5][0-9A-Fa-f]{4})"  # a character by its code
_WORD: Final = re.compile(rb"[A-Za-z]+|[0-9]+|[\x80-\xff]+")
_NAME_PART: Final = re.compile(_SIGN + rb"|" + _WORD.pattern)
# What says how a text is set, not what it says: character codes first, since they end no word.
_CODES: Final = re.compile(
    _SIGN + rb"|(?P<font>\\[fF][^;|\\]*)"
    rb"|%%[cdpuokCDPUOK]|%%[0-9]{3}|\\[HWQTACcp][0-9.,xtlrcqdji+*-]*;|\\[A-Za-z~]"
)
# Names that every drawing has, and that programs look for.
_RESERVED: Final = re.compile(
    rb"0|\*.*|defpoints|bylayer|byblock|continuous|standard|annotative|model|layout\d*|global|normal|acad.*|acdb.*|\*active"
    rb"|\$(?:model|paper)_space\d*",
    re.IGNORECASE,
)
# Characters by their length in bytes: Latin letters, Han, faces. Bytes that are letters in every code page.
_WIDE: Final = {2: range(0x0100, 0x0180), 3: range(0x4E00, 0x9F00), 4: range(0x1F600, 0x1F640)}
_HIGH: Final = range(0xE0, 0xFD)
_TRIES: Final = 200  # for a placeholder that no other word has; there are 26 letters, so some must share

Draw = Callable[[bytes, bytes], bytes]  # from a word and at least as many bytes of chance to a placeholder


class Words:
    """The placeholders of one drawing; ``key`` is secret from whoever does not have the drawing."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._given: dict[bytes, bytes] = {}
        self._taken: set[bytes] = set()
        self._names: dict[bytes, bytes] = {}

    def scrub_text(self, text: bytes) -> bytes:
        """Return a text with a placeholder for each word; codes that set it stay."""
        parts, at = [], 0
        for code in _CODES.finditer(text):
            parts += [_WORD.sub(self._replace, text[at : code.start()]), self._replace_code(code)]
            at = code.end()
        return b"".join([*parts, _WORD.sub(self._replace, text[at:])])

    def _replace_code(self, code: re.Match[bytes]) -> bytes:
        if code["unicode"] or code["wide"]:
            return self._replace_sign(code)
        if code["font"]:
            return code[0][:2] + _WORD.sub(self._replace, code[0][2:])
        return code[0]

    def _replace_sign(self, sign: re.Match[bytes]) -> bytes:
        """Return the code of another character: a letter, or in a code page of its own the first of a table."""
        if sign["wide"]:
            return sign[0][:4] + b"8140"
        return self._give(sign[0].lower(), _draw_sign)

    def scrub_name(self, name: bytes) -> bytes:
        """Return a layer's, block's, style's or tag's name; words by which its role is known stay."""
        if name not in self._names:
            self._names[name] = name if _RESERVED.fullmatch(name.strip()) else self._scrub_but_role(name)
        return self._names[name]

    def _scrub_but_role(self, name: bytes) -> bytes:
        role, at = _role(name), 0
        while (part := _NAME_PART.search(name, at)) is not None:
            new = self._replace_sign(part) if part["unicode"] or part["wide"] else self._replace(part)
            other = name[: part.start()] + new + name[part.end() :]
            name, at = (other if _role(other) == role else name), part.end()
        return name

    def _replace(self, word: re.Match[bytes]) -> bytes:
        text = word[0]
        if text[0] >= 0x80:
            return self._give(text, _draw_wide)
        plain = text.lower()
        return _with_case(self._give(plain, _draw_digits if plain.isdigit() else _draw_letters), text)

    def _give(self, plain: bytes, draw: Draw) -> bytes:
        if plain not in self._given:
            self._given[plain] = self._choose(plain, draw)
        return self._given[plain]

    def _choose(self, plain: bytes, draw: Draw) -> bytes:
        chosen = self._draw(draw, plain, 0)
        for n in range(1, _TRIES):
            if chosen not in self._taken and chosen != plain:
                break
            chosen = self._draw(draw, plain, n)
        self._taken.add(chosen)
        return chosen

    def _draw(self, draw: Draw, plain: bytes, n: int) -> bytes:
        stream = b"".join(
            hashlib.sha256(self._key + b"%d.%d." % (n, k) + plain).digest() for k in range(len(plain) // 32 + 1)
        )
        return draw(plain, stream)


def _role(name: bytes) -> tuple[object, ...]:
    """Return all that the program reads from a name, for layers, attribute tags and blocks."""
    text = name.decode("utf-8", "replace")
    return role_of_name(text), tag_to_kind(text, "A"), tag_to_kind(text, "1"), block_to_subject(text, "ATTRIB")


def _draw_letters(plain: bytes, stream: bytes) -> bytes:
    return bytes(97 + byte % 26 for byte in stream[: len(plain)])


def _draw_digits(plain: bytes, stream: bytes) -> bytes:
    """Draw digits; a number begins with a nought if the one that it stands for does."""
    first = b"0" if plain.startswith(b"0") else b"%d" % (1 + stream[0] % 9)
    return first + bytes(48 + byte % 10 for byte in stream[1 : len(plain)])


def _with_case(letters: bytes, like: bytes) -> bytes:
    pairs = zip(letters, like, strict=True)
    return bytes(one - 32 if 65 <= other <= 90 else one for one, other in pairs)


def _draw_wide(text: bytes, stream: bytes) -> bytes:
    """Draw for what is not ASCII characters of the same length in bytes; what is no UTF-8 stays none."""
    try:
        characters = text.decode("utf-8")
    except UnicodeDecodeError:
        return bytes(_HIGH.start + byte % len(_HIGH) for byte in stream[: len(text)])
    pools = [_WIDE[len(character.encode())] for character in characters]
    return "".join(chr(pool[257 * byte % len(pool)]) for pool, byte in zip(pools, stream, strict=False)).encode()


def _draw_sign(_: bytes, stream: bytes) -> bytes:
    return rb"\U+%04X" % _WIDE[2][stream[0] % len(_WIDE[2])]
