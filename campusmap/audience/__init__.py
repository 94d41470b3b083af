"""Who may know what: a campus cut down to the facts that an audience is allowed."""
