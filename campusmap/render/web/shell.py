"""The page without its data: what Folium makes from constants, with every outside asset replaced by vendored text."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, Final

from campusmap.kept import recall

# Folium links these by name; each is inlined from vendor/, or left out because this page uses nothing of it.
_VENDORED: Final = {"leaflet": "leaflet.js", "leaflet_css": "leaflet.css"}
_UNUSED: Final = frozenset(
    {
        "jquery",
        "bootstrap",
        "awesome_markers",
        "bootstrap_css",
        "glyphicons_css",
        "awesome_markers_font_css",
        "awesome_markers_css",
        "awesome_rotate_css",
    }
)
_LEAFLET: Final = "vendor/leaflet-1.9.4"
# The script's parts, in the order in which they are joined.
SCRIPT_PARTS: Final = (
    "dom.js",
    "geo.js",
    "turn.js",
    "inflate.js",
    "facts.js",
    "data.js",
    "state.js",
    "codes.js",
    "words.js",
    "query.js",
    "search.js",
    "paint.js",
    "labels.js",
    "symbols.js",
    "layout.js",
    "ways.js",
    "beyond.js",
    "draw.js",
    "plan.js",
    "frame.js",
    "searchbox.js",
    "near.js",
    "seen.js",
    "rows.js",
    "photos.js",
    "card.js",
    "levels.js",
    "layers.js",
    "rooms.js",
    "measure.js",
    "print.js",
    "bands.js",
    "start.js",
    "main.js",
)
# What the editor's page has besides, before the part that puts the page together.
EDIT_SCRIPT_PARTS: Final = (
    "edit_wire.js",
    "edit_reading.js",
    "edit_state.js",
    "photo_file.js",
    "edit_form.js",
    "edit_palette.js",
    "edit_move.js",
    "edit_corner.js",
    "edit_place.js",
    "edit_findings.js",
    "edit_desk.js",
    "edit_underlay.js",
    "edit_lay.js",
    "edit_trace.js",
    "edit_split.js",
)
EDIT_STYLE_PARTS: Final = ("edit.css", "edit_trace.css")
STYLE_PARTS: Final = ("base.css", "side.css", "map.css", "small.css", "paper.css")
_SLOT: Final = re.compile(r"<!--slot:([a-z_]+)-->")
_HASHED: Final = {
    "script": re.compile(r"<script>(.*?)</script>", re.DOTALL),
    "style": re.compile(r"<style>(.*?)</style>", re.DOTALL),
}


class UnknownAssetError(RuntimeError):
    """Folium wants to link an outside file that this page has no vendored text for."""


@cache
def make_shell(*, editing: bool = False) -> str:
    """Return the page with its styles and scripts inlined and its content-security policy filled in.

    What remains are the slots ``title``, ``school``, ``data``, ``pictures`` and ``plain``, for text from files. With
    ``editing``, the page has the parts that change things, and may ask the program that serves it.
    """
    coming = _COMING[0]() if editing and _COMING else None
    return coming or recall("page shell", {"editing": editing}, lambda: _make_shell(editing=editing))


_COMING: Final[list[Callable[[], str | None]]] = []


def expect_shell(take: Callable[[], str | None]) -> None:
    """Let the editor's shell be taken from whoever makes it meanwhile, by a function that waits for it."""
    _COMING[:] = [take]


def _make_shell(*, editing: bool) -> str:
    last = SCRIPT_PARTS[-1:]
    scripts = (*SCRIPT_PARTS[:-1], *EDIT_SCRIPT_PARTS, *last) if editing else SCRIPT_PARTS
    styles = (*STYLE_PARTS, *EDIT_STYLE_PARTS) if editing else STYLE_PARTS
    assets = {name: read() for name, read in _ASSETS.items()}
    assets |= {"styles": join_styles(styles), "scripts": join_scripts(scripts)}
    page = fill_slots(_render_with_folium(), assets, keep=True)
    return fill_slots(page, {"policy": make_policy(page, "'self'" if editing else "'none'")}, keep=True)


def fill_slots(page: str, texts: dict[str, str], *, keep: bool = False) -> str:
    """Fill ``<!--slot:name-->`` in one pass, so that a text that looks like a slot stays what it is.

    With ``keep``, slots that have no text stay; without, a slot without text is a KeyError.
    """
    return _SLOT.sub(lambda match: texts.get(match[1], match[0]) if keep else texts[match[1]], page)


