"""Convert one DWG drawing with the Python package ezdwg; run as a process of its own, prints its account as JSON."""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter
from importlib.metadata import version
from typing import Any, Final

# Records that only frame others; the converter rebuilds them.
FRAMES: Final = frozenset({"BLOCK", "ENDBLK", "SEQEND", "VERTEX_2D", "VERTEX_3D", "VIEWPORT"})
IN_BLOCK: Final = 0  # placement of an entity that a block definition owns


def convert(source: str, target: str) -> dict[str, object]:
    """Write a drawing as DXF and return what became of it, in the words of Conversion."""
    ezdwg: Any = importlib.import_module("ezdwg")
    document = ezdwg.read(source)
    result = ezdwg.to_dxf(document, target)
    kinds = Counter(result.skipped_by_type)
    entities = list(document.entities().query())
    kinds.update(undecoded(ezdwg, entities, source))
    drawn = (entity for entity in entities if entity.dxftype not in {*FRAMES, "ATTRIB"})
    owners = (document.entity_placement(entity.handle)[0] for entity in drawn)
    return {
        "version": f"ezdwg {version('ezdwg')}",
        "written": result.written_entities,
        "undecoded": {kind: count for kind, count in sorted(kinds.items()) if kind not in FRAMES},
        "strays": sum(owner == IN_BLOCK for owner in owners),
        "unit": int(document.header_variables().get("insunits") or 0),
    }


def undecoded(ezdwg: Any, entities: list[Any], source: str) -> dict[str, int]:
    """Return how many entities of each type the file's own index lists beyond those that were decoded."""
    headers = ezdwg.raw.list_object_headers_with_type(source)
    listed = Counter(row[4] for row in headers if row[5] == "E")
    return dict(listed - Counter(entity.dxftype for entity in entities))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(convert(*sys.argv[1:3])) + "\n")
