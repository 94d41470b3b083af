"""How finely a drawing's curves are flattened, by its width as its bytes tell it."""

from __future__ import annotations

from typing import Final

import numpy as np

from campusmap.ingest.dxf_fields import number
from campusmap.ingest.dxf_scan import Scan

SAGITTA: Final = 1e-4  # of the drawing's width: 6 mm for a building of 60 m, whatever its unit (tool default)
SAMPLE: Final = 4000  # coordinates that the width is judged by


def find_tolerance(scan: Scan) -> float:
    """Return how far a flattened curve may stray: a fixed share of the drawing's width, in drawing units."""
    spans = [span for code in (10, 20) if (span := coordinate_span(scan, code)) > 0.0]
    return max(spans) * SAGITTA if spans else 0.01


def coordinate_span(scan: Scan, code: int) -> float:
    """Return the width of the middle nine tenths of the coordinates under a group code."""
    tags, values = scan.tags, np.empty(0)
    for section in ("ENTITIES", "BLOCKS"):
        low, high = (int(scan.heads[r]) for r in scan.sections.get(section, (0, 0)))
        found = low + np.flatnonzero(tags.codes[low:high] == code)
        sample = found[:: max(1, len(found) // SAMPLE)]
        read = np.array(list(map(number, tags.texts(sample))), dtype=np.float64)
        values = np.append(values, read[np.isfinite(read)])
        if len(values) > 1 and np.ptp(np.percentile(values, (5, 95))) > 0.0:
            break
    return float(np.ptp(np.percentile(values, (5, 95)))) if len(values) else 0.0
