"""The addresses of rules and words."""

from django.urls import path

from bailiwick.kernel.arranging import views, words
from bailiwick.kernel.ui.views import by_method

urlpatterns = [
    path("notification-rules/", views.index, name="notification-rules"),
    path(
        "notification-rules/<slug:kind>/",
        by_method(get=views.news_page, delete=views.reset),
        name="notification-news",
    ),
    path(
        "notification-rules/<slug:kind>/rules/new/",
        views.rule_page,
        {"key": ""},
        name="notification-rule-new",
    ),
    path(
        "notification-rules/<slug:kind>/rules/<slug:key>/",
        by_method(get=views.rule_page, post=views.rule_page, delete=views.remove),
        name="notification-rule",
    ),
    path(
        "notification-rules/<slug:kind>/words/<slug:channel>/<slug:audience>/<slug:language>/",
        by_method(get=words.words_page, post=words.words_page, delete=words.reset),
        name="notification-words",
    ),
]
