"""Editions held against each other: which room is which, and what became of it."""
