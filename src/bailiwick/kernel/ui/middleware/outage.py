"""While the database is away: a calm page at once, and a look once a second whether it is back."""

import threading
import time
from collections.abc import Callable

import psycopg
from django.db import connection
from django.http import HttpRequest, HttpResponse

from bailiwick.kernel.ui import errors

PAUSE = 1.0
PATIENCE = 3


class Gate:
    """Open while the database answers. While it does not, somebody looks once a second whether it is back.

    `reach` looks, and is never called twice at the same time.
    """

    def __init__(self, reach: Callable[[], bool], clock: Callable[[], float] = time.monotonic) -> None:
        self._reach = reach
        self._clock = clock
        self._looking = threading.Lock()
        self._is_broken = False
        self._next_look = 0.0

    def is_open(self) -> bool:
        """Whether a request may go on."""
        if self._is_broken and self._clock() >= self._next_look:
            self._look()
        return not self._is_broken

    def note_failure(self) -> None:
        """A request found the database away: look whether it is, or whether only the connection was old."""
        self._is_broken = True
        self._look()

    def _look(self) -> None:
        if self._looking.acquire(blocking=False):
            try:
                self._is_broken = not self._reach()
                self._next_look = self._clock() + PAUSE
            finally:
                self._looking.release()


class DatabaseOutage:
    """Answers 503 while the database is away, without keeping the server's threads waiting for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.gate = Gate(_reach_database)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.gate.is_open():
            return errors.outage(request)
        response = self.get_response(request)
        if errors.is_outage_page(response):
            self.gate.note_failure()
        return response


def _reach_database() -> bool:
    """Whether the database takes a connection now; if so, a new pool replaces the one whose connections are dead."""
    parameters = connection.get_connection_params() | {"connect_timeout": PATIENCE}
    try:
        psycopg.connect(**parameters).close()
    except psycopg.OperationalError:
        return False
    if getattr(connection, "pool", None):
        connection.close_pool()  # type: ignore[attr-defined]
    return True
