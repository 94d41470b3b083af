"""What the editor has on its desk: a campus folder as judged last, and what of it changed since which version."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from campusmap.carto.style import load_styles
from campusmap.editor.facts import desk_facts
from campusmap.editor.kept import WAITING, keep_page
from campusmap.editor.opening import CHECKING, FAILED, assemble_so_far, draw_shown, kit_of, name_kit, say_drawings
from campusmap.editor.traces import underlay_facts
from campusmap.errors import CampusmapError
from campusmap.kept import kept_by
from campusmap.model.edit import OVERRIDES, PROJECT, TABLES
from campusmap.model.kit import Kit
from campusmap.model.places import Campus
from campusmap.model.source import Source
from campusmap.pipeline.cache import current_cache
from campusmap.pipeline.campus import Drawings, assemble_campus, draw_campus
from campusmap.pipeline.inputs import Inputs, read_inputs
from campusmap.pipeline.people import read_journal, recover
from campusmap.pipeline.underlays import Underlay, read_underlays
from campusmap.render.web.page import render_editor
from campusmap.render.web.payload import make_payload
from campusmap.render.web.shell import make_shell

if TYPE_CHECKING:
    from campusmap.pipeline.build import Known

LOOK_S: Final = 1.0  # how often the files are looked at for changes by others (tool default)
KEEP_S: Final = 30.0  # how long after a page was kept the next one is, at least (tool default)
FIRST_LOOK_S: Final = 1.0  # how long drawings wait, at most, for the page that shows a campus first (tool default)
WAIT_S: Final = 20.0  # how long a page that asks for news is kept waiting for them (tool default)


@dataclass(slots=True)
class Desk:
    """One folder in the editor. Everything but ``folder`` and ``issued`` is filled in by ``open_desk`` and after.

    ``facts`` is what the page shows; ``changed`` tells the version in which each part of it changed last. ``trouble``
    is why the files as they are now cannot be judged, "" if they can: the last good judgement stays until then.
    ``is_drawn`` is set when every drawing is read, so that the campus can be marked, ``is_judged`` when it was judged
    first; both when it cannot be read, which ``fault`` tells then.
    """

    folder: Path
    issued: str
    inputs: Inputs
    drawings: Drawings
    kit: Kit
    facts: dict[str, Any] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    version: int = 0
    trouble: str = ""
    known: Known | None = None
    pictures: dict[tuple[str, str], Underlay] = field(default_factory=dict)  # that floors are traced on, as read so far
    stamps: tuple[Any, ...] = ()
    journal: int = 0  # the last change that the facts take in
    kept_at: float = 0.0  # when the page was kept last, by a clock that only goes on
    judging: threading.Lock = field(default_factory=threading.Lock)
    news: threading.Condition = field(default_factory=threading.Condition)
    wanted: threading.Event = field(default_factory=threading.Event)
    is_drawn: threading.Event = field(default_factory=threading.Event)
    is_judged: threading.Event = field(default_factory=threading.Event)
    fault: str = ""
    heard: threading.Event = field(default_factory=threading.Event)  # set when a page asks for news and has all


def open_desk(
    folder: Path,
    issued: str,
    step: Callable[[str], None] = lambda _: None,
    shown: dict[str, Any] | None = None,
    show: Callable[[Desk], None] | None = None,
    named: Callable[[str], None] = lambda _: None,
) -> Desk:
    """Read a campus folder with its drawings and judge it; finish what a killed editor left. Raises InputError.

    ``shown`` are facts that a page shows already, of an earlier time: what differs from them is news. Without such a
    page ``show`` is handed the desk as soon as it holds what the small files say, and may show it from then on.
    ``named`` is told the campus's name before.
    """
    shell = threading.Thread(target=_make_ready, daemon=True)
    shell.start()  # beside the reading of small files; other processes do both where they can
    recover(folder)
    journal, before = _last_number(folder), _stamp(folder)
    step("read the project, footprints and tables")
    inputs = read_inputs(folder, named=named)
    stamps = (*before, *_stamp(folder, inputs.sources)[len(before) :])  # what changes meanwhile differs from both
    step(f"read {len(inputs.drawings)} drawings")
    desk = Desk(folder, issued, inputs, Drawings({}, ()), name_kit(inputs, issued), stamps=stamps, journal=journal)
    desk.facts = shown or {}
    if show is None:
        desk.drawings = draw_campus(inputs)
        campus = assemble_campus(inputs, desk.drawings, issued=issued)
    else:
        campus = _draw_before_all(desk, partial(_show_after, shell, show))
    step("check")
    desk.kit = _judge(desk, inputs, campus)
    _publish(desk)
    desk.is_drawn.set()
    desk.is_judged.set()
    if _to_keep(desk) != shown:
        _keep(desk)
    return desk


def _make_ready() -> None:
    """Have at hand what the first look takes, while others read the small files."""
    import pyproj  # noqa: F401  # else imported once there are footprints to lay

    load_styles()
    make_shell(editing=True)


def _show_after(shell: threading.Thread, show: Callable[[Desk], None], desk: Desk) -> None:
    shell.join()
    show(desk)


def _draw_before_all(desk: Desk, show: Callable[[Desk], None]) -> Campus:
    """Draw the campus before everybody's eyes, and let it be marked as soon as all of it is drawn."""
    inputs, issued = desk.inputs, desk.issued
    desk.kit, waiting = assemble_so_far(inputs, {}, issued)
    _publish(desk, say_drawings(inputs, 0, waiting))
    show(desk)
    desk.heard.wait(FIRST_LOOK_S)  # the processors are the page's until it stands there

    def show_more(kit: Kit, reading: dict[str, Any]) -> None:
        desk.kit = kit
        _publish(desk, reading)

    desk.drawings = draw_shown(inputs, issued, show_more)
    campus = assemble_campus(inputs, desk.drawings, issued=issued)
    desk.kit = kit_of(inputs, campus, issued)
    _publish(desk, {"stage": CHECKING})
    desk.is_drawn.set()
    return campus


