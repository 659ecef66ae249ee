"""The addresses of major incidents."""

from django.urls import path

from bailiwick.kernel.ui.views import by_method
from bailiwick.major.desk import customers, views

urlpatterns = [
    path("major-incidents/", views.board, name="major-incidents"),
    path("major-incidents/<str:reference>/", views.major, name="major-incident"),
    path("major-incidents/<str:reference>/report/", views.report, name="major-incident-report"),
    path(
        "major-incidents/<str:reference>/steps/<int:number>/",
        by_method(post=views.complete_step, delete=views.retract_step),
        name="major-incident-step",
    ),
    path("major-incidents/<str:reference>/<slug:resource>/", views.verb, name="major-incident-verb"),
    path(
        "major-incidents/<str:reference>/<slug:resource>/undo/", views.undo, name="major-incident-verb-undo"
    ),
    path("portal/major-incidents/<str:reference>/", customers.major_incident, name="portal-major-incident"),
    path("incidents/<str:reference>/declaration/", views.declare, name="incident-declaration"),
    path("incidents/<str:reference>/dismissal/", views.dismiss, name="incident-dismissal"),
]
