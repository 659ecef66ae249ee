"""Time spent on work items."""
