"""Every address of the product, by room."""

from typing import Any

from django.urls import include, path

from bailiwick.kernel.ui.registers.views import patterns
from bailiwick.site import views
from bailiwick.site.api import api
from bailiwick.site.metrics.views import metrics

ROOMS = (
    "bailiwick.kernel.ui.urls",
    "bailiwick.kernel.identity.entrances.urls",
    "bailiwick.kernel.scim.urls",
    "bailiwick.kernel.ui.authority.urls",
    "bailiwick.kernel.ui.finding.urls",
    "bailiwick.kernel.ui.bulk.urls",
    "bailiwick.kernel.ui.exporting.urls",
    "bailiwick.kernel.arrivals.urls",
    "bailiwick.kernel.ui.keeping.urls",
    "bailiwick.kernel.arranging.own.urls",
    "bailiwick.kernel.ui.drafting.urls",
    "bailiwick.kernel.ui.presence.urls",
    "bailiwick.kernel.arranging.urls",
    "bailiwick.kernel.ui.ledger.urls",
    "bailiwick.kernel.ui.processes.urls",
    "bailiwick.conformity.urls",
    "bailiwick.major.desk.urls",
    "bailiwick.kernel.ui.work.urls",
    "bailiwick.resolution.desk.urls",
    "bailiwick.resolution.figures.urls",
    "bailiwick.portal.pages.urls",
)

urlpatterns: list[Any] = [
    path("healthz", views.healthz, name="healthz"),
    path("health/", views.health_page, name="health"),
    path("metrics", metrics, name="metrics"),
    path("welcome/<str:token>/", views.first_administrator, name="welcome"),
    path("api/v1/", api.urls),
    *(path("", include(room)) for room in ROOMS),
    *patterns(),
]

handler400 = "bailiwick.kernel.ui.errors.bad_request"
handler403 = "bailiwick.kernel.ui.errors.forbidden"
handler404 = "bailiwick.kernel.ui.errors.not_found"
handler500 = "bailiwick.kernel.ui.errors.server_error"
