"""Marking by hand: a page on the loopback address over one campus folder."""
