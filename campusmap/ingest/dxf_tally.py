"""Hold what was counted in a drawing's bytes against what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import itemgetter

from campusmap.ingest.dxf_filter import Dropped
from campusmap.ingest.dxf_layers import LayerTable
from campusmap.ingest.dxf_scan import Scan
from campusmap.ingest.dxf_strokes import UNREAD, Fate
from campusmap.model.plan import TallyRow

Key = tuple[str, str]  # type, layer


def count_records(scan: Scan, layers: LayerTable) -> Counter[Key]:
    """Count the entities of the ENTITIES section by type and layer."""
    found: Counter[Key] = Counter()
    for (kind, layer), count in Counter(map(itemgetter(0, 1), scan.entities)).items():
        found[kind, layers[layer].name] += count
    return found


def make_tally(found: Counter[Key], fates: Counter[Fate], dropped: Dropped) -> tuple[TallyRow, ...]:
    """Return one row for what was used or not read of each type and layer, and one for each rule that left some out.

    ``found`` of a row is what the row explains; over the rows of a type and layer it sums up to the count in
    the bytes. ``unread`` is what is left when everything explained is taken away; below zero, the parser made more.
    """
    used, ignored = split_fates(fates + dropped)
    rows: list[TallyRow] = []
    for kind, layer in sorted({*found, *used, *ignored}):
        rules = ignored[kind, layer]
        rest = found[kind, layer] - rules.total()
        if rest or used[kind, layer]:
            unread = rest - used[kind, layer]
            rows.append(TallyRow(kind, layer, rest, used[kind, layer], 0, "", unread))
        rows += (TallyRow(kind, layer, count, 0, count, rule) for rule, count in sorted(rules.items()))
    return tuple(rows)


def split_fates(fates: Counter[Fate]) -> tuple[Counter[Key], defaultdict[Key, Counter[str]]]:
    """Separate the entities that were used from those left out by a rule; unread ones are neither."""
    used: Counter[Key] = Counter()
    ignored: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for (kind, layer, rule), count in fates.items():
        if not rule:
            used[kind, layer] += count
        elif rule != UNREAD:
            ignored[kind, layer][rule] += count
    return used, ignored
