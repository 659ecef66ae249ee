"""Announcements: who may make them, who sees them, and what “me too” does."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NotFound, Refused, Stale
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations.telling import tell
from bailiwick.portal.announcements import operations, queries
from bailiwick.portal.announcements.events import AnnouncementChanged
from bailiwick.portal.announcements.models import Announcement
from bailiwick.portal.announcements.types import Notice
from bailiwick.resolution.incidents.operations import Report, log_incident
from tests.cast import Cast


def published(cast: Cast, **more: Any) -> Announcement:
    known: dict[str, Any] = {
        "title": "The scales are down",
        "text": "We are on it.",
        "from_at": clock.now(),
    } | more
    return operations.publish_announcement(Notice(**known), by=cast.sam)


def seen(cast: Cast, name: str) -> list[str]:
    actor = cast.actor(name)
    with tenant.scope(actor.organization_id):
        return [one.title for one in queries.visible(actor)]


def test_everybody_sees_what_is_for_them_and_nobody_what_is_for_others(cast: Cast) -> None:
    published(cast, title="For all")
    published(cast, title="For Quay", party=cast.quay)
    assert set(seen(cast, "sam")) == set(seen(cast, "cora")) == {"For all", "For Quay"}
    assert seen(cast, "dan") == ["For all"]
    assert seen(cast, "zoe") == []


def test_what_was_withdrawn_customers_see_no_more(cast: Cast) -> None:
    made = published(cast)
    operations.withdraw_announcement(made, by=cast.mia, reason="It was the other scale")
    assert (seen(cast, "sam"), seen(cast, "cora")) == ([made.title], [])
    with pytest.raises(NotAllowedNow):
        operations.end_announcement(made, by=cast.sam, outcome="A fuse")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 151}, "title"),
        ({"kind": "rumour"}, "kind"),
        ({"from_at": datetime(2026, 1, 1)}, "from_at"),  # noqa: DTZ001 - that is what is wrong with it
        ({"until_at": clock.now() - timedelta(days=9)}, "until_at"),
        ({"kind": "planned"}, "until_at"),
    ],
)
def test_what_cannot_be_announced(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        published(cast, **wrong)
    assert list(refusal.value.fields) == [field]


def test_only_the_staff_announces(cast: Cast) -> None:
    notice = Notice(title="All is well", from_at=clock.now())
    for by in (cast.cora, cast.rui, cast.zoe):
        if by.organization_id == cast.organization.id:
            with pytest.raises(Refused):
                operations.publish_announcement(notice, by=by)
    made = published(cast)
    with pytest.raises(NotFound):
        operations.revise_announcement(made, notice, by=cast.zoe)


def test_a_revision_names_its_version_and_keeps_for_whom_it_is(cast: Cast) -> None:
    made = published(cast)
    notice = Notice(title="The scales are back", from_at=made.from_at)
    revised = operations.revise_announcement(made, notice, by=cast.sam, expected_version=1)
    assert (revised.title, revised.version) == ("The scales are back", 2)
    with pytest.raises(Stale):
        operations.revise_announcement(made, notice, by=cast.sam, expected_version=1)
    elsewhere = Notice(title="The scales are back", from_at=made.from_at, party=cast.rope)
    with pytest.raises(Invalid, match="For whom"):
        operations.revise_announcement(made, elsewhere, by=cast.sam)


def test_me_too_counts_once_and_follows(cast: Cast) -> None:
    made = published(cast)
    for by in (cast.cora, cast.cora, cast.dan):
        operations.join_announcement(made, by=by)
    operations.leave_announcement(made, by=cast.dan)
    with tenant.scope(cast.organization.id):
        found = queries.announcement(cast.cora, made.pk)
        assert (found.concerned, found.is_followed) == (1, True)  # type: ignore[attr-defined]
        assert not queries.announcement(cast.dan, made.pk).is_followed  # type: ignore[attr-defined]
        event = AnnouncementChanged(made.pk, None, "over")
        tell(
            Delivery(
                cast.organization.id, 1, "announcement.end", cast.sam.person_id, "Sam", clock.now(), event
            )
        )
        told = Notification.objects.get()
        assert (told.person_id, told.text) == (cast.people["cora"].pk, "It is over: The scales are down")


def test_me_too_is_for_those_whom_it_is_for(cast: Cast) -> None:
    made = published(cast, party=cast.quay)
    for by in (cast.dan, cast.sam):
        with pytest.raises(Refused):
            operations.join_announcement(made, by=by)
    operations.end_announcement(made, by=cast.sam, outcome="A fuse")
    with pytest.raises(NotAllowedNow):
        operations.join_announcement(made, by=cast.cora)


def test_it_is_linked_to_incidents_and_found_by_their_words(cast: Cast) -> None:
    made = published(cast, party=cast.quay, service=cast.weighing)
    incident = log_incident(Report(title="Scale shows zero"), by=cast.cora)
    operations.link_announcement(made, by=cast.sam, incident=incident)
    with tenant.scope(cast.organization.id):
        assert [one.pk for one in queries.about(cast.cora, incident)] == [made.pk]
        assert queries.about(cast.dan, incident) == []
        assert [one.pk for one in queries.alike(cast.cora, "the weighing shows nothing")] == [made.pk]
        assert queries.alike(cast.dan, "the weighing shows nothing") == []
    operations.unlink_announcement(made, by=cast.sam, incident=incident)
    with pytest.raises(NotFound):
        operations.unlink_announcement(made, by=cast.sam, incident=incident)
