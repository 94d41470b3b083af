"""From a placed drawing to a floor of rooms, doors and windows: one stage a file."""
