"""The picker walks an index although row-level security stands before it."""

import json
import os
from typing import Any

import psycopg
import pytest
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.identity import queries
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.operation import operation
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.usefixtures("committed")
PEOPLE = 6000


def crowd(cast: Cast) -> None:
    with operation("person.add", by=system_actor(cast.organization.id)):
        Person.objects.bulk_create(
            Person(
                name=f"Person {n:05}", email=f"p{n}@crowd.example", party=cast.quay if n % 50 == 0 else None
            )
            for n in range(PEOPLE)
        )
    with psycopg.connect(os.environ["BAILIWICK_OWNER_URL"], autocommit=True) as owner:
        owner.execute("analyze identity_person")


def plan_of_picking(actor: Actor, typed: str) -> tuple[str, list[dict[str, Any]]]:
    """The SQL of the picker with its plan's nodes, as the application's role gets it."""
    statements: list[tuple[str, Any]] = []

    def remember(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        statements.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with tenant.scope(actor.organization_id), connection.cursor() as cursor:
        with connection.execute_wrapper(remember):
            assert queries.people_named(actor, typed)
        [(sql, parameters)] = statements
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("bailiwick_app",)
        cursor.execute(f"explain (format json) {sql}", parameters)
        answer = cursor.fetchone()[0]
    plan = answer if isinstance(answer, list) else json.loads(answer)
    return sql, list(nodes(plan[0]["Plan"]))


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for child in plan.get("Plans", ()) for node in nodes(child))]


def test_names_and_addresses_are_found_in_their_indexes() -> None:
    cast = make_cast()
    crowd(cast)
    for typed in ("person 0123", "p1234@"):
        _, found = plan_of_picking(cast.ada, typed)
        conditions = " ".join(node.get("Index Cond", "") for node in found)
        assert {"name_key >=", "email_key >="} <= {
            part for part in ("name_key >=", "email_key >=") if part in conditions
        }, conditions
        assert not [node for node in found if node["Node Type"] == "Seq Scan"]
        assert not [node for node in found if "_key" in node.get("Filter", "")]


def test_a_customers_picker_uses_an_index_too() -> None:
    cast = make_cast()
    crowd(cast)
    _, found = plan_of_picking(cast.cora, "person 0")
    assert not [node for node in found if node["Node Type"] == "Seq Scan"]
