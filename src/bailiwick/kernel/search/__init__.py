"""Full-text search over everything that has a text, in one index, behind functions."""
