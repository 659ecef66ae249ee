"""While the database is away: a calm page at once, and one request at a time that looks whether it is back."""

import threading
import time
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

from bailiwick.kernel.ui import errors

PAUSE = 1.0


class Gate:
    """Open while the database answers. While it does not, one request may try, and a second after it the next."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._is_broken = False
        self._is_trying = False
        self._next_try = 0.0

    def admits(self) -> bool:
        """Whether a request may go on; one that may tells `settle` what came of it."""
        with self._lock:
            if not self._is_broken:
                return True
            if self._is_trying or self._clock() < self._next_try:
                return False
            self._is_trying = True
            return True

    def settle(self, *, is_broken: bool) -> None:
        """Take note of how a request that was admitted ended."""
        with self._lock:
            self._is_broken, self._is_trying = is_broken, False
            self._next_try = self._clock() + PAUSE


class DatabaseOutage:
    """Answers 503 while the database is away, without keeping the server's threads waiting for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.gate = Gate()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.gate.admits():
            return errors.outage(request)
        is_broken = True
        try:
            response = self.get_response(request)
            is_broken = errors.is_outage_page(response)
        finally:
            self.gate.settle(is_broken=is_broken)
        if is_broken:
            _discard_dead_connections()
        return response


def _discard_dead_connections() -> None:
    """After a restart of the database every pooled connection is dead, not only the one that told us."""
    if pool := getattr(connection, "pool", None):
        pool.check()
