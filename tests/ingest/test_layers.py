"""Layer roles by name."""

from __future__ import annotations

import pytest

from campusmap.ingest.layers import NO_MATCH, bare_name, override_patterns, profile_rules, role_of_name
from campusmap.model.plan import Role
from campusmap.model.project import LayerRoles

EXPECTED = {
    Role.ROOM: "UNITS RM$ A-AREA A-AREA-ROOM Räume PIECES 房间 POMIESZCZENIA",
    Role.LABEL: "UNITLABELS A-AREA-IDEN A-IDEN-NAME-EXST A-IDEN-NUMR-EXST A-ANNO-ROOM A-TEXT txt Raumnummern "
    "ARCH_ROOMTEXT",
    Role.OUTLINE: "GROS$ OUTLINE A-AREA-GROSS A-FLOR-OTLN Contorno 外轮廓",
    Role.WALL: "WALLS A-WALL A-WALL-FULL A-WALL-EXST A-WALL-FIRE A-WALL-CORE-EXST Wände MUROS "
    "Cloisons PAREDES ściany 墙体",
    Role.DOOR: "DOORS A-DOOR A-DOOR-EXST A-DOOR-SHEL-EXST Türen PUERTAS portes PORTAS Drzwi 门",
    Role.WINDOW: "A-GLAZ A-GLAZ-SHEL-SILL-EXST Fenster VENTANAS Fenêtres JANELAS Okna 窗",
    Role.COLUMN: "A-COLS S-COLS S-COLS-EXST Stützen Columnas Poteaux Pilares Słupy 柱",
    Role.STAIR: "A-FLOR-STRS A-FLOR-CORE-STRS-EXST A-FLOR-EVTR Treppe Escaleras Escaliers Escadas Schody 楼梯",
    Role.FURNITURE: "A-FURN A-FURN-FREE-EXST Q-CASE I-FURN P-FIXT-EXST A-FLOR-FIXT A-CASE-1 Möbel Muebles Meubles "
    "Móveis Meble 家具",
    Role.DEVICE: "A-EQPM-FIRE-EXST FP-SPKL E-SAFETY A-FIRE-EXTG",
    Role.ANNOTATION: "ZONES ZONELABELS A-ANNO-DIMS DEFPOINTS A-DOOR-IDEN A-GRID E-LITE S-GRID "
    "ARCH_DOORTEXT Bemaßung COTAS 标注",
    Role.DEMOLITION: "A-WALL-D A-DOOR-DEMO A-WALL-FULL-D A-DEMO Abbruch",
    Role.OTHER: "0 2 TEMP XYZ",
}
CASES = [(name, role) for role, names in EXPECTED.items() for name in names.split()]


@pytest.mark.parametrize(("name", "role"), CASES)
def test_names(name: str, role: Role) -> None:
    for spelling in (name, name.lower(), f"Bldg-08$0${name}", f"east wing|{name}"):
        assert role_of_name(spelling)[0] == role, spelling


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("A-22----E-N-", Role.WALL),
        ("A-32----E-N-", Role.DOOR),
        ("A-31----E-", Role.WINDOW),
        ("A-22----D-N-", Role.ANNOTATION),
    ],
)
def test_iso_names(name: str, role: Role) -> None:
    assert role_of_name(name) == (role, "profile iso13567")


def test_every_layer_has_a_reason() -> None:
    assert role_of_name("A-WALL") == (Role.WALL, "profile aia-ncs")
    assert role_of_name("Foo") == (Role.OTHER, NO_MATCH)


def test_overrides_win() -> None:
    overrides = LayerRoles(room=("a-wall",), door=("X[1]*", "*|GATE"), ignore=("A-W*",))
    names = ["A-WALL", "A-WXYZ", "X[1]-9", "X1", "site|GATE", "GATEWAY"]
    patterns = override_patterns(overrides)
    roles = {name: role_of_name(name, patterns)[1] for name in names}
    assert roles["A-WALL"] == "campus.toml: ignore"
    assert roles["X[1]-9"] == roles["site|GATE"] == "campus.toml"
    assert roles["X1"] == NO_MATCH
    assert role_of_name("s1$0$A-WALL", override_patterns(LayerRoles(room=("A-WALL",))))[0] == Role.ROOM


def test_the_name_of_a_whole_plan_says_nothing_of_what_it_is_drawn_with() -> None:
    for name in ("FLOORPLAN", "Floor plan", "1 FLOOR PLAN", "GROUND FLOOR", "Second_Floor"):
        assert role_of_name(name) == (Role.OTHER, NO_MATCH), name
    assert role_of_name("FLOOR PLAN WALLS")[0] == Role.WALL
    assert role_of_name("FLOOR PATTERN")[0] == Role.ANNOTATION


def test_bound_names() -> None:
    assert bare_name("xref-08$0$A-WALL") == bare_name("plan|a-wall") == "A-WALL"
    assert bare_name("RM$") == "RM$"


def test_profiles_cover_the_roles() -> None:
    named = {rule.role for rule in profile_rules()}
    assert named == set(Role) - {Role.MIXED}