def give_up(desk: Desk, fault: str, wait_s: float = 3.0) -> None:
    """Tell the pages that the campus cannot be read, and wait until one has heard it."""
    desk.fault = fault
    with desk.news:
        desk.version += 1
        desk.facts |= {"reading": {"stage": FAILED, "why": fault}}
        desk.changed["reading"] = desk.version
        desk.heard.clear()
        desk.news.notify_all()
    desk.is_drawn.set()
    desk.is_judged.set()
    desk.heard.wait(wait_s)


def _judge(desk: Desk, inputs: Inputs, campus: Campus) -> Kit:
    """Judge a campus, of which much may be as at the last time."""
    from campusmap.pipeline.build import Known, judge_read

    desk.known = desk.known or Known()
    return judge_read(inputs, campus, issued=desk.issued, sheets=False, known=desk.known)[0]


def look_again(desk: Desk) -> bool:
    """Judge the folder anew if its files differ from those judged; tell whether they did. Drawings are kept as read.

    Files are stamped before they are read, so that what changes meanwhile differs; a drawing that is newly named
    is stamped at the next look, which judges once more.
    """
    with desk.judging:
        journal, stamps = _last_number(desk.folder), _stamp(desk.folder, desk.inputs.sources)
        if stamps == desk.stamps:
            return False
        try:
            inputs = read_inputs(desk.folder, desk.inputs.epsg if _same_ground(desk) else None)
            drawings = _draw_again(desk, inputs)
            campus = assemble_campus(inputs, drawings, issued=desk.issued)
            kit = _judge(desk, inputs, campus)
            read_underlays(inputs, desk.pictures)
        except CampusmapError as error:
            desk.trouble = str(error)
        else:
            desk.inputs, desk.drawings, desk.kit, desk.trouble = inputs, drawings, kit, ""
        desk.stamps, desk.journal = stamps, journal
        _publish(desk)
        return True


def keep_looking(desk: Desk, stop: threading.Event) -> None:
    """Look at the files again and again, at once when a change was made, until told to stop."""
    while not stop.is_set():
        desk.wanted.wait(LOOK_S)
        desk.wanted.clear()
        if look_again(desk) and time.monotonic() - desk.kept_at > KEEP_S:
            _keep(desk)


