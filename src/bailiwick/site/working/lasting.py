"""Parts of the worker that last: what passes is waited for, what nobody foresaw ends the worker."""

import sys
import threading
import time
from collections.abc import Callable

import psycopg
import structlog
from django.db import Error

PASSING = (OSError, psycopg.Error, Error)
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
STEADY_AFTER = 60.0

log = structlog.get_logger()


class LastingThread(threading.Thread):
    """Runs a part until it ends by itself, again after every OSError and database error.

    The pauses double from FIRST_WAIT to LONGEST_WAIT seconds and begin anew when the part ran for STEADY_AFTER seconds.
    Any other error is logged and given to `fail`, which has to end the process: the supervisor starts a new one.
    """

    def __init__(
        self, part: Callable[[], None], name: str, stop: threading.Event, *, fail: Callable[[], None]
    ) -> None:
        super().__init__(name=name)
        self.part, self.stop, self.fail = part, stop, fail

    def run(self) -> None:
        has_ended = False
        try:
            self._last()
            has_ended = True
        finally:
            if not has_ended:
                log.critical("a part of the worker failed", part=self.name, exc_info=sys.exception())
                self.fail()

    def _last(self) -> None:
        wait = FIRST_WAIT
        while True:
            began_at = time.monotonic()
            try:
                self.part()
            except PASSING as error:
                if time.monotonic() - began_at > STEADY_AFTER:
                    wait = FIRST_WAIT
                log.warning(
                    "a part of the worker waits", part=self.name, error=str(error).strip(), again_in=wait
                )
            else:
                return
            if self.stop.wait(wait):
                return
            wait = min(2 * wait, LONGEST_WAIT)
