"""The addresses of saved views."""

from django.urls import path

from bailiwick.kernel.ui.keeping import views
from bailiwick.kernel.ui.views import by_method

urlpatterns = [
    path("views/<slug:name>/", views.saved_views, name="views"),
    path("views/<slug:name>/new/", views.new, name="view-new"),
    path("views/<slug:name>/order/", views.arrange, name="views-order"),
    path(
        "views/<slug:name>/<int:pk>/",
        by_method(get=views.view, post=views.view, delete=views.forget),
        name="view",
    ),
]
