"""The addresses of processes."""

from django.urls import path

from bailiwick.kernel.ui.processes import changing, views

urlpatterns = [
    path("processes/", views.processes, name="processes"),
    path("processes/<slug:code>/", views.process, name="process"),
    path("processes/<slug:code>/bpmn/", views.bpmn, name="process-bpmn"),
    path("processes/<slug:code>/change/", changing.change, name="process-change"),
    path("processes/<slug:code>/versions/", views.versions, name="process-versions"),
    path("processes/<slug:code>/versions/<int:number>/", views.version, name="process-version"),
]
