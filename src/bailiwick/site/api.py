"""The routers of every room, put together."""

from bailiwick.conformity.api import router as requirements
from bailiwick.kernel.api.authority import router as authority
from bailiwick.kernel.api.bulk import router as bulk
from bailiwick.kernel.api.exports import router as exports
from bailiwick.kernel.api.instance import api
from bailiwick.kernel.api.ledger import router as ledger
from bailiwick.kernel.api.notifications import router as notifications
from bailiwick.kernel.api.people_import import router as people_imports
from bailiwick.kernel.api.processes import router as processes
from bailiwick.kernel.api.search import router as search
from bailiwick.kernel.api.views import router as views
from bailiwick.kernel.api.work import routers
from bailiwick.kernel.api.work.tasks import own as own_tasks
from bailiwick.kernel.arranging.api import router as notification_rules
from bailiwick.major.api.concerning import router as concerning
from bailiwick.major.api.routes import router as major_incidents
from bailiwick.portal.api.announcements import router as announced
from bailiwick.portal.api.ratings import router as ratings
from bailiwick.resolution.api.escalations import router as escalations
from bailiwick.resolution.api.incidents import router as incidents
from bailiwick.resolution.api.links import router as links
from bailiwick.resolution.figures.api import router as figures
from bailiwick.resolution.incidents import queries
from bailiwick.site.health_api import router as health
from bailiwick.site.registers_api import ROUTERS

api.add_router("/incidents", incidents)
api.add_router("/incidents", links)
api.add_router("/figures", figures)
api.add_router("/incidents", ratings)
api.add_router("/major-incidents", major_incidents)
api.add_router("/incidents", escalations)
for work in routers(queries.incident, "Incidents"):
    api.add_router("/incidents", work)
api.add_router("/tasks", own_tasks)
api.add_router("/ledger", ledger)
api.add_router("/portal/major-incidents", concerning)
api.add_router("/portal", announced)
api.add_router("/processes", processes)
api.add_router("/requirements", requirements)
api.add_router("/notifications", notifications)
api.add_router("/notification-rules", notification_rules)
api.add_router("/search", search)
api.add_router("/views", views)
api.add_router("/bulk", bulk)
api.add_router("/exports", exports)
api.add_router("/people-imports", people_imports)
api.add_router("/health", health)
api.add_router("/authority", authority)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)

__all__ = ["api"]
