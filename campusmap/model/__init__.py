"""The nouns: frozen records and nothing that acts on them."""
