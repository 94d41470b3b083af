"""Conventions for room, door and building numbers."""
