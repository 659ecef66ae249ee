"""The addresses of notifications."""

from django.urls import path

from bailiwick.kernel.arranging.own import views

urlpatterns = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/choices/", views.choices, name="notification-choices"),
    path("notifications/<int:pk>/why/", views.why, name="notification-why"),
    path("notifications/read/", views.read, name="notifications-read"),
]
