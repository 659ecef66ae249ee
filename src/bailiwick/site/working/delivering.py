"""Deliver what was sealed to those who subscribed to it, and queue it for webhooks."""

import threading
from collections.abc import Iterable

from django.db import connection

from bailiwick.kernel.identity.actors import organizations
from bailiwick.kernel.jobs.tasks import defer_again
from bailiwick.kernel.ledger.delivery import deliver_batch
from bailiwick.kernel.webhooks.tasks import follow

LOOK_EVERY = 30.0


class Deliverer:
    """The worker's delivering thread: woken by the sealer, and looking by itself now and then."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self.awake = threading.Event()
        self.touched: set[int] = set()

    def wake(self, organization_ids: Iterable[int]) -> None:
        """Something of these organizations was sealed."""
        self.touched.update(organization_ids)
        self.awake.set()

    def run(self) -> None:
        """Deliver until told to stop; raises OSError and database errors, and may then be called again."""
        everybody = True
        while not self.stop.is_set():
            try:
                self._deliver({row[0] for row in organizations()} if everybody else self._taken())
                everybody = False
            finally:
                connection.close()
            everybody = not self.awake.wait(LOOK_EVERY) or everybody
            self.awake.clear()

    def _taken(self) -> set[int]:
        taken, self.touched = self.touched, set()
        return taken

    def _deliver(self, organization_ids: set[int]) -> None:
        for organization_id in sorted(organization_ids):
            while not self.stop.is_set() and deliver_batch(organization_id, on_failure=defer_again):
                pass
            while not self.stop.is_set() and follow(organization_id):
                pass
