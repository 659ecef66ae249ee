"""The demonstration organization as it stands in the database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.drafts.models import Draft
from bailiwick.kernel.identity.actors import is_unclaimed, organizations
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.models import Token
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger.delivery import FOLLOWER, deliver_batch
from bailiwick.kernel.ledger.models import Follower, LedgerEvent
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.webhooks.models import Webhook, WebhookDelivery
from bailiwick.kernel.work.models import Clock, Comment
from bailiwick.major.incidents.models import MajorIncident
from bailiwick.resolution.incidents.models import Incident
from bailiwick.site.demo.building import Built, build_demonstration
from bailiwick.site.failures import CannotRun
from tests.cast import PASSWORD, Cast

AS_OF = datetime(2025, 11, 20, 16, tzinfo=UTC)
HISTORY = ("number", "title", "state", "priority", "opened_at", "responded_at", "resolved_at", "closed_at",
           "due_at", "is_breached", "assignee__name", "team__name")  # fmt: skip


def built(name: str, incidents: int = 12, password: str = PASSWORD) -> Built:
    return build_demonstration(
        name, seed=3, incidents=incidents, as_of=AS_OF, password=password, progress=lambda _done, _all: None
    )


def history(one: Built) -> list[Any]:
    with tenant.scope(one.organization_id):
        said = list(Comment.objects.order_by("id").values_list("item__number", "at", "text", "is_public"))
        events = list(
            LedgerEvent.objects.filter(subject_type="incident")
            .order_by("id")
            .values_list("verb", "occurred_at")
        )
        return [list(Incident.objects.order_by("number").values_list(*HISTORY)), said, events]


@pytest.mark.long
def test_two_organizations_of_one_seed_are_alike(db: None) -> None:
    one, other = built("Plover Ferries"), built("Curlew Ferries")
    assert one.incidents == 12
    assert history(one) == history(other)
    was_told_and_recorded_today(one)


def was_told_and_recorded_today(one: Built) -> None:
    with tenant.scope(one.organization_id):
        events = LedgerEvent.objects.all()
        assert not events.filter(occurred_at__gt=AS_OF).exists()
        assert not events.filter(recorded_at__lt=clock.now() - timedelta(minutes=10)).exists()
        own = events.filter(subject_type="incident").first()
        assert own is not None
        assert own.payload is not None
        assert own.payload["request"] == "Demonstration history"
        late = Clock.objects.filter(breached_at__isnull=False, item__is_live=True)
        assert all(clock_.warned_at is not None for clock_ in late)


def test_only_the_last_day_is_told_and_nobody_gets_mail(db: None) -> None:
    one = built("Plover Ferries", incidents=40)
    with tenant.scope(one.organization_id):
        told = Notification.objects.all()
        assert one.notifications == told.count() > 0
        assert not told.filter(created_at__lt=AS_OF - timedelta(days=1)).exists()
        assert not told.filter(mailed_at__isnull=True).exists()
        assert Follower.objects.get(name=FOLLOWER).next_index == one.entries == LedgerEvent.objects.count()
        assert Draft.objects.get().form.startswith("/incidents/INC-")
    assert deliver_batch(one.organization_id, on_failure=lambda _o, _e: None) == 0


def test_the_pages_of_running_it_have_something_to_show(db: None) -> None:
    one = built("Plover Ferries", incidents=40)
    with tenant.scope(one.organization_id):
        assert set(Run.objects.values_list("state", flat=True)) == {"abandoned", "done", "failed", "waiting"}
        assert Token.objects.filter(revoked_at=None, expires_at__gt=AS_OF).count() == 1
        assert IdentityProvider.objects.filter(disabled_at=None).exists()
        gone = Webhook.objects.get(name="Board in the terminals")
        assert (gone.disabled_why, gone.disabled_at) == (
            "The receiver says that it is gone (410).", AS_OF - timedelta(days=3)
        )  # fmt: skip
        assert not WebhookDelivery.objects.filter(state="waiting").exists()
        followed = set(Follower.objects.values_list("next_index", flat=True))
        assert followed == {one.entries}
        assert MajorIncident.objects.filter(state="running").count() == 1


def test_its_administrator_claims_a_new_installation(db: None, client: Client) -> None:
    assert is_unclaimed()
    one = built("Plover Ferries", incidents=1)
    assert not is_unclaimed()
    for member in one.logins:
        answer = client.post("/sign-in/", {"login": member.mailbox, "password": PASSWORD})
        assert answer.status_code == 302
        client.logout()


@pytest.mark.parametrize("name", ["Harbour Lights", "harbour lights", "Far"])
def test_a_name_is_used_once(cast: Cast, name: str) -> None:
    with pytest.raises(CannotRun, match="already"):
        built(name)


def test_it_is_built_wholly_or_not(cast: Cast) -> None:
    before = organizations()
    with pytest.raises(Invalid):
        built("Plover Ferries", password="short")
    assert organizations() == before
