"""The addresses of the incident process."""

from django.urls import path

from bailiwick.kernel.ui.views import by_method
from bailiwick.resolution.desk.views import files, history, incident, linking, queue

urlpatterns = [
    path("work/", queue.my_work, name="my-work"),
    path("incidents/", queue.queue, name="incidents"),
    path("incidents/new/", incident.new, name="incident-new"),
    path("incidents/similar/", incident.similar, name="incidents-similar"),
    path("incidents/<str:reference>/", incident.incident, name="incident"),
    path("incidents/<str:reference>/comments/", incident.comments, name="incident-comments"),
    path("incidents/<str:reference>/files/", files.attach, name="incident-files"),
    path("incidents/<str:reference>/files/<int:pk>/", files.file, name="incident-file"),
    path("incidents/<str:reference>/links/", linking.links, name="incident-links"),
    path(
        "incidents/<str:reference>/links/<int:pk>/",
        by_method(delete=linking.unlink),
        name="incident-link",
    ),
    path("incidents/<str:reference>/history/", history.history, name="incident-history"),
    path(
        "incidents/<str:reference>/watch/",
        by_method(post=incident.watch, delete=incident.unwatch),
        name="incident-watch",
    ),
    path("incidents/<str:reference>/<slug:resource>/", incident.verb, name="incident-verb"),
    path("incidents/<str:reference>/<slug:resource>/undo/", incident.undo, name="incident-verb-undo"),
]
