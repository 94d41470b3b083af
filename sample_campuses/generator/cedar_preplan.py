"""Cedar Ridge High: what the fire department knows of each building; F and G are left blank on purpose."""

from __future__ import annotations

_SUPPLIERS = {
    "gas_company": "Prairie Gas Cooperative, 555-0170",
    "electric_company": "Nishna Valley Power, 555-0171",
    "water_company": "City of Cedar Ridge Water, 555-0172",
}

PREPLANS: dict[str, dict[str, int | str]] = {
    "A": {
        "construction": "Type II-B, masonry bearing walls, steel joists",
        "roof": "Flat, built-up on steel deck",
        "storeys_above": 2,
        "storeys_below": 1,
        "sprinklered": "Basement and corridors",
        "standpipes": "S1, S2, S3",
        "occupant_load": 1150,
        "hazards": "Boilers and fuel in basement; asbestos pipe lagging in 001",
        **_SUPPLIERS,
    },
    "B": {
        "construction": "Type II-B, steel frame, brick veneer",
        "roof": "Flat, single ply on steel deck",
        "storeys_above": 3,
        "storeys_below": 0,
        "sprinklered": "Throughout",
        "standpipes": "S1, S2",
        "occupant_load": 980,
        "hazards": "None known",
        **_SUPPLIERS,
    },
    "C": {
        "construction": "Type II-B, steel frame",
        "roof": "Flat, single ply, solar panels on the bar",
        "storeys_above": 2,
        "storeys_below": 0,
        "sprinklered": "Throughout",
        "standpipes": "S1, S2",
        "occupant_load": 740,
        "hazards": "Laboratory chemicals in 101A, 102A, 201A, 202A; compressed gas in 112",
        **_SUPPLIERS,
    },
    "D": {
        "construction": "Type II-B, masonry, long-span bar joists over the gymnasium",
        "roof": "Flat; lightweight truss over 101",
        "storeys_above": 1,
        "storeys_below": 0,
        "sprinklered": "Kitchen and storage only",
        "occupant_load": 2100,
        "hazards": "Ammonia refrigeration in 106B; deep fryers in 106",
        **_SUPPLIERS,
    },
    "E": {
        "construction": "Type II-A, steel and precast",
        "roof": "Flat; fly loft over the stage",
        "storeys_above": 2,
        "storeys_below": 0,
        "sprinklered": "Throughout; deluge at the stage",
        "standpipes": "Stage left and right",
        "occupant_load": 900,
        "hazards": "Rigging over 103; orchestra pit cover",
    },
}
