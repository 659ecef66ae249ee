"""People, parties and teams."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity import operations, queries
from bailiwick.kernel.identity.models import Party, Person
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
from bailiwick.kernel.ui.setup import doors
from bailiwick.kernel.ui.setup.erasing import ERASING, hold_note

BY_NAME = {"name": Sort("name_key")}
MOST = 500


class PersonForm(RegisterForm):
    """A person's data."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail", required=False)
    party = RecordField(label="Of which customer or supplier?", required=False)
    zone = forms.CharField(
        label="Time zone", required=False, help_text="For example Europe/Lisbon; the organization's if empty."
    )
    is_top_management = forms.BooleanField(label="Belongs to top management", required=False)

    def arrange(self) -> None:
        parties = queries.visible_parties(self.actor).filter(retired_at__isnull=True)[:MOST]
        self.offer("party", parties, "Of our own staff", now=self.record.party if self.record else None)
        if self.record is not None:
            names = ("name", "email", "zone", "is_top_management")
            self.initial.update({name: getattr(self.record, name) for name in names})
            self.initial["party"] = self.record.party_id


def _add_person(by: Actor, data: dict[str, Any]) -> Person:
    name = data.pop("name")
    return operations.add_person(name, by=by, **data)


def _state(person: Person) -> str:
    return "Erased" if person.erased_at else "Disabled" if person.is_disabled else "Active"


def _person_facts(person: Person) -> list[tuple[str, Any]]:
    return [
        ("E-mail", person.email or None),
        ("Customer or supplier", person.party.name if person.party else "Own staff"),
        ("Time zone", person.zone or None),
        ("Top management", "Yes" if person.is_top_management else "No"),
        ("Can sign in", "Yes" if person.account_id and not person.is_disabled else "No"),
        ("State", _state(person)),
    ]


def _person_parts(actor: Actor, person: Person) -> list[Part]:
    held = queries.visible_assignments(actor).filter(person=person).select_related("role")[:50]
    teams = queries.visible_teams(actor).filter(memberships__person=person)[:50]
    return [
        Part("Authority", [("What they may do, and why", f"/authority/?person={person.pk}", "")]),
        Part("Legal holds", [(str(one), "", hold_note(one)) for one in person.holds.order_by("-id")[:20]]),
        Part("Teams", [(team.name, f"/teams/{team.pk}/", "") for team in teams]),
        Part(
            "Roles",
            [(one.role.name, f"/assignments/{one.pk}/", f"from {times.day(one.valid_from)}") for one in held],
        ),
        *doors.door_parts(actor, person),
    ]


PEOPLE = declare(
    Register(
        name="people",
        title="People",
        singular="person",
        lead="Everybody known here: the staff, and the people of customers and suppliers.",
        icon="users",
        group="People and access",
        order=10,
        read="organization.read",
        rows=lambda actor: queries.visible_people(actor).select_related("party"),
        columns=(
            Column("name", "Name", "main", sort="name"),
            Column("email", "E-mail"),
            Column("party", "Belongs to"),
            Column("state", "State"),
        ),
        shown=lambda one: {
            "name": one.name,
            "email": one.email,
            "party": one.party.name if one.party else "Own staff",
            "state": _state(one),
        },
        sorts=BY_NAME,
        default="name",
        facts=_person_facts,
        add_verb="person.add",
        add_form=PersonForm,
        add=_add_person,
        actions=(
            Action(
                "revise", "Edit", "person.revise", PersonForm,
                lambda one, by, data, version: operations.revise_person(one, by=by, expected_version=version, **data),
                when=lambda one: one.erased_at is None,
            ),
            doors.ADMIT,
            Action(
                "disable", "Disable", "person.disable", ReasonForm,
                with_reason(operations.disable_person),
                icon="user-off", when=lambda one: not one.is_disabled, done="Access ended.",
            ),
            Action(
                "enable", "Enable", "person.enable", ReasonForm,
                with_reason(operations.enable_person),
                icon="user-check", when=lambda one: one.is_disabled and one.erased_at is None,
                done="Access given again.",
            ),
            doors.SIGN_OUT,
            doors.CLEAR_FACTORS,
            *ERASING,
        ),
        search=lambda _actor, words: queries.named_so(words),
        parts=_person_parts,
    )
)  # fmt: skip


