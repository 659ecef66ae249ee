"""How django-allauth behaves here: nobody signs up, and nobody learns more than that it did not work."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailiwick.kernel.identity.entrances.operations import note_sign_in
from bailiwick.kernel.identity.entrances.signins import Happening, place_of


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """django-allauth's hooks."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This e-mail address and password do not belong together.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        return False

    def get_login_stages(self) -> list[str]:
        return ["bailiwick.kernel.identity.entrances.stages.SecondStep"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address in front of the trusted proxies; a request over a socket file has none."""
        return str(super().get_client_ip(request)) if request.META.get("REMOTE_ADDR") else "local"

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Somebody is in, however they came: the sign-in log says so."""
        method = str(request.session.pop("sign_in_method", ""))
        note_sign_in(Happening.SIGNED_IN, user, place=place_of(request), method=method)
        response: HttpResponse = super().post_login(request, user, **more)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        note_sign_in(Happening.CLOSED, user, place=place_of(request))
        messages.error(request, "This account is closed. Ask your administrator.")
        return HttpResponseRedirect(reverse("sign-in"))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The library's own mails are not sent."""
