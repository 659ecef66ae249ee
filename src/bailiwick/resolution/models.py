"""The models of clause 8.6 for Django: one module per process holds them."""

from bailiwick.resolution.incidents.models import Category, Incident, PriorityMatrix

__all__ = ["Category", "Incident", "PriorityMatrix"]
