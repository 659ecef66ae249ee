"""Major incidents through the API (8.6.1)."""
