"""Real drawings, read in place."""

from __future__ import annotations

import warnings
from pathlib import Path

import ezdxf
import pytest

from campusmap.errors import InputError
from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Plan, Role

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
BIG = 2_000_000  # bytes; larger files are read in the long form only


def plan_of(relative: str) -> Plan:
    path = DATA / relative
    if not path.exists():
        pytest.skip("no shared data")
    return read_plan(path, name=path.name)


def small_drawings() -> list[Path]:
    return sorted(p for p in DATA.rglob("*") if p.suffix.lower() == ".dxf" and p.stat().st_size < BIG)


@pytest.mark.parametrize("path", small_drawings(), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_drawing_ends_in_a_plan_or_a_sentence(path: Path) -> None:
    try:
        plan = read_plan(path, name=path.name)
    except InputError as refusal:
        assert "\n" not in str(refusal) and path.name in str(refusal)
        return
    assert all(row.found == row.used + row.ignored + row.unread for row in plan.tally)
    assert all(fact.role in Role and fact.reason for fact in plan.layers)


def test_indoor_package_with_rooms() -> None:
    plan = plan_of("contoso_pkg1/Ground.ezdwg.dxf")
    roles = {f.name: f.role for f in plan.layers}
    assert roles["UNITS"] == Role.ROOM and roles["UNITLABELS"] == Role.LABEL and roles["ZONES"] == Role.ANNOTATION
    assert sum(s.layer == "UNITS" and s.closed for s in plan.strokes) == 64
    assert sum(label.layer == "UNITLABELS" for label in plan.labels) == 64
    assert (plan.unit, plan.ballot.winner) == ("m", "mm")
    assert "dxf.unit_doubtful" in {n.code for n in plan.notices}


def test_office_in_inches() -> None:
    plan = plan_of("contoso_pkg2/Ground.ezdwg.dxf")
    assert (plan.unit, plan.ballot.winner) == ("m", "in")
    assert sum(s.layer == "RM$" and s.closed for s in plan.strokes) == 68
    assert sum(label.layer == "A-IDEN-NUMR-EXST" for label in plan.labels) == 67
    assert not any(s.layer.startswith(("A-FURN", "P-FIXT")) for s in plan.strokes)
    assert sum(r.unread for r in plan.tally) == 0


def test_bound_xref_layers() -> None:
    roles = {f.name.rpartition("$")[2]: f.role for f in plan_of("bishop_floorplan/floorplan.dxf").layers}
    assert roles["A-WALL"] == Role.WALL and roles["A-OPENING"] == Role.DOOR and roles["A-CASE-1"] == Role.FURNITURE


@pytest.mark.parametrize("name", ["duplex__Level_1", "duplex__Level_2"])
def test_storeys_of_a_house(name: str) -> None:
    plan = plan_of(f"ifc_duplex/derived/{name}.dxf")
    assert len(plan.labels) == 10 and not plan.notices
    arcs = [s.arc for s in plan.strokes if s.kind == "ARC"]
    assert arcs and all(arc is not None for arc in arcs)


def test_the_same_drawing_in_four_binary_versions() -> None:
    plans = [plan_of(f"acadsharp_versions/sample_AC{v}_binary.dxf") for v in ("1015", "1024", "1032")]
    texts = [sorted(label.text for label in plan.labels) for plan in plans]
    assert texts[0] == texts[1] == texts[2] and len(texts[0]) == 53  # 15 of them of multileaders


def test_unusable_georeference_is_noticed() -> None:
    plan = plan_of("acadsharp_versions/geoloc.dxf")
    assert plan.geodata is None
    assert [n.code for n in plan.notices] == ["dxf.geodata_unusable"]


def test_georeference(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", units=6)
    doc.modelspace().add_line((0, 0), (1, 0))
    geodata = doc.modelspace().new_geodata()
    crs = (
        '<?xml version="1.0"?><Dictionary version="1.0"><ProjectedCoordinateSystem id="UTM84-32N">'
        '<Axis uom="METER"><CoordinateSystemAxis><AxisOrder>1</AxisOrder><AxisAbbreviation>E</AxisAbbreviation>'
        "</CoordinateSystemAxis></Axis></ProjectedCoordinateSystem>"
        '<Alias id="32632" type="CoordinateSystem"><ObjectId>UTM84-32N</ObjectId><Namespace>EPSG Code</Namespace>'
        "</Alias></Dictionary>"
    )
    geodata.setup_local_grid(design_point=(10, 20), reference_point=(500000, 5000000), crs=crs)
    doc.saveas(tmp_path / "plan.dxf")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = read_plan(tmp_path / "plan.dxf", name="plan.dxf").geodata
    assert found is not None and found.crs == "EPSG:32632"
    a, b, c, d, e, f = found.matrix
    assert (a * 10 + b * 20 + c, d * 10 + e * 20 + f) == pytest.approx((500000, 5000000))
    assert (a * 11 + b * 20 + c, d * 11 + e * 20 + f) == pytest.approx((500001, 5000000))
