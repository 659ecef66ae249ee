"""How fast one token may ask: each process counts for itself, so that nothing is written for it."""

import hashlib
import threading
import time

from django.conf import settings

from bailiwick.kernel.base.errors import TooMany

MINUTE = 60.0
MOST_REMEMBERED = 10_000

# When each token would be served next if its requests came evenly (the generic cell rate algorithm).
_due: dict[bytes, float] = {}
_lock = threading.Lock()


def take(secret: str, *, at: float | None = None) -> None:
    """Count one request of a token, now or `at` seconds of the monotonic clock; raises TooMany beyond the rate.

    A whole minute's requests may come at once; afterwards they come evenly.
    """
    allowed: int = settings.API_RATE
    if not allowed:
        return
    key, now = (
        hashlib.blake2b(secret.encode(), digest_size=16).digest(),
        time.monotonic() if at is None else at,
    )
    with _lock:
        if len(_due) >= MOST_REMEMBERED:
            _forget(now)
        due = max(_due.get(key, now), now) + MINUTE / allowed
        if due - now > MINUTE:
            raise TooMany(
                f"This token may ask {allowed} times a minute.", retry_after=max(1, round(due - now - MINUTE))
            )
        _due[key] = due


def _forget(now: float) -> None:
    for key in [key for key, due in _due.items() if due <= now]:
        del _due[key]
