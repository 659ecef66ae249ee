"""Rows of the rules of telling and of their words, as pages and for programs: every organization has the same news."""

from typing import Any

from tests.cast import Cast
from tests.routes.rows import Route


def news(_cast: Cast) -> dict[str, Any]:
    return {"kind": "IncidentLogged"}


def rule(_cast: Cast) -> dict[str, Any]:
    return {"kind": "IncidentLogged", "key": "team"}


def words(_cast: Cast) -> dict[str, Any]:
    return {"kind": "IncidentLogged", "channel": "mail", "audience": "customers", "language": "default"}


def nobody(_cast: Cast) -> dict[str, Any]:
    return {"to": []}


def nothing(_cast: Cast) -> dict[str, Any]:
    return {"text": ""}


TELLING = (
    Route("notification-rules", stranger=200),
    Route("notification-news", stranger=200, args=news),
    Route("notification-news", granted=404, args=lambda _: {"kind": "Nothing"}),
    Route("notification-news", granted=303, stranger=303, method="delete", args=news),
    Route("notification-rule-new", stranger=200, args=news),
    Route("notification-rule", stranger=200, args=rule),
    Route(
        "notification-rule",
        granted=422,
        stranger=422,
        method="post",
        args=rule,
        data=lambda _: {"to": "nobody"},
    ),
    Route("notification-rule", granted=303, stranger=303, method="delete", args=rule),
    Route("notification-words", stranger=200, args=words),
    Route(
        "notification-words",
        granted=422,
        stranger=422,
        method="post",
        args=words,
        data=lambda _: {"text": "{{"},
    ),
    Route("notification-words", granted=303, stranger=303, method="delete", args=words),
)
