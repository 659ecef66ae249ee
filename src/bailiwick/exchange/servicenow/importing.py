"""A whole log, brought in chunk by chunk as one run: shows progress, can be killed, goes on, changes nothing twice."""

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import tzinfo
from itertools import islice
from pathlib import Path
from typing import Final

from bailiwick.exchange.past.names import Names
from bailiwick.exchange.past.operations import VERB, import_incidents, known_numbers
from bailiwick.exchange.past.types import PastIncident
from bailiwick.exchange.servicenow.conversion import SYSTEM, past_incident
from bailiwick.exchange.servicenow.facts import LogFacts
from bailiwick.exchange.servicenow.histories import histories, sizes_of
from bailiwick.exchange.servicenow.reader import read_rows
from bailiwick.exchange.servicenow.stored import stored_facts
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.work import bulk
from bailiwick.portfolio.services.models import Service

KIND: Final = "incident.import"
CHUNK: Final = 400
"""Incidents in one transaction: some 2,300 updates, well under a second, so that sealing is never held back."""
COLLECTIONS: Final = (100_000, 50, 100)
BLOCK: Final = 1024 * 1024

Told = Callable[[int, int], None]


def prepare_import(
    path: Path, *, by: Actor, zone: str, service: Service | None = None, updates: int = 0
) -> Run:
    """The run that brings in a log, new or broken off earlier; raises Refused without the grant."""
    policies.require(by, VERB)
    parameters = {
        "system": SYSTEM,
        "file": str(path),
        "zone": zone,
        "service": service.pk if service else None,
    }
    return runs.prepare(
        KIND,
        by=by,
        title=path.name,
        key=digest_of(path),
        parameters=parameters,
        unit="updates",
        total=updates,
    )


def import_log(
    run: Run,
    path: Path,
    *,
    by: Actor,
    zone: tzinfo,
    service: Service | None = None,
    sizes: Mapping[str, int] | None = None,
    told: Told | None = None,
    chunk: int = CHUNK,
) -> LogFacts:
    """Bring in the log, and say what the database holds of it then.

    `sizes` has the rows of each incident where a survey has counted them already; otherwise the whole log is read
    first. Raises MalformedLog before anything is written. `told` is called with the updates done and their total.
    """
    policies.require(by, VERB)
    with runs.working(run), _few_collections():
        sizes = sizes_of(path, zone) if sizes is None else sizes
        with tenant.scope(by.organization_id):
            known = known_numbers(SYSTEM) & sizes.keys()
        total, done = sum(sizes.values()), sum(sizes[number] for number in known)
        tell = told or _silent
        runs.advance(run, done=done, total=total)
        tell(done, total)
        names, new = Names(), 0
        facts = {"system": SYSTEM, "file_sha256": run.key, "run": run.pk}
        chunks = _Ahead(map(past_incident, histories(read_rows(path, zone), sizes, known)), chunk)
        for incidents in chunks:
            done += sum(len(incident.steps) for incident in incidents)
            with tenant.scope(by.organization_id):
                bulk.commit_without_waiting()
                new += import_incidents(
                    incidents, by=by, names=names, service=service, facts=facts, meanwhile=chunks.make_next
                )
                runs.advance(run, done=done, total=total)
            tell(done, total)
        with tenant.scope(by.organization_id):
            found = stored_facts(zone)
            runs.conclude(run, {"created": new, "existing": len(sizes) - new, "log": found})
    return found


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for garbage seldom: a chunk makes some hundred thousand objects that all go by themselves."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def digest_of(path: Path) -> str:
    """The SHA-256 of the file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


class _Ahead:
    """Incidents in chunks, of which the next can be made before it is asked for."""

    def __init__(self, incidents: Iterator[PastIncident], size: int) -> None:
        self._incidents, self._size = incidents, size
        self._next: list[PastIncident] = []

    def make_next(self) -> None:
        """Make the next chunk now, as far as it is not made yet."""
        self._next += islice(self._incidents, self._size - len(self._next))

    def __iter__(self) -> Iterator[list[PastIncident]]:
        self.make_next()
        while chunk := self._next:
            self._next = []
            yield chunk
            self.make_next()
