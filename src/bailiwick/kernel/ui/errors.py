"""What people see when something cannot be done: a page, a fragment for htmx, a problem document for programs."""

import errno
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
    503: "Not available at the moment",
}
TEMPLATES = {422: 400, 429: 400}
RETRY_AFTER = "5"
AWAY = {"57P01", "57P02", "57P03", "53300"}
NO_ROOM = {"53100"}
READ_ONLY = {"25006"}
FULL_DISK = {errno.ENOSPC, errno.EDQUOT}
logger = structlog.get_logger(__name__)


def answer(error: BailiwickError, request: HttpRequest) -> HttpResponse:
    """The answer to a rule that was not satisfied; a defect is raised again."""
    status = next((found for kind, found in STATUS.items() if isinstance(error, kind)), None)
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
    if reason := unwritable(problem):
        logger.error("database.unwritable", path=request.path, error=str(problem))
        return _later(show(request, 503, reason))
    if is_outage(problem):
        logger.error("database.away", path=request.path, error=str(problem))
        return outage(request)
    logger.error("request.failed", path=request.path, method=request.method, exc_info=problem)
    return show(request, 500)


def outage(request: HttpRequest) -> HttpResponse:
    """The answer while the database is away."""
    response = _later(show(request, 503))
    response.is_outage = True  # type: ignore[attr-defined]
    return response


def _later(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = RETRY_AFTER
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
    state = _state(problem)
    return state is None or state.startswith("08") or state in AWAY


def unwritable(problem: BaseException | None) -> str:
    """Why nothing can be written now although the database answers (no room, read-only), for people; else empty."""
    state = _state(problem)
    if state in NO_ROOM or (isinstance(problem, OSError) and problem.errno in FULL_DISK):
        return "There is no room left on the server; nothing was saved, and nothing that was saved before is lost."
    if state in READ_ONLY:
        return "The database can only be read at the moment; nothing was saved, and nothing saved before is lost."
    return ""


def _state(problem: BaseException | None) -> str | None:
    cause = problem if isinstance(problem, psycopg.Error) else getattr(problem, "__cause__", None)
    return cause.sqlstate if isinstance(cause, psycopg.Error) else None


def _number(request: HttpRequest) -> str:
    return getattr(request, "number", "")
