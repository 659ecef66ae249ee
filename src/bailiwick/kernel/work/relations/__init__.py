"""How work items stand to each other: parts, merges, splits; and whom they were escalated to."""