def make_policy(page: str, connect: str = "'none'") -> str:
    """Return a policy that lets a page run its own scripts and styles, known by their SHA-256, and nothing else.

    ``connect`` says whom its script may ask.

    Nonces would do nothing for a static file. Leaflet sets styles through the object model, which no policy
    covers, so that ``style-src-attr`` is not needed.
    """
    hashes = {tag: " ".join(_hash(match[1]) for match in found.finditer(page)) for tag, found in _HASHED.items()}
    return (
        f"default-src 'none'; script-src {hashes['script']}; style-src {hashes['style']}; img-src data: blob:; "
        f"connect-src {connect}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types default"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def join_styles(parts: Iterable[str]) -> str:
    """Return style sheets as one element, which the policy knows by its hash."""
    return "<style>\n" + "\n".join(read_text(f"style/{name}") for name in parts) + "</style>"


def read_text(name: str) -> str:
    """Return a file of this folder."""
    return files("campusmap.render.web").joinpath(name).read_text("utf-8")


def _read_leaflet_script() -> str:
    licence, code = read_text(f"{_LEAFLET}/LICENSE"), read_text(f"{_LEAFLET}/leaflet.js")
    return f"<script>/*!\n{licence}*/\n{_drop_map_link(code)}</script>"


def _read_leaflet_style() -> str:
    """Inline Leaflet's style sheet; its pictures belong to controls that this page does not use."""
    return f"<style>{re.sub(r'url[(](?!#)[^)]*[)]', 'none', read_text(f'{_LEAFLET}/leaflet.css'))}</style>"


def _drop_map_link(code: str) -> str:
    return re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", code)


def join_scripts(names: Iterable[str]) -> str:
    """Return parts of the script as one element, in order, without comments that stand alone."""
    parts = "\n".join(f"// ---- {name}\n{_drop_comments(read_text(f'script/{name}'))}" for name in names)
    return f'<script>\n(function () {{\n"use strict";\n{parts}\n}})();\n</script>'


def _drop_comments(code: str) -> str:
    """Leave out lines that are comment alone, and indentation: nearly a third, and what is left is still readable."""
    code = re.sub(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", "", code, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"^[ \t]+|^[ \t]*//.*\n|\n(?=\n)", "", code, flags=re.MULTILINE)


_ASSETS: Final = {
    "guard": lambda: f"<script>\n{read_text('script/guard.js')}</script>",
    "leaflet": _read_leaflet_script,
    "leaflet_css": _read_leaflet_style,
}


@contextmanager
def _without(library: str) -> Iterator[None]:
    """Keep a library that others only use where they find it from being imported in this block: it takes long."""
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment]  # which import takes for "there is none"
    try:
        yield
    finally:
        del sys.modules[library]


def _render_with_folium() -> str:
    """Let Folium write the page from constants: identifiers are fixed, nothing is downloaded, no file's text is in."""
    with _without("pandas"):
        import folium
    from branca.element import Element, Figure
    from folium.template import Template

    class Shell(folium.Map):
        """A Folium map whose links are slots for vendored text, and whose page is ours."""

        _template = Template(read_text("shell_map.html"))

        @classmethod
        def _generate_id(cls) -> str:
            return "campus"  # Folium's own are random; the script knows the map as map_campus

        def render(self, **kwargs: Any) -> Any:
            figure: Any = self.get_root()
            for name, _url in [*self.default_js, *self.default_css]:
                if slot := find_asset(name):
                    figure.header.add_child(Element(slot), name=name)
            self.default_js, self.default_css = [], []
            return super().render(**kwargs)  # type: ignore[no-untyped-call]

    class Page(Figure):
        _template = Template(read_text("shell_page.html"))

    shell = Shell(
        location=(0, 0), zoom_start=0, tiles=None, crs="Simple", prefer_canvas=True, zoom_control=False,
        attribution_control=False, zoom_snap=0.25, zoom_delta=0.5, wheel_px_per_zoom_level=90,
    )  # fmt: skip
    page = Page()
    page.add_child(shell, name="map")
    return str(page.render())


def find_asset(name: str) -> str:
    """Return the slot that stands for a file Folium links, "" when the page does without it.

    Raises UnknownAssetError for a name that is neither, so that a new Folium cannot bring back a request.
    """
    if name in _VENDORED:
        return f"<!--slot:{name}-->"
    if name in _UNUSED:
        return ""
    raise UnknownAssetError(f"Folium links an unknown file: {name!r}")
