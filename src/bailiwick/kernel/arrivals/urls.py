"""The addresses of importing people."""

from django.urls import path

from bailiwick.kernel.arrivals import views

urlpatterns = [
    path("people/import/", views.imports, name="people-import"),
    path("people/import/<int:pk>/", views.one, name="people-import-run"),
]
