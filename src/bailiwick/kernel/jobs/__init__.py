"""Background work: kept in the database with the writes that need it, run by the worker, repeated when it fails."""
