"""The addresses of the portal."""

from django.urls import path

from bailiwick.kernel.ui.views import by_method
from bailiwick.portal.pages.views import announcements, home, incidents, outcome, preview, report
from bailiwick.resolution.desk.views import files

urlpatterns = [
    path("portal/", home.home, name="portal"),
    path("portal/report/", report.report, name="portal-report"),
    path("portal/known/", report.known, name="portal-known"),
    path("portal/announcements/", announcements.listing, name="portal-announcements"),
    path("portal/announcements/<int:pk>/", announcements.announcement, name="portal-announcement"),
    path(
        "portal/announcements/<int:pk>/me-too/",
        by_method(post=announcements.join, delete=announcements.leave),
        name="portal-me-too",
    ),
    path("portal/incidents/", incidents.listing, name="portal-incidents"),
    path("portal/incidents/<str:reference>/", incidents.incident, name="portal-incident"),
    path("portal/incidents/<str:reference>/answers/", incidents.answer, name="portal-answers"),
    path("portal/incidents/<str:reference>/files/<int:pk>/", files.file, name="portal-file"),
    path(
        "portal/incidents/<str:reference>/following/",
        by_method(post=incidents.follow, delete=incidents.unfollow),
        name="portal-following",
    ),
    path("portal/incidents/<str:reference>/confirmation/", outcome.confirm, name="portal-confirmation"),
    path("portal/incidents/<str:reference>/reopening/", outcome.reopen, name="portal-reopening"),
    path("portal/incidents/<str:reference>/rating/", outcome.rate, name="portal-rating"),
    path("portal/preview/<str:reference>/", preview.preview, name="portal-preview"),
]
