"""What the worker costs for each entry: comments and assignments, 20 a second and as many as come in one burst."""

import random
import time
from typing import Any

from bench import serving
from bench.scratch import Filled, superuser

# Entries, and how many a second.
STEADY, BURST = (300, 20.0), (1000, 10_000.0)
TEAM = 24
COMMENTS = 0.75
# What waits: entries to seal, and sealed ones to deliver.
WAITING = """
select (select count(*) from ledger_event) - (select coalesce(sum(size), 0) from ledger_tree),
       (select coalesce(sum(t.size - coalesce(f.next_index, 0)), 0) from ledger_tree t
        left join ledger_follower f on f.organization_id = t.organization_id and f.name = 'subscribers')
"""


def measure(filled: Filled) -> dict[str, Any]:
    """Milliseconds of the worker's processor for an entry, and seconds from the last entry until all is delivered."""
    desk = _Desk(filled)
    with serving.worker() as pid:
        _settle()
        return {name: desk.load(pid, *of) for name, of in (("steady", STEADY), ("burst", BURST))}


class _Desk:
    """A person of the large organization who comments on its open incidents, and gives them to people of a team."""

    def __init__(self, filled: Filled) -> None:
        from bailiwick.kernel.base import tenant
        from bailiwick.kernel.base.actor import system_actor
        from bailiwick.kernel.identity import operations as identity
        from bailiwick.kernel.identity.actors import actor_for_person
        from bailiwick.kernel.identity.models import Team
        from bailiwick.resolution.incidents.models import Incident

        organization = filled.organizations[0]
        self.chance = random.Random(20)  # noqa: S311 - the same load each time
        self.people = [
            identity.add_person(
                f"Worker {number}", by=system_actor(organization), email=f"w{number}@example.org"
            )
            for number in range(TEAM)
        ]
        with tenant.scope(organization):
            self.by = actor_for_person(organization, filled.people[0])
            open_ = Incident.objects.filter(kind="incident", category="open").order_by("-number")
            self.incidents = list(open_[:200])
            self.team = Team.objects.earliest("id")
        for person in self.people:
            identity.join_team(self.team, person, by=system_actor(organization))

    def load(self, pid: int, entries: int, rate: float) -> dict[str, float]:
        """Write so many entries at a rate, and see what they cost the worker."""
        used, began = serving.cpu_of(pid), time.monotonic()
        for number in range(entries):
            if (pause := began + number / rate - time.monotonic()) > 0:
                time.sleep(pause)
            self._act()
        ended = time.monotonic()
        _settle()
        return {
            "worker_ms": (serving.cpu_of(pid) - used) / entries * 1000,
            "delivered_after_s": time.monotonic() - ended,
        }

    def _act(self) -> None:
        from bailiwick.resolution.incidents import operations

        incident = self.chance.choice(self.incidents)
        assert self.by is not None
        if self.chance.random() < COMMENTS:
            operations.comment_incident(incident, by=self.by, text="Looked at it again.", is_public=False)
        else:
            receiver = self.chance.choice(self.people)
            operations.assign_incident(
                incident, by=self.by, team=self.team, assignee=receiver, reason="Knows it."
            )


def _settle(within: float = 300.0) -> None:
    """Wait until all that was written is sealed and delivered."""
    give_up_at = time.monotonic() + within
    with superuser() as database:
        while time.monotonic() < give_up_at:
            if database.execute(WAITING).fetchone() == (0, 0):
                return
            time.sleep(0.1)
    raise RuntimeError("The worker does not deliver.")
