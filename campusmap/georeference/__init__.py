"""How drawings lie on the ground: placements, frames, footprints, true north."""
