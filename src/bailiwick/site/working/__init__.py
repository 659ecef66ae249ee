"""What the worker does beside running jobs."""
