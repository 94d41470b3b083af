"""Screen and paper: the same marks as a page, a picture or a packet."""
