"""The register of services (8.2.2)."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity import queries as people
from bailiwick.kernel.ui.choosing import RecordField
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
    with_reason,
)
from bailiwick.portfolio.services import operations, queries
from bailiwick.portfolio.services.models import Service

MOST = 500


class ServiceForm(RegisterForm):
    """A service."""

    name = forms.CharField(label="Name", max_length=200)
    description = forms.CharField(
        label="What does it do for whom?", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    owner = RecordField(label="Owner", required=False)
    team = RecordField(label="Team that delivers it", required=False)

    def arrange(self) -> None:
        staff = people.visible_people(self.actor).filter(party__isnull=True, disabled_at__isnull=True)
        self.offer("owner", staff[:MOST], "Nobody yet")
        self.offer(
            "team", people.visible_teams(self.actor).filter(retired_at__isnull=True)[:MOST], "None yet"
        )
        if self.record is not None:
            self.initial.update({
                "name": self.record.name, "description": self.record.description,
                "owner": self.record.owner_id, "team": self.record.team_id,
            })  # fmt: skip


def _add(by: Actor, data: dict[str, Any]) -> Service:
    return operations.add_service(data.pop("name"), by=by, **data)


SERVICES = declare(
    Register(
        name="services",
        title="Services",
        singular="service",
        lead="What the organization delivers; incidents are logged against services.",
        icon="stack-2",
        group="Services",
        order=10,
        read="organization.read",
        rows=lambda actor: queries.visible_services(actor).select_related("owner", "team"),
        columns=(
            Column("name", "Name", "main", sort="name"),
            Column("owner", "Owner", "person"),
            Column("team", "Team"),
            Column("state", "State"),
        ),
        shown=lambda one: {
            "name": one.name,
            "owner": one.owner.name if one.owner else "",
            "team": one.team.name if one.team else "",
            "state": "Retired" if one.retired_at else "Live",
        },
        sorts={"name": Sort("name")},
        default="name",
        facts=lambda one: [
            ("What it does", one.description or None),
            ("Owner", one.owner.name if one.owner else None),
            ("Team", one.team.name if one.team else None),
            ("State", "Retired" if one.retired_at else "Live"),
        ],
        add_verb="service.add",
        add_form=ServiceForm,
        add=_add,
        actions=(
            Action(
                "revise", "Edit", "service.revise", ServiceForm,
                lambda one, by, data, version: operations.revise_service(one, by=by, expected_version=version, **data),
            ),
            Action(
                "retire", "Retire", "service.retire", ReasonForm,
                with_reason(operations.retire_service),
                icon="x", when=lambda one: one.retired_at is None, done="Retired.",
            ),
        ),
    )
)  # fmt: skip
