"""The systems around the product: who signs people in, what is told of events, and the programs that call it."""

from datetime import datetime, timedelta

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.federation.operations import (
    add_group,
    add_mapping,
    add_provider,
    disable_provider,
)
from bailiwick.kernel.identity.models import Role
from bailiwick.kernel.identity.operations import issue_token, revoke_token
from bailiwick.kernel.protocols import ldap
from bailiwick.kernel.webhooks.operations import add_webhook, note_attempt, send_test
from bailiwick.kernel.webhooks.sending import GONE, Answer
from bailiwick.site.demo.organization import Scenery
from bailiwick.site.demo.people import Roll

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SLOW, GOOD = Answer(15_000, error="No answer within 15 seconds."), Answer(84, 204)
OVER = Answer(41, GONE, "This board is closed. Use the new one.")


def connect_systems(scenery: Scenery, roll: Roll, as_of: datetime) -> None:
    """Providers and a directory's groups, programs with tokens, and receivers of webhooks, one of them gone."""
    administrator = next(member for member in roll.staff if member.role == "ADMIN")
    by = scenery.actor(administrator.key)
    with clock.at(as_of - 120 * DAY):
        _add_providers(by)
        _add_groups(scenery, roll, by)
    _issue_tokens(by, as_of)
    _add_receivers(by, as_of)


def _add_providers(by: Actor) -> None:
    add_provider(
        by=by,
        kind=IdentityProvider.Kind.OIDC,
        name="Brannock Coaches",
        issuer="https://login.brannock-coaches.example",
        client_id="kestrel-service-desk",
        secret="",
        domains="brannock-coaches.example",
        makes_people=True,
    )
    if ldap.is_there():
        crew = add_provider(
            by=by,
            kind=IdentityProvider.Kind.LDAP,
            name="Crew directory",
            address="ldaps://directory.kestrel-sound.example",
            base="ou=crew,dc=kestrel-sound,dc=example",
            domains="crew.kestrel-sound.example",
        )
        disable_provider(crew, by=by, reason="The ships' officers sign in ashore from now on.")


def _add_groups(scenery: Scenery, roll: Roll, by: Actor) -> None:
    """Who is in the group already keeps their role: it is mapped to what its people hold."""
    members = [scenery.people[member.key].pk for member in roll.team("desk")]
    add_group("Service desk", by=by, external_id="sd-01", members=members)
    add_mapping("Service desk", Role.objects.get(code="SD"), by=by)


def _issue_tokens(by: Actor, as_of: datetime) -> None:
    with clock.at(as_of - 90 * DAY):
        former = issue_token(
            "Monitoring of the ships", by=by, scopes=["incident.log"], expires_at=as_of + 200 * DAY
        )
        issue_token(
            "Figures for the annual report", by=by, scopes=["incident.read"], expires_at=as_of - 10 * DAY
        )
    with clock.at(as_of - 20 * DAY):
        revoke_token(former.token, by=by, reason="The key lay in a chat; the monitoring has a new one.")
        issue_token(
            "Monitoring of the ships, since the move",
            by=by,
            scopes=["incident.log", "incident.read"],
            expires_at=as_of + 200 * DAY,
        )


def _add_receivers(by: Actor, as_of: datetime) -> None:
    """Nobody listens at such addresses: what happens from now on is tried, and given up after a day."""
    with clock.at(as_of - 25 * DAY):
        board = add_webhook(
            by=by,
            name="Board in the terminals",
            url="https://board.kestrel-sound.example/events",
            kinds=["incident.resolved"],
        )
        pager = add_webhook(
            by=by,
            name="Duty pager",
            url="https://pager.kestrel-sound.example/calls",
            kinds=["incident.major_incident_proposed", "incident.target_missed"],
        )
        note_attempt(send_test(board.webhook, by=by).pk, GOOD)
        delivery = send_test(pager.webhook, by=by)
        note_attempt(delivery.pk, SLOW)
    with clock.at(as_of - 25 * DAY + MINUTE):
        note_attempt(delivery.pk, GOOD)
    with clock.at(as_of - 3 * DAY):
        note_attempt(send_test(board.webhook, by=by).pk, OVER)
