"""What the map looks like, decided once for screen and paper."""
