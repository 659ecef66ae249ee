"""The addresses of processes."""

from django.urls import path

from bailiwick.kernel.ui.processes import views

urlpatterns = [
    path("processes/", views.processes, name="processes"),
    path("processes/<slug:code>/", views.process, name="process"),
    path("processes/<slug:code>/bpmn/", views.bpmn, name="process-bpmn"),
]
