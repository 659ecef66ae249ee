"""The address of authorities."""

from django.urls import path

from bailiwick.kernel.ui.authority import views

urlpatterns = [path("authority/", views.authority, name="authority")]
