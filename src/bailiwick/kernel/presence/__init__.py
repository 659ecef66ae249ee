"""Who has a record open now."""
