"""The lines of the requirement packs: what the laws ask, held against what the kit holds."""
