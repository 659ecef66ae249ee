"""Drafts, as pages keep them while somebody types."""
