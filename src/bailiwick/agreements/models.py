"""The models of clause 8.3 for Django: one module per process holds them."""

from bailiwick.agreements.levels.models import Agreement, ServiceLevelTarget

__all__ = ["Agreement", "ServiceLevelTarget"]
