"""The generator of the sample campuses: seeded, stand-alone, every person and place made up."""
