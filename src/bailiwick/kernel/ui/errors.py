"""What people see when something cannot be done: a page, a fragment for htmx, a problem document for programs."""

import sys

import psycopg
import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from bailiwick.kernel.base.errors import BailiwickError, Invalid, NotAllowedNow, NotFound, Refused, Stale

STATUS: dict[type[BailiwickError], int] = {
    NotFound: 404,
    Refused: 403,
    Stale: 409,
    NotAllowedNow: 409,
    Invalid: 422,
}
TITLES = {
    400: "Bad request",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    409: "Not possible now",
    413: "Too large",
    422: "Not acceptable",
    429: "Too many requests",
    500: "Server error",
    503: "The database is away",
}
TEMPLATES = {422: 400, 429: 400}
RETRY_AFTER = "5"
AWAY = {"57P01", "57P02", "57P03", "53300"}
logger = structlog.get_logger(__name__)


def answer(error: BailiwickError, request: HttpRequest) -> HttpResponse:
    """The answer to a rule that was not satisfied; a defect is raised again."""
    status = STATUS.get(type(error))
    if status is None:
        raise error
    return show(request, status, error.message if hasattr(error, "message") else str(error))


def show(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """One answer of an error status, in the form that the asker understands."""
    if request.path.startswith("/api/"):
        problem = {
            "type": "about:blank",
            "title": TITLES[status],
            "status": status,
            "detail": message or TITLES[status],
            "request": _number(request),
        }
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    if request.headers.get("HX-Request"):
        notices = [{"level": "error", "text": message or TITLES[status]}]
        response = render(request, "ui/errors/fragment.html", {"notices": notices}, status=status)
        response["HX-Reswap"] = "none"
        return response
    context = {"message": message, "request_id": _number(request)}
    return render(request, f"ui/errors/{TEMPLATES.get(status, status)}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's answer 400; a form that is too large is 413."""
    return show(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Django's answer 403."""
    return show(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from one of our pages, or from one that was open too long."""
    logger.warning("csrf.refused", reason=reason, path=request.path)
    return show(request, 403, "The page was open for too long, or it is not ours. Reload it and try again.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Django's answer 404."""
    return show(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's answer to an exception that nobody expected, or to a database that is away."""
    problem = sys.exc_info()[1]
    if is_outage(problem):
        logger.error("database.away", path=request.path, error=str(problem))
        return outage(request)
    logger.error("request.failed", path=request.path, method=request.method, exc_info=problem)
    return show(request, 500)


def outage(request: HttpRequest) -> HttpResponse:
    """The answer while the database is away."""
    response = show(request, 503)
    response["Retry-After"] = RETRY_AFTER
    response.is_outage = True  # type: ignore[attr-defined]
    return response


def is_outage_page(response: HttpResponse) -> bool:
    """Whether the answer was made by `outage`."""
    return getattr(response, "is_outage", False)


def is_outage(problem: BaseException | None) -> bool:
    """Whether an exception means that the database cannot be reached, and not that it refused a statement."""
    if isinstance(problem, InterfaceError):
        return True
    if not isinstance(problem, OperationalError):
        return False
    cause = problem.__cause__
    state = cause.sqlstate if isinstance(cause, psycopg.Error) else None
    return state is None or state.startswith("08") or state in AWAY


def _number(request: HttpRequest) -> str:
    return getattr(request, "number", "")
