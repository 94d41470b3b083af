"""One file a deliverable; ``export.table`` lists them."""
