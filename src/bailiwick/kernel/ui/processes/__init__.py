"""Pages of processes."""
