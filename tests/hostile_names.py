"""A hundred and twenty names that try to be something else, and a campus that carries them in every field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from demo_campus import demo_kit
from demo_photos import jpeg
from shapely import LineString, MultiPolygon, Polygon, box

from campusmap.model.analysis import Analysis, Assessment, HardCorner, Orientation, Outcome, Way
from campusmap.model.kit import Kit
from campusmap.model.photo import Photo
from campusmap.model.places import OUTSIDE, Contact, Floor, Marker, Opening, OpeningKind, Space
from campusmap.model.project import Preplan, Verified
from campusmap.model.source import Ref
from campusmap.model.survey import SurveyFact

_SINKS = ["hacked=1", "alert(1)", "globalThis.hacked=1", "fetch('//x')"]
_WRAPS = [
    "<img src=x onerror={}>",
    "</script><script>{}</script>",
    "</SCRIPT ><script>{}</script>",
    "<svg/onload={}>",
    "'\"><svg onload={}>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<a href=javascript:{}>x</a>",
    "<style>@import'//x'</style>{}",
    "<math><mi//xlink:href=data:x,{}>",
    "<!--<script>{}--></script>",
    "<![CDATA[<script>{}]]>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "</title><script>{}</script>",
    "<template><script>{}</script></template>",
    "<base href=//x/>{}",
    "<meta http-equiv=refresh content=0;url=//x>{}",
]
_PLAIN = [
    "{{7*7}}",
    "{% raw %}",
    "{% endraw %}{{ config }}",
    "${hacked=1}",
    "`${hacked=1}`",
    "#{7*7}",
    "<%= 7*7 %>",
    "[[7*7]]",
    "\\u003cscript\\u003e",
    "\\",
    "\\\\",
    "C:\\users\\101",
    "\\'",
    '\\"',
    "'",
    '"',
    "''",
    '""',
    "`",
    "&lt;b&gt;",
    "&amp;",
    "]]>&amp;<b>",
    "<!--slot:data-->",
    "<!--slot:policy-->",
    "<!--",
    "-->",
    "--!>",
    "*/",
    "/*",
    "//",
    "\u2028\u2029",
    "line\nbreak\ttab",
    "\r\n",
    "\x00nul\x00",
    "\x07bell",
    "\x1b[31mred",
    "\u202eevil\u202c 12",
    "\u2066iso\u2069 7",
    "\u200f\u200e 9",
    "\u061c 4",
    "مدرسة 12",
    "חדר 7",
    "教室一",
    "é e\u0301",
    "ｆｕｌｌ",
    "\U0001f6aa 3",
    "\ud800 lone",
    "\udfff\ud800",
    "x" * 400,
    "w w " * 90,
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "toString",
]
_PLAIN += ["#b=main&f=1&r=101", "CAMPUSMAP 1a2b3c4d #r=1"]
NAMES = tuple([wrap.format(sink) for wrap in _WRAPS for sink in _SINKS] + _PLAIN)


def hostile_kit() -> Kit:
    """Return the demo kit with the names in every text field of rooms, doors, markers, buildings and the rest."""
    kit = demo_kit()
    turn = cycle()
    floors = {f.id: f for b in kit.campus.buildings for f in b.floors}
    first = hostile_floor(floors["main/1"])
    buildings = []
    for building in kit.campus.buildings:
        own = tuple(
            first if f.id == "main/1" else replace(f, name=next(turn), plan_file=next(turn)) for f in building.floors
        )
        texts = {
            n: next(turn) for n in ("number", "name", "radio_name", "address", "main_entrance", "footprint_source")
        }
        buildings.append(replace(building, floors=own, preplan=Preplan(roof=next(turn), hazards=next(turn)), **texts))
    campus = replace(
        kit.campus,
        name=NAMES[4],
        address=next(turn),
        buildings=tuple(buildings),
        markers=tuple(hostile_markers(kit.campus.markers)),
        areas=tuple(replace(a, kind=next(turn), name=next(turn)) for a in kit.campus.areas),
        contacts=tuple(Contact(*(next(turn) for _ in fields(Contact))) for _ in range(24)),
        imagery=tuple(
            replace(i, source=next(turn), licence=next(turn), captured=next(turn)) for i in kit.campus.imagery
        ),
        photos=tuple(
            Photo(name, jpeg(32, 24, (n, n, n)), 32, 24, (door.id,), name)
            for n, (door, name) in enumerate(zip(first.openings, NAMES, strict=True))
        ),
    )
    entry = replace(kit.project.campus, handling=NAMES[0], verified=Verified(NAMES[1], date(2025, 8, 1), NAMES[2]))
    edition = replace(kit.edition, audience=NAMES[5], program=NAMES[6])
    return replace(
        kit,
        campus=campus,
        project=replace(kit.project, campus=entry),
        edition=edition,
        analysis=hostile_analysis(first),
    )


def cycle() -> Iterator[str]:
    """Yield the names over and over."""
    while True:
        yield from NAMES


def hostile_floor(floor: Floor) -> Floor:
    """Return a floor cut into as many rooms as there are names, a door and a window each."""
    x0, y0, x1, y1 = floor.outline.bounds
    columns = 12
    wide, high = (x1 - x0) / columns, (y1 - y0) / -(-len(NAMES) // columns)
    spaces, doors = [], []
    for n, name in enumerate(NAMES):
        x, y = x0 + n % columns * wide, y0 + n // columns * high
        spaces.append(hostile_room(n, name, box(x + 0.1, y + 0.1, x + wide - 0.1, y + high - 0.1)))
        doors.append(hostile_door(n, name, LineString([(x + 0.5, y), (x + 1.4, y)])))
    return replace(floor, name=NAMES[3], plan_file=NAMES[7], spaces=tuple(spaces), openings=tuple(doors))


def hostile_room(n: int, name: str, outline: Polygon) -> Space:
    texts: dict[str, Any] = dict.fromkeys(
        ("number", "name", "planned_number", "suite", "lockable", "two_way", "panic", "notes", "shaft", "method"), name
    )
    ref = Ref(name, name, name, 1.0, 2.0, name)
    return Space(
        f"main/1/h{n}", outline=outline, aliases=(name,), repairs=(name,), refs=(ref,), labels=(name,), **texts
    )


def hostile_door(n: int, name: str, line: LineString) -> Opening:
    texts = dict.fromkeys(
        (
            "number",
            "planned_number",
            "class_",
            "lock",
            "locks_from_inside",
            "access_control",
            "covering",
            "glazing",
            "swing",
        ),
        name,
    )
    return Opening(
        f"main/1/{name.replace('/', '')}-{n}",
        OpeningKind.DOOR,
        line,
        (f"main/1/h{n}", OUTSIDE),
        refs=(Ref(name, name),),
        **texts,
    )


def hostile_markers(markers: tuple[Marker, ...]) -> Iterator[Marker]:
    placed = [marker for marker in markers if marker.at is not None]
    for n, name in enumerate(NAMES):
        like = placed[n % len(placed)]
        kind = name if n % 3 == 0 else like.kind
        yield replace(
            like,
            id=f"m{n}-{name}",
            kind=kind,
            label=name,
            space=f"main/1/h{n}",
            attributes={name: name},
            refs=(Ref(name, place=name),),
            status=name if n % 5 == 0 else "",
        )


def hostile_analysis(floor: Floor) -> Analysis:
    corners = tuple(
        HardCorner(f"{s.id}/hc", s.id, "candidate", MultiPolygon([s.outline.buffer(-0.3)]), 2.0, 4, name, name, name)
        for s, name in zip(floor.spaces, NAMES, strict=True)
    )
    answers = tuple(Assessment(s.id, Outcome.HARD_CORNER, name) for s, name in zip(floor.spaces, NAMES, strict=True))
    seen = tuple(
        SurveyFact(s.id, "checked", name, name, date(2025, 8, 1), True, name, Ref(name))
        for s, name in zip(floor.spaces, NAMES, strict=True)
    )
    ways = tuple(
        Way(s.id, "exit", d.id, 10.0, (), (name,), (d.id,))
        for s, d, name in zip(floor.spaces, floor.openings, NAMES, strict=True)
    )
    return Analysis(
        corners, (), answers, ways=ways, orientations=(Orientation("main", 180.0, True, NAMES[8]),), survey=seen
    )
