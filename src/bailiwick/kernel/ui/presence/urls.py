"""The addresses of presence."""

from django.urls import path

from bailiwick.kernel.ui.presence import views
from bailiwick.kernel.ui.views import by_method

urlpatterns = [
    path(
        "presence/<slug:kind>/<int:key>/",
        by_method(post=views.come, delete=views.leave),
        name="presence",
    ),
    path("me/presence/", views.choice, name="presence-choice"),
]
