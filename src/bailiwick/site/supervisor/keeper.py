"""Starts the embedded database again when it ended unasked, with growing pauses while that fails."""

from collections.abc import Callable

from bailiwick.site.failures import CannotRun
from bailiwick.site.postgres import Database
from bailiwick.site.supervisor.child import PAUSES


class DatabaseKeeper:
    """Watches one database; somebody else's server is left alone."""

    def __init__(self, database: Database, say: Callable[[str], None]) -> None:
        self._database = database
        self._say = say
        self._failures = 0
        self._again_at = 0.0

    def keep_up(self, now: float) -> None:
        """Start the server if it does not run and the pause is over."""
        if not self._database.is_embedded or self._database.running() or now < self._again_at:
            return
        self._say("The database ended unexpectedly; it is started again.")
        try:
            self._database.start()
        except CannotRun as problem:
            pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
            self._failures += 1
            self._again_at = now + pause
            self._say(f"{problem}\nNext attempt in {pause:g} s.")
        else:
            self._failures = 0
