"""A database of the bench's own, on the server of the tests or one that it starts, filled to a size."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

sys.path.insert(0, str(Path(__file__).parent.parent))

ORGANIZATIONS = 5
# The share of each organization in percent: one large, several small.
SHARES = (40, 25, 20, 10, 5)
RARE, COMMON, ABSENT = "quokka", "printer", "zyzzyva"


@dataclass(frozen=True)
class Filled:
    """A filled database: its organizations, and a token, a person and a team of each."""

    organizations: list[int]
    people: list[int]
    tokens: list[str]
    services: list[int]
    categories: list[int]


def prepare() -> None:
    """Start the server and choose the database, before Django is loaded."""
    os.environ.setdefault("BAILIWICK_API_RATE", "0")
    from tests import database

    database.make_database(database.DATABASE)
    import django

    django.setup()


def superuser() -> "psycopg.Connection[Any]":
    """A connection that may fill tables past the triggers."""
    from tests.database import DATABASE, url

    return psycopg.connect(url("postgres", DATABASE), autocommit=True)


def fill(items: int) -> Filled:
    """Organizations made by the product's own operations, then `items` incidents by SQL, in proportion."""
    filled = _organizations()
    with superuser() as connection:
        connection.execute("set session_replication_role = replica")
        index = connection.execute("select pg_get_indexdef('search_entry_words'::regclass)").fetchone()
        assert index is not None
        connection.execute(
            "drop index search_entry_words"
        )  # made at the end: in one go it takes a tenth of the time
        for number, organization in enumerate(filled.organizations):
            amount = items * SHARES[number] // 100
            parameters = {
                "o": organization,
                "n": amount,
                "person": filled.people[number],
                "service": filled.services[number],
                "category": filled.categories[number],
            }
            for statement in _STATEMENTS:
                connection.execute(statement, parameters)
        connection.execute("set maintenance_work_mem = '512MB'")
        connection.execute(index[0])
        connection.execute("vacuum analyze")
    _number_sequences(filled)
    return filled


def _organizations() -> Filled:
    from datetime import timedelta

    from bailiwick.kernel.base import clock, tenant
    from bailiwick.kernel.base.actor import system_actor
    from bailiwick.kernel.identity import operations as identity
    from bailiwick.kernel.identity.actors import actor_for_person
    from bailiwick.kernel.identity.models import Role
    from bailiwick.kernel.identity.shipped import SHIPPED_ROLES
    from bailiwick.portfolio.services.operations import add_service
    from bailiwick.resolution.incidents.models import Category
    from bailiwick.site.founding import furnish

    filled = Filled([], [], [], [], [])
    for number in range(ORGANIZATIONS):
        organization = identity.found_organization(
            f"Bench {number}", slug=f"bench-{number}", roles=SHIPPED_ROLES
        )
        by = system_actor(organization.pk)
        furnish("UTC", by=by)
        account = identity.make_account(f"bench{number}@example.org", "correct horse battery staple")
        person = identity.add_person(f"Agent {number}", by=by, email=account.email, account=account)
        with tenant.scope(organization.pk):
            role = Role.objects.get(code="ADMIN")
            category = Category.objects.earliest("id")
        identity.assign_role(role, person, by=by, valid_from=clock.now().date())
        team = identity.add_team("Desk", by=by)
        identity.join_team(team, person, by=by)
        service = add_service("Everything", by=by)
        with tenant.scope(organization.pk):
            actor = actor_for_person(organization.pk, person.pk)
        assert actor is not None
        issued = identity.issue_token(
            "bench", by=actor, scopes=["*"], expires_at=clock.now() + timedelta(days=2)
        )
        filled.organizations.append(organization.pk)
        filled.people.append(person.pk)
        filled.tokens.append(issued.secret)
        filled.services.append(service.pk)
        filled.categories.append(category.pk)
    return filled


