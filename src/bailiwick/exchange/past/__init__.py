"""Incidents that happened elsewhere, as an import brings them in (8.6.1): facts first, then records."""
