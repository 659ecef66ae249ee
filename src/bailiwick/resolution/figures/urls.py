"""The addresses of figures."""

from django.urls import path

from bailiwick.kernel.ui.views import by_method
from bailiwick.resolution.figures import views

urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/notes/", views.notes, name="figure-notes"),
    path("figures/notes/<int:pk>/", by_method(delete=views.note), name="figure-note"),
    path(
        "figures/arrangements/<slug:whose>/",
        by_method(get=views.arrange, post=views.arrange, delete=views.reset),
        name="figure-arrangement",
    ),
    path("figures/<slug:code>/", views.figure, name="figure"),
    path("figures/<slug:code>/csv/", views.csv, name="figure-csv"),
]