def _number_sequences(filled: Filled) -> None:
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.work import numbers

    with superuser() as connection:
        for organization in filled.organizations:
            with tenant.scope(organization):
                numbers.reserve("incident")
            connection.execute(
                f"select setval('work_number_{organization}_incident', "
                f"(select coalesce(max(number), 0) + 1 from work_item where organization_id = {organization}))"
            )


_TITLE = (
    "(array['Printer on floor','Mail server','Payroll run','Gate','Ticket machine','Laptop','Wireless in hall',"
    "'Door reader'])[1 + (g / 3) % 8] || ' ' || g || ' ' || (array['is slow','stopped','shows an error','makes noise',"
    "'lost its settings'])[1 + (g / 7) % 5]"
)
_STATEMENTS = (
    f"""
    insert into work_item (organization_id, kind, number, reference, title, description, state, category, priority,
        process_id, service_id, reporter_id, assignee_id, team_id, opened_at, responded_at, resolved_at, closed_at,
        updated_at, due_at, is_breached, version)
    select %(o)s, 'incident', g, 'INC-' || g, {_TITLE}, 'w' || (g % 7919) || ' ' || repeat('reported again today ', 3),
        case when g % 10 < 9 then 'closed' else (array['new','in_progress','awaiting_user'])[1 + (g / 10) % 3] end,
        case when g % 10 < 9 then 'closed' when (g / 10) % 3 = 2 then 'paused' else 'open' end, 1 + g % 5,
        (select max(id) from process_processversion where organization_id = %(o)s), %(service)s, %(person)s,
        case when g % 3 > 0 then %(person)s end,
        (select min(id) from identity_team where organization_id = %(o)s),
        now() - g %% 500000 * interval '1 minute', now() - g %% 500000 * interval '1 minute' + interval '9 minutes',
        case when g % 10 < 9 then now() - g %% 400000 * interval '1 minute' end,
        case when g % 10 < 9 then now() - g %% 400000 * interval '1 minute' end,
        now() - g %% 400000 * interval '1 minute',
        case when g % 10 = 9 and (g / 10) % 3 < 2 then now() + (g %% 20000 - 5000) * interval '1 minute' end, false, 1
    from generate_series(1, %(n)s) g
    """.replace("g % ", "g %% ").replace(") % ", ") %% "),
    """
    insert into resolution_incident (workitem_ptr_id, organization_id, channel, classification_id, impact, urgency,
        matrix_id, override_reason, workaround, resolution, closure_code, closed_by_timeout, reopen_count,
        reassignment_count, escalation_count, origin, origin_system, origin_number,
        was)
    select id, organization_id, 'phone', %(category)s, 2, 2,
        (select max(id) from resolution_prioritymatrix where organization_id = %(o)s), '', '', '', '', false,
            0, 0, 0, '{}', '', '', ''
    from work_item where organization_id = %(o)s
    """,
    """
    insert into work_transition (organization_id, item_id, at, verb, from_state, to_state, to_category, reason)
    select organization_id, id, opened_at, 'incident.log', '', state, category,
        '' from work_item where organization_id = %(o)s
    """,
    f"""
    insert into search_entry (organization_id, kind, item_id, party_id, words)
    select organization_id, 'incident', id, party_id,
        search_words(organization_id, 'incident', party_id, reference || ' ' || title
            || case when number %% 20011 = 7 then ' {RARE}' else '' end, description)
    from work_item where organization_id = %(o)s
    """,
    """
    insert into work_clock (organization_id, item_id, metric, agreement_id, agreement_version, calendar_id,
        target_minutes,
        warn_percent, state, started_at, due_at, warn_at, elapsed_seconds)
    select i.organization_id, i.id, 'resolution', a.id, 1, c.current_id, 960, 75,
        case when i.category = 'closed' then 'met' when i.category = 'paused' then 'paused' else 'running' end,
        i.opened_at, i.due_at, i.due_at, 0
    from work_item i, agreements_agreement a, calendar_servicecalendar c
    where i.organization_id = %(o)s and a.organization_id = %(o)s and c.id = a.calendar_id
    """,
)
