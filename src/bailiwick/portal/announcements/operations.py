"""Every write to announcements."""

from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NotFound
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.operation import Operation, operation
from bailiwick.kernel.work.links import RELATES_TO
from bailiwick.kernel.work.operations import end_link, link
from bailiwick.kernel.work.texts import body, line
from bailiwick.portal.announcements import queries
from bailiwick.portal.announcements.events import AnnouncementChanged, AnnouncementPublished
from bailiwick.portal.announcements.models import Announcement, Concern
from bailiwick.portal.announcements.types import Notice
from bailiwick.resolution.incidents.models import Incident

TITLE_LENGTH, TEXT_LENGTH = 150, 5_000


def publish_announcement(notice: Notice, *, by: Actor) -> Announcement:
    """Announce planned work or a disturbance to a customer, or to all of them."""
    values = _checked(notice)
    with operation("announcement.publish", by=by) as op:
        made = Announcement.objects.create(**values, published_by_id=by.person_id)
        # A grant for one customer or service is good for announcements to or about it only.
        policies.require(by, "announcement.publish", made)
        op.about(made)
        op.publish(AnnouncementPublished(made.pk, made.party_id))
    return made


def revise_announcement(
    announcement: Announcement, notice: Notice, *, by: Actor, expected_version: int | None = None
) -> Announcement:
    """Say it anew; those who said “me too” hear of it. For whom it is does not change: end it and announce anew."""
    values = _checked(notice)
    with operation(
        "announcement.revise", by=by, subject=announcement, expected_version=expected_version
    ) as op:
        _still_open(op)
        if values["party"] != op.subject.party:
            raise Invalid({"party": "For whom it is cannot change. Withdraw it, and announce it anew."})
        _write(op, values)
        policies.require(by, "announcement.revise", op.subject)
        op.publish(AnnouncementChanged(op.subject.pk, op.subject.party_id, "changed"))
    return op.subject


def end_announcement(
    announcement: Announcement, *, by: Actor, outcome: str, expected_version: int | None = None
) -> Announcement:
    """Say that it is over, and what came of it."""
    said = body(outcome, "outcome", needed=True, length=TEXT_LENGTH)
    with operation("announcement.end", by=by, subject=announcement, expected_version=expected_version) as op:
        _still_open(op)
        _write(op, {"ended_at": clock.now(), "outcome": said})
        op.publish(AnnouncementChanged(op.subject.pk, op.subject.party_id, "over"))
    return op.subject


def withdraw_announcement(
    announcement: Announcement, *, by: Actor, reason: str, expected_version: int | None = None
) -> Announcement:
    """Take back what should not have been announced; customers see it no more."""
    why = line(reason, "reason")
    with operation(
        "announcement.withdraw", by=by, subject=announcement, expected_version=expected_version, reason=why
    ) as op:
        if op.subject.is_withdrawn:
            raise NotAllowedNow(op.verb, "withdrawn")
        _write(op, {"withdrawn_at": clock.now()})
        op.publish(AnnouncementChanged(op.subject.pk, op.subject.party_id, "withdrawn"))
    return op.subject


def join_announcement(announcement: Announcement, *, by: Actor) -> None:
    """Say “me too”: counted once, and followed from now on."""
    with operation("announcement.join", by=by, subject=announcement) as op:
        if op.subject.is_over(clock.now()):
            raise NotAllowedNow(op.verb, "over")
        _, is_new = Concern.objects.get_or_create(announcement_id=op.subject.pk, person_id=by.person_id or 0)
        op.facts["me_too"] = "said" if is_new else "said before"


def leave_announcement(announcement: Announcement, *, by: Actor) -> None:
    """Take “me too” back."""
    with operation("announcement.join", by=by, subject=announcement) as op:
        Concern.objects.filter(announcement_id=op.subject.pk, person_id=by.person_id or 0).delete()
        op.facts["me_too"] = "taken back"


def link_announcement(announcement: Announcement, *, by: Actor, incident: Incident) -> None:
    """Note which incident an announcement is about; once is enough."""
    with operation("announcement.link", by=by, subject=announcement) as op:
        link(op.subject, RELATES_TO, incident)
        op.facts["link"] = incident.reference


def unlink_announcement(announcement: Announcement, *, by: Actor, incident: Incident) -> None:
    """Take such a link back; raises NotFound when there is none."""
    with operation("announcement.link", by=by, subject=announcement) as op:
        there = queries.linked_incidents(by, op.subject)
        found = next((one.link for one in there if one.incident.pk == incident.pk), None)
        if found is None:
            raise NotFound("It is not linked to that incident.")
        end_link(found)
        op.facts["unlinked"] = incident.reference


def _checked(notice: Notice) -> dict[str, Any]:
    wrong = {}
    if notice.kind not in Announcement.Kind.values:
        wrong["kind"] = "Planned or unplanned."
    for name in ("from_at", "until_at"):
        at = getattr(notice, name)
        if at is not None and at.tzinfo is None:
            wrong[name] = "The time needs a zone."
    if not wrong and notice.until_at is not None and notice.until_at <= notice.from_at:
        wrong["until_at"] = "It ends after it begins."
    if not wrong and notice.kind == "planned" and notice.until_at is None:
        wrong["until_at"] = "Say until when planned work lasts."
    if notice.party is not None and notice.party.kind != "customer":
        wrong["party"] = "Announcements are for customers."
    if wrong:
        raise Invalid(wrong)
    return {
        "title": line(notice.title, "title", length=TITLE_LENGTH),
        "text": body(notice.text, "text", length=TEXT_LENGTH),
        "kind": notice.kind,
        "party": notice.party,
        "service": notice.service,
        "from_at": notice.from_at,
        "until_at": notice.until_at,
    }


def _still_open(op: Operation[Announcement]) -> None:
    if op.subject.is_withdrawn or op.subject.ended_at is not None:
        raise NotAllowedNow(op.verb, "withdrawn" if op.subject.is_withdrawn else "over")


def _write(op: Operation[Announcement], values: dict[str, Any]) -> None:
    of = op.subject
    for name, value in values.items():
        setattr(of, name, value)
    of.version += 1
    of.updated_at = clock.now()
    of.save(update_fields=[*values, "version", "updated_at"])


def forget_concerns(person: Person) -> None:
    """Within an erasure: they follow no announcement any more."""
    Concern.objects.filter(person=person).delete()
