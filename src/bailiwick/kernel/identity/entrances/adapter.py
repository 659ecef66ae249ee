"""How django-allauth behaves here: nobody signs up, and nobody learns more than that it did not work."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """django-allauth's hooks."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This e-mail address and password do not belong together.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address in front of the trusted proxies; a request over a socket file has none."""
        return str(super().get_client_ip(request)) if request.META.get("REMOTE_ADDR") else "local"

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002
        messages.error(request, "This account is closed. Ask your administrator.")
        return HttpResponseRedirect(reverse("sign-in"))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The library's own mails are not sent."""