class PartyForm(RegisterForm):
    """A customer, supplier or unit."""

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="What is it?", choices=Party.Kind.choices)
    parent = RecordField(label="Part of", required=False)

    def arrange(self) -> None:
        others = queries.visible_parties(self.actor).filter(retired_at__isnull=True)
        if self.record is not None:
            others = others.exclude(pk=self.record.pk)
            self.initial.update(
                {
                    "name": self.record.name,
                    "kind": self.record.kind,
                    "parent": self.record.parent_id,
                }
            )
        self.offer("parent", others[:MOST], "Nothing", now=self.record.parent if self.record else None)


def _add_party(by: Actor, data: dict[str, Any]) -> Party:
    return operations.add_party(data.pop("name"), by=by, **data)


PARTIES = declare(
    Register(
        name="parties",
        title="Customers and suppliers",
        singular="customer or supplier",
        lead="Who receives services, who helps to deliver them, and the units of the organization itself.",
        icon="building",
        group="People and access",
        order=20,
        read="organization.read",
        rows=queries.visible_parties,
        columns=(Column("name", "Name", "main", sort="name"), Column("kind", "Kind"), Column("state", "State")),
        shown=lambda one: {
            "name": one.name,
            "kind": one.get_kind_display(),
            "state": "Retired" if one.retired_at else "Active",
        },
        sorts=BY_NAME,
        default="name",
        facts=lambda one: [
            ("What", one.get_kind_display()),
            ("Part of", one.parent.name if one.parent else None),
            ("State", "Retired" if one.retired_at else "Active"),
        ],
        add_verb="party.add",
        add_form=PartyForm,
        add=_add_party,
        actions=(
            Action(
                "revise", "Edit", "party.revise", PartyForm,
                lambda one, by, data, version: operations.revise_party(one, by=by, expected_version=version, **data),
            ),
            Action(
                "retire", "Retire", "party.retire", ReasonForm,
                with_reason(operations.retire_party),
                icon="x", when=lambda one: one.retired_at is None, done="Retired.",
            ),
        ),
        parts=lambda actor, one: [
            Part("People", [
                (person.name, f"/people/{person.pk}/", person.email)
                for person in queries.visible_people(actor).filter(party=one)[:50]
            ])
        ],
    )
)  # fmt: skip


class TeamForm(RegisterForm):
    """A team."""

    name = forms.CharField(label="Name", max_length=200)

    def arrange(self) -> None:
        if self.record is not None:
            self.initial["name"] = self.record.name


class MemberForm(RegisterForm):
    """Somebody to join a team."""

    person = RecordField(label="Who?")

    def arrange(self) -> None:
        staff = queries.visible_people(self.actor).filter(party__isnull=True, disabled_at__isnull=True)
        self.offer("person", staff.exclude(memberships__team=self.record)[:MOST], "Choose one")


class LeaverForm(RegisterForm):
    """Somebody to leave a team."""

    person = RecordField(label="Who?")

    def arrange(self) -> None:
        self.offer("person", queries.members(self.actor, self.record)[:MOST], "Choose one")


TEAMS = declare(
    Register(
        name="teams",
        title="Teams",
        singular="team",
        lead="People who take work together.",
        icon="users-group",
        group="People and access",
        order=15,
        read="organization.read",
        rows=queries.visible_teams,
        columns=(Column("name", "Name", "main", sort="name"), Column("state", "State")),
        shown=lambda one: {"name": one.name, "state": "Retired" if one.retired_at else "Active"},
        sorts=BY_NAME,
        default="name",
        facts=lambda one: [("State", "Retired" if one.retired_at else "Active")],
        add_verb="team.add",
        add_form=TeamForm,
        add=lambda by, data: operations.add_team(data["name"], by=by),
        actions=(
            Action(
                "join", "Add somebody", "team.join", MemberForm,
                lambda one, by, data, _version: operations.join_team(one, data["person"], by=by),
                icon="user-plus", when=lambda one: one.retired_at is None, done="Joined.",
            ),
            Action(
                "leave", "Take somebody out", "team.leave", LeaverForm,
                lambda one, by, data, _version: operations.leave_team(one, data["person"], by=by),
                icon="user-minus", done="Left.",
            ),
            Action(
                "revise", "Edit", "team.revise", TeamForm,
                lambda one, by, data, version: operations.revise_team(
                    one, by=by, name=data["name"], expected_version=version
                ),
            ),
            Action(
                "retire", "Retire", "team.retire", ReasonForm,
                with_reason(operations.retire_team),
                icon="x", when=lambda one: one.retired_at is None, done="Retired.",
            ),
        ),
        parts=lambda actor, one: [
            Part("People", [
                (person.name, f"/people/{person.pk}/", person.email) for person in queries.members(actor, one)[:200]
            ])
        ],
    )
)  # fmt: skip
