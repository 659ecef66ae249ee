"""Bailiwick: a service management system whose records prove what the organization does."""

__version__ = "0.1.0"