def tell_since(desk: Desk, version: int, wait_s: float = WAIT_S) -> dict[str, Any]:
    """Return the parts of the facts that changed after a version, waiting for some; scenes by their position."""
    with desk.news:
        if version >= desk.version:
            desk.heard.set()
        desk.news.wait_for(lambda: desk.version > version or bool(desk.fault), wait_s)
        new = {key for key, when in desk.changed.items() if when > version}
        parts = {key: desk.facts[key] for key in new if "." not in key}
        scenes = {key.partition(".")[2]: desk.facts["scenes"][int(key.partition(".")[2])] for key in new if "." in key}
        return {"version": desk.version, "parts": parts, "scenes": scenes}


def _publish(desk: Desk, reading: dict[str, Any] | None = None) -> None:
    """Put the facts of the last judgement on the desk, under a new version, and tell those who wait.

    ``reading`` says of a campus that is opened first how far that is.
    """
    facts = make_payload(desk.kit) | {"desk": desk_facts(desk.kit, desk.inputs, desk.trouble, desk.journal)}
    facts["reading"] = reading or {}
    underlays = {} if "floors" in facts["reading"] else read_underlays(desk.inputs, desk.pictures)
    facts["underlays"] = underlay_facts(desk.kit, underlays)
    facts["symbols"] = facts["desk"].pop("symbols") | facts["symbols"]
    facts = json.loads(json.dumps(facts))  # as the page has them: what was kept of it is compared, too
    with desk.news:
        desk.version += 1
        same_floors = [floor["i"] for floor in facts["floors"]] == [f["i"] for f in desk.facts.get("floors", [])]
        for key, value in facts.items():
            if key == "scenes" and same_floors:
                pairs = enumerate(zip(value, desk.facts["scenes"], strict=True))
                desk.changed |= {f"scenes.{n}": desk.version for n, (now, old) in pairs if now != old}
            elif value != desk.facts.get(key):
                desk.changed[key] = desk.version
        desk.facts = facts
        desk.news.notify_all()


def _keep(desk: Desk) -> None:
    """Keep the page for the next opening."""
    desk.kept_at = time.monotonic()
    facts = _to_keep(desk)
    with kept_by(current_cache().recall_made):
        page = render_editor(desk.kit, facts)
    keep_page(desk.folder, page, facts)


def _to_keep(desk: Desk) -> dict[str, Any]:
    """Return the facts as the next opening shows them, with a line that says what they are."""
    return {**desk.facts, "desk": {**desk.facts["desk"], "trouble": WAITING}, "version": 0}


def _last_number(folder: Path) -> int:
    return max((entry.number for entry in read_journal(folder)), default=0)


def _stamp(folder: Path, sources: tuple[Source, ...] = ()) -> tuple[Any, ...]:
    """Return what tells that people's files or the sources changed: names, times and sizes."""
    names = {PROJECT.casefold(), OVERRIDES.casefold(), "ledger.json"}
    found = sorted(p for p in folder.iterdir() if p.name.casefold() in names or p.stem.casefold() in TABLES)
    read = sorted({folder / source.file for source in sources} - set(found))
    stats = [(str(path), path.stat()) for path in (*found, *read) if path.is_file()]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _same_ground(desk: Desk) -> bool:
    """Tell whether campus.toml is as it was, so that the campus still lies in the CRS that was found."""
    old = next((source.sha256 for source in desk.inputs.sources if source.role == "project"), "")
    from campusmap.ingest.files import file_source

    return file_source(desk.folder / PROJECT, desk.folder, "project").sha256 == old


def _draw_again(desk: Desk, new: Inputs) -> Drawings:
    """Return the floors as drawn for inputs that may differ from the desk's; who enters where is no part of that."""

    def drawn_from(inputs: Inputs, *, traced: bool) -> tuple[Any, ...]:
        roles = ("drawing", "footprints")
        files = [(source.file, source.sha256) for source in inputs.sources if source.role in roles]
        jobs = [replace(job, floors=tuple((replace(b, main_entrance=""), f) for b, f in job.floors),
                        traces=job.traces if traced else ()) for job in inputs.drawings]  # fmt: skip
        return files, jobs, inputs.epsg, inputs.features

    old = desk.inputs
    if drawn_from(old, traced=True) == drawn_from(new, traced=True):
        return desk.drawings
    only_traced = drawn_from(old, traced=False) == drawn_from(new, traced=False)
    return draw_campus(new, (old, desk.drawings) if only_traced else None)
