"""The addresses of the frame itself."""

from django.urls import path

from bailiwick.kernel.ui.palette import views as palette
from bailiwick.kernel.ui.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("theme/", home.choose_theme, name="theme"),
    path("density/", home.choose_density, name="density"),
    path("palette/", palette.palette, name="palette"),
]
