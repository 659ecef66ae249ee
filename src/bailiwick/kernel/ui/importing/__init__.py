"""Pages of importing people."""
