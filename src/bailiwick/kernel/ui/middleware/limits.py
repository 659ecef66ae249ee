"""A form is typed by people: megabytes of text in one are refused before they are worked on."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from bailiwick.kernel.ui import errors

TEXT_LIMIT = 1024 * 1024
MESSAGE = "All the text in one form may have at most 1 MB. Attach it as a file instead."
NO_TEXT = "The address holds a character that no text can hold."


class FormLimit:
    """Limits the text of forms, not the files that come with it, and not what programs send to the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """The refusal of a form with too much text, or of an address with what no text can hold."""
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            return errors.show(request, 400, NO_TEXT)
        if _announced(request) <= TEXT_LIMIT or request.path.startswith("/api/"):
            return None
        if request.content_type != "multipart/form-data" or _typed(request) > TEXT_LIMIT:
            return errors.show(request, 413, MESSAGE)
        return None


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0


def _typed(request: HttpRequest) -> int:
    return sum(len(value) for _, values in request.POST.lists() for value in values)
