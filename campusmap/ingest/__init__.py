"""Readers: one a format, each ending in model records and notices or in one InputError."""
