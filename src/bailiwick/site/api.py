"""The routers of every room, put together."""

from bailiwick.kernel.api.instance import api
from bailiwick.resolution.incidents.api import router as incidents

api.add_router("/incidents", incidents)

__all__ = ["api"]
