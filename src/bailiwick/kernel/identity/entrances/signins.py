"""What the sign-in log knows: what can happen at the door, and from where somebody comes."""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.db import models
from django.http import HttpRequest

from bailiwick.kernel.identity.entrances.browsers import browser_name


class Happening(models.TextChoices):
    """What can happen at the door."""

    SIGNED_IN = "signed_in", "Signed in"
    WRONG_PASSWORD = "wrong_password", "Refused: wrong password"
    WRONG_CODE = "wrong_code", "Refused: wrong code"
    WRONG_PASSKEY = "wrong_passkey", "Refused: passkey not accepted"
    WRONG_ANSWER = "wrong_answer", "Refused: answer of a provider not accepted"
    TOO_MANY = "too_many", "Refused: too many attempts"
    CLOSED = "closed", "Refused: account closed"
    RECOVERY_USED = "recovery_used", "Recovery code used"
    CONFIRMED = "confirmed", "Confirmed who they are"
    FACTOR_ADDED = "factor_added", "Second factor added"
    FACTOR_REMOVED = "factor_removed", "Second factor removed"
    FACTORS_CLEARED = "factors_cleared", "Second factors cleared by an administrator"
    CODES_RENEWED = "codes_renewed", "Recovery codes renewed"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    SESSIONS_ENDED = "sessions_ended", "Signed out elsewhere"


@dataclass(frozen=True, slots=True)
class Place:
    """From where somebody comes: a network address, and a browser in a few words."""

    address: str = ""
    browser: str = ""


def place_of(request: HttpRequest) -> Place:
    """From where a request comes."""
    address = str(get_adapter(request).get_client_ip(request))
    return Place(address[:60], browser_name(request.headers.get("User-Agent", "")))
