"""The addresses of verbs over many records."""

from django.urls import path

from bailiwick.kernel.ui.bulk import views

urlpatterns = [
    path("bulk/<slug:name>/", views.bulk, name="bulk"),
    path("bulk/<slug:name>/<int:pk>/", views.outcomes, name="bulk-run"),
]
