"""The link by which the first administrator of a new installation comes in: once, within a day."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from bailiwick.kernel.identity.actors import is_unclaimed
from bailiwick.kernel.identity.entrances import operations, queries
from bailiwick.kernel.identity.types import Claim
from bailiwick.site.founding import found


def one_time_link(public_url: str) -> str | None:
    """A new link, which replaces earlier ones; None when somebody can sign in already."""
    if not is_unclaimed():
        return None
    token = operations.make_welcome_token()
    return f"{public_url.rstrip('/')}{reverse('welcome', kwargs={'token': token})}"


def is_open(token: str) -> bool:
    """Whether a link would still work."""
    return queries.is_welcome(token) and is_unclaimed()


def claim(token: str, **entered: Any) -> Claim:
    """Use the link up and found the organization; raises NotFound for one that does not work any more.

    Of two at once the second waits and finds it used. What is refused leaves it as it was.
    """
    with transaction.atomic():
        operations.use_welcome_token(token)
        return found(**entered)
