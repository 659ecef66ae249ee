"""Roles with what they grant, who holds them, tokens, and the organization itself."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity import operations, queries
from bailiwick.kernel.identity.federation.queries import reason_of
from bailiwick.kernel.identity.models import Role, RoleAssignment, Token
from bailiwick.kernel.identity.operations.shipping import additions
from bailiwick.kernel.ledger import policies
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

MOST = 500


def grants() -> list[tuple[str, str]]:
    """Everything that a role can grant: verbs, all verbs of a noun, everything."""
    verbs = policies.verbs()
    nouns = sorted({verb.partition(".")[0] for verb in verbs})
    return [
        ("*", "Everything"),
        *((f"{noun}.*", f"Everything about {noun.replace('_', ' ')}") for noun in nouns),
        *((verb, f"{verb}: {policy.meaning}") for verb, policy in verbs.items()),
    ]


def by_noun(offered: Iterable[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Grants as a form shows them: under their noun, what covers all of it first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for grant, text in offered:
        noun = "Without limits" if grant == "*" else grant.partition(".")[0].replace("_", " ").capitalize()
        groups.setdefault(noun, []).append((grant, text))
    return list(groups.items())


class RoleForm(RegisterForm):
    """A role."""

    name = forms.CharField(label="Name", max_length=200)
    responsibilities = forms.CharField(
        label="Responsibilities", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    verbs = forms.MultipleChoiceField(label="Grants", required=False, widget=forms.CheckboxSelectMultiple)

    def arrange(self) -> None:
        self.offer_choices("verbs", by_noun(grants()))
        if self.record is not None:
            self.initial.update(
                {
                    "name": self.record.name,
                    "responsibilities": self.record.responsibilities,
                    "verbs": list(self.record.grants.values_list("verb", flat=True)),
                }
            )


class AssignmentForm(RegisterForm):
    """Who holds the role, from when to when."""

    person = RecordField(label="Who?")
    valid_from = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    team = RecordField(label="For one team only", required=False)
    party = RecordField(label="For one customer or supplier only", required=False)

    def arrange(self) -> None:
        self.offer(
            "person", queries.visible_people(self.actor).filter(disabled_at__isnull=True)[:MOST], "Choose one"
        )
        self.offer(
            "team", queries.visible_teams(self.actor).filter(retired_at__isnull=True)[:MOST], "All teams"
        )
        self.offer("party", queries.visible_parties(self.actor).filter(retired_at__isnull=True)[:MOST], "All")
        self.initial.setdefault("valid_from", timezone.localdate())


def _assign(role: Role, by: Actor, data: dict[str, Any], _version: int | None) -> RoleAssignment:
    scope = (
        ("team", data["team"].pk) if data["team"] else ("party", data["party"].pk) if data["party"] else None
    )
    return operations.assign_role(
        role, data["person"], by=by, valid_from=data["valid_from"], valid_to=data["valid_to"], scope=scope
    )


class AdditionsForm(RegisterForm):
    """What the product has added to a shipped role."""

    lead = "An update of the product added these verbs to the role as it is shipped; yours lacks them so far."

    def arrange(self) -> None:
        if self.record is not None:
            self.lead = f"{self.lead} {', '.join(additions(self.record))}."


def _role_state(role: Role) -> str:
    if role.retired_at:
        return "Retired"
    return "The product offers additions" if additions(role) else "Active"


def _role_parts(actor: Actor, role: Role) -> list[Part]:
    offered = [] if role.retired_at else additions(role)
    held = queries.current_assignments(actor).filter(role=role).select_related("person")[:200]
    return [
        *(
            [Part("Added by the product, not in your role yet", [(verb, "", "") for verb in offered])]
            if offered
            else []
        ),
        Part(
            "Grants",
            [(grant.verb, "", "") for grant in sorted(role.grants.all(), key=lambda each: each.verb)],
        ),
        Part(
            "Held by",
            [
                (one.person.name, f"/assignments/{one.pk}/", f"from {times.day(one.valid_from)}")
                for one in held
            ],
        ),
    ]


ROLES = declare(
    Register(
        name="roles",
        title="Roles",
        singular="role",
        lead="Responsibilities and authorities: what holders of a role may do, and why.",
        icon="id-badge",
        group="People and access",
        order=30,
        read="organization.read",
        rows=lambda actor: queries.visible_roles(actor).prefetch_related("grants"),
        columns=(Column("name", "Name", "main", sort="name"), Column("code", "Code", "ref"), Column("state", "State")),
        shown=lambda one: {"name": one.name, "code": one.code, "state": _role_state(one)},
        sorts={"name": Sort("name")},
        default="name",
        facts=lambda one: [("Code", one.code), ("Responsibilities", one.responsibilities or None)],
        add_verb="role.add",
        add_form=RoleForm,
        add=lambda by, data: operations.add_role(data.pop("name"), by=by, **data),
        actions=(
            Action(
                "assign", "Give to somebody", "role.assign", AssignmentForm, _assign,
                icon="user-plus", when=lambda one: one.retired_at is None, done="Given.",
            ),
            Action(
                "revise", "Edit", "role.revise", RoleForm,
                lambda one, by, data, version: operations.revise_role(one, by=by, expected_version=version, **data),
            ),
            Action(
                "adopt", "Accept what the product added", "role.adopt", AdditionsForm,
                lambda one, by, _data, version: operations.adopt_additions(one, by=by, expected_version=version),
                icon="circle-plus", when=lambda one: one.retired_at is None and bool(additions(one)), done="Accepted.",
            ),
            Action(
                "retire", "Retire", "role.retire", ReasonForm,
                with_reason(operations.retire_role),
                icon="x", when=lambda one: one.retired_at is None, done="Retired.",
            ),
        ),
        parts=_role_parts,
    )
)  # fmt: skip


def _scope(one: RoleAssignment) -> str:
    return f"{one.scope_type} {one.scope_id}" if one.scope_type else "Everywhere"


ASSIGNMENTS = declare(
    Register(
        name="assignments",
        title="Who holds which role",
        singular="assignment",
        lead="Roles by person, with their dates and limits. Give a role on the role's page.",
        icon="user-check",
        group="People and access",
        order=31,
        read="organization.read",
        rows=lambda actor: queries.visible_assignments(actor).select_related("role", "person"),
        columns=(
            Column("person", "Person", "main"),
            Column("role", "Role"),
            Column("scope", "Where"),
            Column("valid_from", "From", "date"),
            Column("valid_to", "To", "date"),
        ),
        shown=lambda one: {
            "person": one.person.name, "role": one.role.name, "scope": _scope(one),
            "valid_from": one.valid_from, "valid_to": one.valid_to,
        },
        sorts={"newest": Sort("-id")},
        default="newest",
        facts=lambda one: [
            ("Person", one.person.name), ("Role", one.role.name), ("Where", _scope(one)),
            ("From", one.valid_from.isoformat()), ("To", one.valid_to.isoformat() if one.valid_to else None),
            ("Why", reason_of(one) or "Given by hand"),
        ],
        actions=(
            Action(
                "end", "End", "role.end", ReasonForm,
                with_reason(operations.end_role),
                icon="x", done="Ended.",
            ),
        ),
    )
)  # fmt: skip


class TokenForm(RegisterForm):
    """A token for oneself."""

    name = forms.CharField(label="What is it for?", max_length=200)
    scopes = forms.MultipleChoiceField(label="It may", widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}))

    def arrange(self) -> None:
        self.offer_choices(
            "scopes",
            by_noun(
                (grant, text)
                for grant, text in grants()
                if self.actor.may(grant if grant != "*" else "everything.at_all")
            ),
        )
        self.initial.setdefault("expires_on", timezone.localdate() + timedelta(days=90))


def _issue(by: Actor, data: dict[str, Any]) -> Any:
    expires_at = datetime.combine(data["expires_on"], time(23, 59), clock.now().tzinfo)
    return operations.issue_token(data["name"], by=by, scopes=data["scopes"], expires_at=expires_at)


TOKENS = declare(
    Register(
        name="tokens",
        title="API tokens",
        singular="token",
        lead="Keys for programs. Each may do only what you allow it, ends on a date, and is shown once.",
        icon="key",
        group="People and access",
        order=60,
        read="token.issue",
        rows=lambda actor: queries.visible_tokens(actor).select_related("person"),
        columns=(
            Column("name", "What for", "main"),
            Column("prefix", "Begins", "ref"),
            Column("person", "Of", "person"),
            Column("expires_at", "Until", "time"),
            Column("state", "State"),
        ),
        shown=lambda one: {
            "name": one.name, "prefix": one.prefix, "person": one.person.name, "expires_at": one.expires_at,
            "state": _token_state(one),
        },
        sorts={"newest": Sort("-id")},
        default="newest",
        facts=lambda one: [
            ("Of", one.person.name), ("Begins", one.prefix), ("May", ", ".join(one.verbs)),
            ("Until", one.expires_at), ("State", _token_state(one)),
        ],
        add_verb="token.issue",
        add_form=TokenForm,
        add=_issue,
        once=lambda made: str(made.secret),
        is_serious=True,
        actions=(
            Action(
                "revoke", "Revoke", "token.revoke", ReasonForm,
                lambda one, by, data, _version: operations.revoke_token(one, by=by, reason=data["reason"]),
                icon="x", when=lambda one: one.revoked_at is None, done="Revoked.",
            ),
        ),
    )
)  # fmt: skip


def _token_state(token: Token) -> str:
    if token.revoked_at is not None:
        return "Revoked"
    return "Valid" if token.is_valid(clock.now()) else "Expired"


class OrganizationForm(RegisterForm):
    """The organization."""

    name = forms.CharField(label="Name", max_length=200)
    zone = forms.CharField(label="Time zone")
    headcount = forms.IntegerField(label="How many people work here?", required=False, min_value=1)
    largest_file_mb = forms.IntegerField(
        label="Largest file (MB)", min_value=1, max_value=1000, help_text="What may be attached to a record."
    )

    def arrange(self) -> None:
        names = ("name", "zone", "headcount", "largest_file_mb")
        self.initial.update({name: getattr(self.record, name) for name in names})


ORGANIZATION = declare(
    Register(
        name="organization",
        title="Organization",
        singular="organization",
        lead="The name, time zone and rules of the organization that provides the services.",
        icon="building-community",
        group="Setup",
        order=5,
        read="organization.read",
        rows=queries.own_organization,
        columns=(Column("name", "Name", "main"), Column("zone", "Time zone")),
        shown=lambda one: {"name": one.name, "zone": one.zone},
        sorts={"name": Sort("name")},
        default="name",
        facts=lambda one: [
            ("Time zone", one.zone), ("People who work here", one.headcount),
            ("Largest file", f"{one.largest_file_mb} MB"), ("Identifier", str(one.uuid)), *doors.rule_facts(one),
        ],
        actions=(
            doors.SIGN_IN_RULES,
            Action(
                "revise", "Edit", "organization.revise", OrganizationForm,
                lambda one, by, data, version: operations.revise_organization(
                    one, by=by, expected_version=version, **data
                ),
            ),
        ),
    )
)  # fmt: skip
