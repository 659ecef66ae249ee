"""What signing in needs to remember; none of it belongs to an organization."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.signins import Happening
from bailiwick.kernel.identity.models import Account


class Session(AbstractBaseSession):
    """Somebody's browser, signed in or not; kept under the hash of its key, so that a copy of it opens nothing."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    seen_at = models.DateTimeField(default=clock.now)
    browser = models.TextField(blank=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        from bailiwick.kernel.identity.entrances.sessions import SessionStore

        return SessionStore

    def __str__(self) -> str:
        return f"{self.browser or 'A browser'}, last seen {self.seen_at:%Y-%m-%d %H:%M}"


class Counter(models.Model):
    """Attempts to sign in, counted for all web servers at once: the table of Django's cache in the database."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


class SignIn(models.Model):
    """Something that happened at the door, kept for a stated time; without an account the address is not known here.

    `at_organization` is the organization whose provider was asked, where that is all that is known.
    """

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sign_ins", db_index=False)
    at = models.DateTimeField(default=clock.now, editable=False)
    what = models.TextField(choices=Happening.choices)
    method = models.TextField(blank=True)
    address = models.TextField(blank=True)
    browser = models.TextField(blank=True)
    at_organization = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-at"], name="entrances_signin_of_account"),
            models.Index(fields=["at"], name="entrances_signin_by_time"),
        ]

    def __str__(self) -> str:
        return f"{Happening(self.what).label}, {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def subject_type(cls) -> str:
        """No record of the ledger is about this."""
        return cls._meta.db_table


class ReceivedAnswer(models.Model):
    """A SAML answer that came and was good; it waits for the browser that asked, and is known again if it comes twice.

    Another site posts it, so the browser does not show its session with it: it fetches it by `token` a moment later.
    """

    provider_id = models.BigIntegerField()
    assertion = models.TextField()
    token = models.BinaryField(unique=True)
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    arrived_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider_id", "assertion"], name="entrances_answer_once")
        ]

    def __str__(self) -> str:
        return f"An answer of {self.arrived_at:%Y-%m-%d %H:%M}"


class WelcomeLink(models.Model):
    """A link that lets the first administrator in, kept as a hash; it works once and not for long."""

    hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Welcome link until {self.expires_at:%Y-%m-%d %H:%M}"
