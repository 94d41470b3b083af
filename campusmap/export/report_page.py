"""The page that both reports share: head, policy, style, the filter bar, and the script that works it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Final

from campusmap.model.kit import Kit

_WIDE: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'


def report_page(title: str, body: Iterable[str], *, also: str = "", head: str = "") -> str:
    """Return a whole page: it asks for nothing, runs its own script only, and is a plain list without it.

    ``also`` names a style sheet and a script that go on from the reports' own; ``head`` is markup of ours.
    """
    names = ("report", also) if also else ("report",)
    style, script = ("\n".join(_asset(f"{name}.{kind}") for name in names) for kind in ("css", "js"))
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        _WIDE,
        *([head] if head else []),
        '<meta name="robots" content="noindex">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        *body,
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def write_texts(texts: dict[str, str], folder: Path) -> list[Path]:
    """Write texts by file name and return their paths; lone surrogates, which drawings hold, become "?"."""
    paths = [folder / name for name in texts]
    for path in paths:
        path.write_bytes(texts[path.name].encode("utf-8", "replace"))
    return paths


@cache
def _asset(name: str) -> str:
    return files("campusmap.export").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def page_header(kind: str, kit: Kit, tiles: Iterable[str], note: str = "") -> Iterator[str]:
    """Yield the head of a kit's page: what it is, of which school and edition, and the counts."""
    yield from titled_header(kind, kit.campus.name, edition_line(kit), tiles, note)


def titled_header(kind: str, title: str, edition: str, tiles: Iterable[str], note: str = "") -> Iterator[str]:
    """Yield the head of a page with its title, the edition in words, and the counts."""
    yield f"<header><p class=kind>{escape(kind)}</p><h1>{escape(title)}</h1>"
    yield f"<p class=edition>{escape(edition)}</p>"
    if note:
        yield f"<p class=note-line>{escape(note)}</p>"
    yield '<ul class="tiles">'
    yield from tiles
    yield "</ul></header>"


def tile(key: str, count: int, heading: str, meaning: str) -> str:
    """Return one count with its meaning."""
    shown = key if count else "nothing"
    return f'<li class="tile {shown}"><b>{count}</b><span>{escape(heading)}</span><small>{escape(meaning)}</small></li>'


def edition_line(kit: Kit) -> str:
    """Return the edition in words, as both pages show it at the top and at the end."""
    edition = kit.edition
    words = (f"Issue {edition.issued}", f"for {edition.audience}s", f"kit {edition.fingerprint}", edition.program)
    return " · ".join(word for word in words if word.strip())


def filter_bar(
    key: str,
    choices: Sequence[tuple[str, str, int]],
    pick: tuple[str, str],
    places: Sequence[tuple[str, str, int]],
    hint: str,
) -> Iterator[str]:
    """Yield the filters, which the script shows: boxes by ``key``, a list to pick from, a search, and the count.

    ``choices`` and ``places`` are value, words, and count or depth; ``pick`` names the list and its first row.
    """
    yield '<form class="filters" hidden>'
    yield "<fieldset><legend>Show</legend>"
    for value, words, count in choices:
        box = f'<input type="checkbox" data-key="{key}" value="{escape(value)}" checked />'
        yield f'<label class="box {escape(value)}">{box} {escape(words)} <b>{count}</b></label>'
    yield "</fieldset>"
    if places:
        yield f'<label class="pick"><span>{escape(pick[0])}</span><select><option value="">{escape(pick[1])}</option>'
        for value, words, depth in places:
            indent = "\u2003" * depth
            yield f'<option value="{escape(value)}">{indent}{escape(words)}</option>'
        yield "</select></label>"
    yield f'<label class="pick find"><span>Find</span><input type="search" placeholder="{escape(hint)}" /></label>'
    yield '<button type="button" data-act="clear">Show all</button>'
    yield '<button type="button" data-act="print">Print</button>'
    yield '<p class="shown" role="status"></p></form>'
    yield '<p class="nothing-shown" hidden>Nothing fits these filters.</p>'


def marked(text: str) -> str:
    """Escape a text and set what stands between backquotes as code."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts))
