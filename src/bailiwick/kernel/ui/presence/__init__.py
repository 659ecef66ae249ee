"""Who else has a record open, as pages say and ask it."""
