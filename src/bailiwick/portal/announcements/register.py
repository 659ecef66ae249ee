"""The register of announcements, for the staff."""

from typing import Any

from django import forms
from django.utils import timezone

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity import queries as people
from bailiwick.kernel.ui.choosing import RecordField
from bailiwick.kernel.ui.jinja import times
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    Part,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
    with_reason,
)
from bailiwick.portal.announcements import operations, queries
from bailiwick.portal.announcements.models import Announcement
from bailiwick.portal.announcements.types import Notice
from bailiwick.portfolio.services import queries as services
from bailiwick.resolution.incidents import queries as incidents

MOST = 500


def _instant(label: str, **more: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), **more
    )


class AnnouncementForm(RegisterForm):
    """What is announced, to whom, and when."""

    kind = forms.ChoiceField(label="What is it?", choices=Announcement.Kind.choices)
    title = forms.CharField(label="In one line", max_length=operations.TITLE_LENGTH)
    text = forms.CharField(
        label="What customers should know",
        required=False,
        max_length=operations.TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What does not work, what to do meanwhile, when you will write again. Markdown works.",
    )
    party = RecordField(label="For", required=False)
    service = RecordField(label="Service", required=False)
    from_at = _instant("From")
    until_at = _instant("Until", required=False, help_text="Planned work needs it.")

    def arrange(self) -> None:
        has = self.record
        customers = people.visible_parties(self.actor).filter(kind="customer")[:MOST]
        self.offer("party", customers, "All customers", now=has.party if has else None)
        used = services.services_in_use(self.actor)[:MOST]
        self.offer("service", used, "None in particular", now=has.service if has else None)
        self.initial.setdefault("from_at", timezone.localtime().replace(second=0, microsecond=0))
        if has is not None:
            self.initial.update({
                "kind": has.kind, "title": has.title, "text": has.text, "party": has.party_id,
                "service": has.service_id, "from_at": has.from_at, "until_at": has.until_at,
            })  # fmt: skip


class EndForm(RegisterForm):
    """What came of it."""

    outcome = forms.CharField(
        label="What came of it?",
        max_length=operations.TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Customers read it with the announcement.",
    )


class IncidentForm(RegisterForm):
    """An incident."""

    incident = forms.CharField(label="Incident", max_length=60, help_text="Its reference, such as INC-42.")


def _notice(data: dict[str, Any]) -> Notice:
    return Notice(**{name: data[name] for name in AnnouncementForm.base_fields})


def _is_open(one: Announcement) -> bool:
    return one.ended_at is None and not one.is_withdrawn


def _parts(actor: Actor, one: Announcement) -> list[Part]:
    about = [
        (f"{linked.incident} {linked.incident.title}", f"/incidents/{linked.incident}/", "")
        for linked in queries.linked_incidents(actor, one)
    ]
    said = [("What customers read", "", one.text or "Nothing but the title.")]
    if one.outcome:
        said.append(("What came of it", "", one.outcome))
    return [Part("Text", said), Part("Incidents", about)]


ANNOUNCEMENTS = declare(
    Register(
        name="announcements",
        title="Announcements",
        singular="announcement",
        lead="What customers read in their portal: planned work and disturbances, for all of them or for one.",
        icon="messages",
        group="Work",
        order=30,
        read="announcement.read",
        rows=queries.counted,
        columns=(
            Column("name", "Announcement", "main"),
            Column("kind", "Kind"),
            Column("state", "State"),
            Column("party", "For"),
            Column("service", "Service"),
            Column("from_at", "From", "time", sort="from"),
            Column("until_at", "Until", "time"),
            Column("me_too", "Me too"),
        ),
        shown=lambda one: {
            "name": one.title,
            "kind": one.get_kind_display(),
            "state": one.standing(clock.now()),
            "party": one.party.name if one.party else "All customers",
            "service": one.service.name if one.service else "",
            "from_at": one.from_at,
            "until_at": one.until_at,
            "me_too": getattr(one, "concerned", 0),
        },
        sorts={"from": Sort("from_at")},
        default="-from",
        facts=lambda one: [
            ("Kind", one.get_kind_display()),
            ("State", one.standing(clock.now())),
            ("For", one.party.name if one.party else "All customers"),
            ("Service", one.service.name if one.service else None),
            ("From", times.time(one.from_at)),
            ("Until", times.time(one.until_at) if one.until_at else None),
            ("Said “me too”", str(getattr(one, "concerned", 0))),
        ],
        add_verb="announcement.publish",
        add_form=AnnouncementForm,
        add=lambda by, data: operations.publish_announcement(_notice(data), by=by),
        actions=(
            Action(
                "revise", "Edit", "announcement.revise", AnnouncementForm,
                lambda one, by, data, version: operations.revise_announcement(
                    one, _notice(data), by=by, expected_version=version
                ),
                when=_is_open,
            ),
            Action(
                "end", "Say it is over", "announcement.end", EndForm,
                lambda one, by, data, version: operations.end_announcement(
                    one, by=by, outcome=data["outcome"], expected_version=version
                ),
                icon="circle-check", when=_is_open, done="It is over.",
            ),
            Action(
                "withdraw", "Withdraw", "announcement.withdraw", ReasonForm,
                with_reason(operations.withdraw_announcement),
                icon="x", when=lambda one: not one.is_withdrawn, done="Customers see it no more.",
            ),
            Action(
                "link", "Link an incident", "announcement.link", IncidentForm,
                lambda one, by, data, _version: operations.link_announcement(
                    one, by=by, incident=incidents.incident(by, data["incident"])
                ),
                icon="link", done="Linked.",
            ),
            Action(
                "unlink", "Unlink an incident", "announcement.link", IncidentForm,
                lambda one, by, data, _version: operations.unlink_announcement(
                    one, by=by, incident=incidents.incident(by, data["incident"])
                ),
                icon="x", done="Unlinked.",
            ),
        ),
        parts=_parts,
    )
)  # fmt: skip
