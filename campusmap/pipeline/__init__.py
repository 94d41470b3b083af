"""The way from a campus folder to a kit."""
