"""The link by which the first administrator of a new installation comes in: once, within a day."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.identity.actors import is_unclaimed
from bailiwick.kernel.identity.entrances.models import WelcomeLink
from bailiwick.kernel.identity.types import Claim
from bailiwick.site.founding import found

VALID_FOR = timedelta(hours=24)


def one_time_link(public_url: str) -> str | None:
    """A new link, which replaces earlier ones; None when somebody can sign in already."""
    if not is_unclaimed():
        return None
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        WelcomeLink.objects.all().delete()
        WelcomeLink.objects.create(hash=_hash(token), expires_at=clock.now() + VALID_FOR)
    return f"{public_url.rstrip('/')}{reverse('welcome', kwargs={'token': token})}"


def is_open(token: str) -> bool:
    """Whether a link would still work."""
    link = WelcomeLink.objects.filter(hash=_hash(token), expires_at__gt=clock.now())
    return link.exists() and is_unclaimed()


def claim(token: str, **entered: Any) -> Claim:
    """Use the link up and found the organization; raises NotFound for one that does not work any more.

    Of two at once the second waits and finds it used. What is refused leaves it as it was.
    """
    with transaction.atomic():
        used, _ = WelcomeLink.objects.filter(hash=_hash(token), expires_at__gt=clock.now()).delete()
        if not used:
            raise NotFound("This link does not work any more.")
        return found(**entered)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
