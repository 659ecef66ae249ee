"""A verb over a thousand incidents as the worker does it: each an operation with its own entry and outcome."""

import time
from typing import Any

from bench.scratch import Filled

MOST = 1_000


def measure(filled: Filled) -> dict[str, Any]:
    """Seconds, processor time of Python, and entries of each verb over the open incidents of the large organization."""
    from django.urls import reverse

    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.identity.actors import actor_for_person
    from bailiwick.resolution.incidents.models import Incident

    organization_id, person_id = filled.organizations[0], filled.people[0]
    with tenant.scope(organization_id):
        by = actor_for_person(organization_id, person_id)
        assert by is not None
        open_ = Incident.objects.filter(kind="incident", category="open").order_by("-number")
        keys = list(open_.values_list("pk", flat=True)[:MOST])
        team = Incident.objects.get(pk=keys[0]).team_id
    reverse("incident", args=["INC-1"])  # a worker has read all addresses by then
    asked: dict[str, dict[str, list[str]]] = {
        "assign": {"team": [str(team)]},
        "comment": {"text": ["The provider works on it."]},
        "prioritize": {"impact": ["3"], "urgency": ["2"]},
        "escalate": {
            "kind": ["functional"],
            "team": [str(team)],
            "to": ["The provider"],
            "reason": ["It takes too long."],
        },
        "hold": {"state": ["awaiting_supplier"], "reason": ["The provider works on it."]},
    }
    return {verb: done(verb, keys, typed, by) for verb, typed in asked.items()}


def done(verb: str, keys: list[int], typed: dict[str, list[str]], by: Any) -> dict[str, Any]:
    """Do one verb to all, in the background's way; raises when one is refused."""
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.jobs import runs
    from bailiwick.kernel.jobs.bulk import running
    from bailiwick.kernel.jobs.bulk.declaration import bulk_named
    from bailiwick.kernel.ledger.models import LedgerEvent

    bulk = bulk_named("incidents")
    with tenant.scope(by.organization_id):
        run = running.start(bulk, bulk.verb(verb), keys, by=by, typed=typed)
        before = LedgerEvent.objects.filter(verb=f"incident.{verb}").count()
    began, used = time.perf_counter(), time.thread_time()
    running.go_through.task.func(organization_id=by.organization_id, run_id=run.pk)
    seconds, processor = time.perf_counter() - began, time.thread_time() - used
    outcomes = runs.run_of(by.organization_id, run.pk).facts["outcomes"]
    with tenant.scope(by.organization_id):
        entries = LedgerEvent.objects.filter(verb=f"incident.{verb}").count() - before
    refused = [reason for *_, reason in outcomes if reason]
    if refused or entries != len(keys):
        raise RuntimeError(f"{verb}: {entries} entries of {len(keys)}; {refused[:3]}")
    return {"incidents": len(keys), "seconds": seconds, "python_s": processor, "entries": entries}
