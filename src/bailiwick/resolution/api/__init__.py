"""Incidents for programs (8.6.1): what the API takes, gives and does."""
