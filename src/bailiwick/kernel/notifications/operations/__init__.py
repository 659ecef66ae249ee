"""Writes of notifications: telling people, and noting what was mailed."""
