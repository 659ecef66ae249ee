"""What comes with a session, for pages only: programs send a token, and nothing of this is asked for below /api/."""

from collections.abc import Awaitable

from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.deprecation import MiddlewareMixin


class _ForPages(MiddlewareMixin):
    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if request.path.startswith("/api/"):
            return self.get_response(request)
        return super().__call__(request)


class Sessions(_ForPages, SessionMiddleware):
    """Django's sessions."""


class Forms(_ForPages, CsrfViewMiddleware):
    """Django's check that a form is ours."""


class Messages(_ForPages, MessageMiddleware):
    """Django's messages from one page to the next."""
