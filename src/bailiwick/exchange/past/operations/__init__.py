"""Bring in incidents that happened elsewhere, with what they name."""

from bailiwick.exchange.past.operations.importing import VERB, import_incidents, known_numbers

__all__ = ["VERB", "import_incidents", "known_numbers"]
