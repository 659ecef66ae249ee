"""The addresses of exports."""

from django.urls import path

from bailiwick.kernel.ui.exporting import views

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/<int:pk>/", views.export, name="export"),
    path("exports/<int:pk>/file/", views.file, name="export-file"),
]
