"""Turn a school's drawings, footprints and spreadsheets into the kit first responders use."""

__version__ = "0.1.0"
