"""The addresses of the frame itself."""

from django.urls import path

from bailiwick.kernel.ui.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("theme/", home.choose_theme, name="theme"),
]
