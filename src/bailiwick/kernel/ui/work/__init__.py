"""Pages that every kind of work item has: its tasks, time spent, parts, merges, splits and escalations."""
