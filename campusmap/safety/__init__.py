"""What people's tables and the geometry say about safety: rooms and doors filled in, devices, hard corners."""
