"""How fast one token may ask: the processes of one web server count together, in memory that they share."""

import hashlib
import mmap
import struct
import threading
import time

from django.conf import settings

from bailiwick.kernel.base.errors import TooMany

MINUTE = 60.0
SLOTS, LOOKED_AT = 16_384, 16

# Of each token its hash and when it would be served next if it asked evenly (the generic cell rate algorithm).
# Processes that are forked from this one share it. None waits for another: in the same instant a count may be lost.
_SLOT = struct.Struct("=8sd")
_counted = mmap.mmap(-1, SLOTS * _SLOT.size)
_lock = threading.Lock()


def take(secret: str, *, at: float | None = None) -> None:
    """Count one request of a token, now or `at` seconds of the monotonic clock; raises TooMany beyond the rate.

    A whole minute's requests may come at once; afterwards they come evenly.
    """
    allowed: int = settings.API_RATE
    if not allowed:
        return
    key = hashlib.blake2b(secret.encode(), digest_size=8).digest()
    now = time.monotonic() if at is None else at
    with _lock:
        place, before = _found(key)
        due = max(before, now) + MINUTE / allowed
        if due - now > MINUTE:
            raise TooMany(
                f"This token may ask {allowed} times a minute.", retry_after=max(1, round(due - now - MINUTE))
            )
        _SLOT.pack_into(_counted, place, key, due)


def _found(key: bytes) -> tuple[int, float]:
    """Where a token is counted and its time: near its hash, in the place of the one that is over the longest if new."""
    first = int.from_bytes(key[:4], "big")
    places = [(first + step) % SLOTS * _SLOT.size for step in range(LOOKED_AT)]
    held = [(_SLOT.unpack_from(_counted, place), place) for place in places]
    for (owner, due), place in held:
        if owner == key:
            return place, due
    return min((due, place) for (_, due), place in held)[1], 0.0
