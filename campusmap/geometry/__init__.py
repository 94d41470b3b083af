"""Bare shapes: numpy arrays and shapely geometry, nothing about buildings."""
