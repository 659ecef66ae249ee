"""Reads of what signing in remembers."""

from django.db.models import QuerySet

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.models import Session, WelcomeLink
from bailiwick.kernel.identity.entrances.operations import hashed
from bailiwick.kernel.identity.models import Account


def open_sessions(account: Account) -> QuerySet[Session]:
    """The browsers in which the account is signed in, the last seen first."""
    return Session.objects.filter(account=account, expire_date__gt=clock.now()).order_by("-seen_at")


def is_welcome(token: str) -> bool:
    """Whether a welcome token would still work."""
    return WelcomeLink.objects.filter(hash=hashed(token), expires_at__gt=clock.now()).exists()
