"""Who has which page open, and what they ask for: people made by the product's own operations."""

import random
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from bench.live.client import Act, Page
from bench.scratch import Filled, superuser

# What a hundred people have open.
OPEN = (("queue", 40), ("incident", 25), ("work", 15), ("portal", 15), ("figures", 5))
# What of a hundred requests is which.
ASKED = (
    ("queue", 25), ("incident", 25), ("work", 10), ("search", 10), ("portal", 10), ("comment", 15), ("assign", 5),
)  # fmt: skip
EVERYWHERE = ["notifications", "major_incident"]
WORDS = ("printer", "payroll", "gate slow", "shows error", "wireless")
OF_CUSTOMERS = 400


class Desk:
    """The people of the large organization with their sessions, and the incidents they work on."""

    def __init__(self, filled: Filled, people: int) -> None:
        self.filled, self.chance = filled, random.Random(20)  # noqa: S311 - the same load each time
        self.organization = filled.organizations[0]
        customers = people * dict(OPEN)["portal"] // 100
        self.staff = [self._person(number, None) for number in range(people - customers)]
        party = self._party()
        self.customers = [self._person(len(self.staff) + number, party) for number in range(customers)]
        self.incidents = self._incidents(party)
        self.team = self._teams()

    def pages(self) -> list[dict[str, Any]]:
        """One open page of each person."""
        kinds = [kind for kind, share in OPEN for _ in range(share) if kind != "portal"]
        self.chance.shuffle(kinds)
        pages = [
            Page(cookie, *self._page(kinds[number % len(kinds)]), is_staff=True)
            for number, (cookie, _) in enumerate(self.staff)
        ]
        shown = ["incident", "announcement", "notifications"]
        pages += [Page(cookie, "/portal/", shown, is_staff=False) for cookie, _ in self.customers]
        return [asdict(page) for page in pages]

    def acts(self, count: int) -> list[dict[str, Any]]:
        """Requests in the shares of a desk, in an order that is the same each time."""
        kinds = [kind for kind, share in ASKED for _ in range(share)]
        return [asdict(self._act(self.chance.choice(kinds))) for _ in range(count)]

    def _page(self, kind: str) -> tuple[str, list[str]]:
        if kind == "incident":
            pk, reference = self.chance.choice(self.incidents)
            return f"/incidents/{reference}/", [f"incident:{pk}", *EVERYWHERE]
        path = {"queue": "/incidents/", "work": "/work/", "figures": "/figures/"}[kind]
        return path, [*(["incident"] if kind != "figures" else []), *EVERYWHERE]

    def _act(self, kind: str) -> Act:
        pk, reference = self.chance.choice(self.incidents)
        person = self.chance.choice(self.customers if kind == "portal" else self.staff)
        word = urlencode({"q": self.chance.choice(WORDS)})
        read = {
            "queue": "/incidents/",
            "work": "/work/",
            "portal": "/portal/",
            "incident": f"/incidents/{reference}/",
            "search": f"/search/?{word}",
        }
        if kind in read:
            return Act(kind, "GET", read[kind], "", *person, 200)
        where, typed = {
            "comment": ("comments", {"text": "Looked at it again.", "visibility": "internal"}),
            "assign": (
                "assignment",
                {"team": self.team, "assignee": self.chance.choice(self.assignees), "reason": "Knows it."},
            ),
        }[kind]
        path, topic = f"/incidents/{reference}/{where}/", f"incident:{pk}"
        return Act(kind, "POST", path, urlencode(typed), *person, 303, topic, needs_version=kind == "assign")

    def _person(self, number: int, party: Any) -> tuple[str, str]:
        """A person with an account, and the cookies and form token of a session of theirs."""
        from bailiwick.kernel.base import clock, tenant
        from bailiwick.kernel.base.actor import system_actor
        from bailiwick.kernel.identity import operations as identity
        from bailiwick.kernel.identity.entrances.account import ORGANIZATION
        from bailiwick.kernel.identity.models import Account, Role

        account = Account(email=f"live{number}@example.org")
        account.set_unusable_password()
        account.save()
        by = system_actor(self.organization)
        person = identity.add_person(
            f"Live {number}", by=by, email=account.email, account=account, party=party
        )
        if party is None:
            with tenant.scope(self.organization):
                role = Role.objects.get(code="SD")
            identity.assign_role(role, person, by=by, valid_from=clock.now().date())
        client = Client(SERVER_NAME="localhost")
        client.force_login(account, settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        session[ORGANIZATION] = self.organization
        session.save()
        token = f"{number:032d}"
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        return f"{settings.SESSION_COOKIE_NAME}={key}; {settings.CSRF_COOKIE_NAME}={token}", token

    def _party(self) -> Any:
        from bailiwick.kernel.base.actor import system_actor
        from bailiwick.kernel.identity import operations as identity

        return identity.add_party("Live customer", by=system_actor(self.organization), kind="customer")

    def _incidents(self, party: Any) -> list[tuple[int, str]]:
        """Live ones that are worked on; some others get the customers as reporters."""
        with superuser() as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute(
                "update work_item i set party_id = %s, reporter_id = p.id from ("
                "select id, row_number() over (order by id) %% (select count(*) from identity_person where party_id = %s)"
                " as turn from work_item where organization_id = %s and kind = 'incident' and is_live limit %s) w join ("
                "select id, row_number() over (order by id) - 1 as turn from identity_person where party_id = %s"
                ") p using (turn) where i.id = w.id",
                [party.pk, party.pk, self.organization, OF_CUSTOMERS, party.pk],
            )
            connection.execute("analyze work_item")
            found = connection.execute(
                "select id, reference from work_item where organization_id = %s and kind = 'incident' and is_live "
                "and category = 'open' order by id desc limit 200",
                [self.organization],
            ).fetchall()
        return [(int(pk), str(reference)) for pk, reference in found]

    def _teams(self) -> str:
        """Two dozen of the staff are in the team that work is given to."""
        from bailiwick.kernel.base import tenant
        from bailiwick.kernel.base.actor import system_actor
        from bailiwick.kernel.identity import operations as identity
        from bailiwick.kernel.identity.models import Person, Team

        with tenant.scope(self.organization):
            team = Team.objects.get(name="Desk")
            people = list(Person.objects.filter(party=None, name__startswith="Live").order_by("pk")[:24])
        for person in people:
            identity.join_team(team, person, by=system_actor(self.organization))
        self.assignees = [str(person.pk) for person in people]
        return str(team.pk)
