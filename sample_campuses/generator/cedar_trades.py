"""Cedar Ridge High, buildings F (career and technical) and G (field house). Feet."""

from __future__ import annotations

from generator.plan import FloorPlan, links, room_of, row

SEED = "cedar-ridge-high-"


def trades_floors() -> list[FloorPlan]:
    """Return the one floor of building F."""
    north = (
        "102 Classroom 30; 104 Culinary Kitchen 40; 104A Pantry 12; 106 Art Studio 34; 108 Graphics Computer Lab 32; "
    )
    rooms = [
        room_of("101", "AUTO SHOP", (0, 0, 60, 44), (0, 44, 46, 60)),
        room_of("101A", "TOOL STORAGE", (46, 44, 60, 60)),
        room_of("103", "METAL SHOP", (60, 0, 110, 60)),
        room_of("105", "WOOD SHOP", (110, 0, 160, 44), (110, 44, 146, 60)),
        room_of("105A", "FINISH STORAGE", (146, 44, 160, 60)),
        room_of("107", "CAD COMPUTER LAB", (160, 0, 200, 60)),
        *row(0, 72, 34, north + "110 Girls Restroom 14; 112 Boys Restroom 14; 114 Custodian 8; 116 Mechanical 16"),
        room_of("100", "CORRIDOR", (0, 60, 200, 72)),
    ]
    wished = links("""
        100>OUT mid double W
        100>OUT mid double E
        101A>101 mid W
        105A>105 mid W
        104A>104 mid
        101>OUT 0.3 double w10 S
        103>OUT 0.5 double w10 S
        105>OUT 0.6 double S
        101>100 0.5 double
        116>OUT mid N
        116>100 mid
        104>OUT 0.5 N
    """)
    return [FloorPlan("F", "1", "FLOOR PLAN", tuple(rooms), wished, "100", seed=SEED + "F1")]


def field_house_floors() -> list[FloorPlan]:
    """Return the one floor of building G."""
    south = "101 Home Locker Room 40; 103 Officials Locker Room 20; 105 Trainer Office 20; 107 Concession Servery 40"
    north = "102 Visitor Locker Room 40; 104 Girls Restroom 20; 106 Boys Restroom 20; 108 Equipment Storage 28; "
    north += "110 Mechanical 12"
    rooms = [*row(0, 0, 26, south), *row(0, 34, 26, north), room_of("100", "CORRIDOR", (0, 26, 120, 34))]
    wished = links("""
        100>OUT mid double W
        100>OUT mid double E
        104>OUT mid N
        106>OUT mid N
        107>OUT 0.3 S
        108>OUT mid double N
        108>100 mid
        107>100 mid
        104>100 lo
        106>100 hi
        110>100 mid
    """)
    return [FloorPlan("G", "1", "FLOOR PLAN", tuple(rooms), wished, "100", seed=SEED + "G1")]
