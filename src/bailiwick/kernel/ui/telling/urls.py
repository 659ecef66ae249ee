"""The addresses of notifications."""

from django.urls import path

from bailiwick.kernel.ui.telling import views

urlpatterns = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.read, name="notifications-read"),
]
