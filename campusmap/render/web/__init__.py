"""The dispatcher's map: one HTML file that needs no network."""
