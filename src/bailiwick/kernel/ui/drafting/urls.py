"""The address of drafts."""

from django.urls import path

from bailiwick.kernel.ui.drafting import views
from bailiwick.kernel.ui.views import by_method

urlpatterns = [
    path("draft/", by_method(get=views.draft, post=views.keep, delete=views.discard), name="draft"),
]
