"""What is checked: one file a rule, discovered, never listed."""
