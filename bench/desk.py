"""Every page of the desk and the portal: what each costs the processor and how often it asks the database.

The pages are those of the route table of the tests, asked for by the people that it names, in the large organization.
"""

import sys
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.handling import spread
from bench.pages import cookie, queries_of
from bench.scratch import Filled, superuser

LIMIT_MS = 10.0
OF_CORA = (
    "update work_item set party_id = %s, reporter_id = %s where organization_id = %s and number %% 3 = 0"
)


def measure(filled: Filled) -> dict[str, Any]:
    """The pages by what they cost, the dearest first, and how many are above the limit."""
    found: list[dict[str, Any]] = []
    clients: dict[str, Client] = {}
    cast = cast_in(filled)
    for name, person, path in pages(cast):
        client = clients.get(person) or clients.setdefault(person, signed_in(cast, person))
        answer = client.get(path)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        p50, p95 = spread(path, cookie(client))
        queries = queries_of(client, path)
        found.append({"page": name, "person": person, "p50_ms": p50, "p95_ms": p95, "queries": queries})
    found.sort(key=lambda one: -one["p95_ms"])
    for one in found:
        sys.stdout.write("{p50_ms:7.1f} {p95_ms:7.1f} {queries:4} {person:5} {page}\n".format_map(one))
    above = [one["page"] for one in found if one["p95_ms"] > LIMIT_MS]
    return {"pages": found, "count": len(found), "above_limit": len(above)}


def cast_in(filled: Filled) -> Any:
    """The people of the tests in the large organization; a third of its incidents is of Cora's, who is a customer's."""
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.base.actor import system_actor
    from bailiwick.kernel.identity import operations as identity
    from bailiwick.kernel.identity.models import Organization, Team
    from bailiwick.portfolio.services.models import Service
    from bailiwick.resolution.incidents.models import Category
    from tests.cast import Cast, add_people

    by, far = system_actor(filled.organizations[0]), filled.organizations[-1]
    with tenant.scope(far):
        other = Organization.objects.get(pk=far)
    with tenant.scope(by.organization_id):
        there = Organization.objects.get(pk=by.organization_id)
        desk, service = Team.objects.earliest("id"), Service.objects.get(pk=filled.services[0])
        category = Category.objects.get(pk=filled.categories[0])
    quay = identity.add_party("Quay Foods", by=by, kind="customer")
    people = add_people(there, quay, rope := identity.add_party("Rope & Sail", by=by, kind="customer"))
    network = identity.add_team("Network", by=by)
    identity.join_team(desk, people["sam"], by=by)
    with superuser() as database:
        database.execute("set session_replication_role = replica")
        database.execute(OF_CORA, [quay.pk, people["cora"].pk, there.pk])
    return Cast(there, other, desk, network, quay, rope, service, category, people, {})


def signed_in(cast: Any, name: str) -> Client:
    """A browser in which one of the cast has signed in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.people[name].account, settings.AUTHENTICATION_BACKENDS[0])
    client.get("/me/")
    return client


def pages(cast: Any) -> list[tuple[str, str, str]]:
    """(name, person, address) of what somebody signed in may look at; what an address needs is made."""
    from tests.routes.rows import SIGN_IN
    from tests.routes.table import ROUTES

    found = {}
    for route in ROUTES:
        if route.method == "get" and route.granted == 200 and route.anonymous == SIGN_IN:
            found[route.name, route.as_] = reverse(route.name, kwargs=route.args(cast) or None)
    return [(name, person, path) for (name, person), path in found.items()]
