"""The addresses of the ledger."""

from django.urls import path

from bailiwick.kernel.ui.ledger import views

urlpatterns = [
    path("ledger/", views.entries, name="ledger"),
    path("ledger/<int:pk>/", views.entry, name="ledger-entry"),
]
