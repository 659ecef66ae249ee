"""The models of clause 8.2 for Django: one module per process holds them."""

from bailiwick.portfolio.services.models import Service

__all__ = ["Service"]
