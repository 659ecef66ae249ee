"""The address of the search page."""

from django.urls import path

from bailiwick.kernel.ui.finding import views

urlpatterns = [path("search/", views.search, name="search")]
