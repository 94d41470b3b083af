"""Layer roles by name, against a table written by hand."""

from __future__ import annotations

from pathlib import Path

from campusmap.ingest.layers import role_of_name
from campusmap.model.plan import Role

TABLE = Path(__file__).with_name("layer_table.txt")


def read_table() -> dict[str, Role]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    pairs = [line.split(": ", 1) for line in lines]
    return {name.strip(): Role(role) for role, names in pairs for name in names.split(" | ")}


EXPECTED = read_table()


def test_layers_have_the_role_that_their_name_says() -> None:
    roles = {name: role_of_name(name) for name in EXPECTED}
    assert {name: roles[name] for name, role in EXPECTED.items() if roles[name][0] is not role} == {}


def test_spelling_and_the_name_of_a_bound_drawing_change_nothing() -> None:
    for change in (str.lower, str.upper, "bldg-8$0${}".format, "east wing|{}".format):
        roles = {change(name): role_of_name(change(name)) for name in EXPECTED}
        assert {n: r for n, r in EXPECTED.items() if roles[change(n)][0] is not r and "ß" not in n} == {}


def test_table_is_long_and_names_every_role() -> None:
    assert len(EXPECTED) >= 400 and set(EXPECTED.values()) == set(Role) - {Role.MIXED}
