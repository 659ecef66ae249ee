"""How people come in, as administrators see it: the sign-in log, and support access from outside."""

from typing import Any

from django import forms
from django.utils import timezone

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity import operations, queries
from bailiwick.kernel.identity.entrances.models import Session, SignIn
from bailiwick.kernel.identity.entrances.people import operations as doors
from bailiwick.kernel.identity.entrances.people import queries as seen
from bailiwick.kernel.identity.models import Organization, Person, Role, SupportAccess
from bailiwick.kernel.people.operations import let_in
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


def _who(one: SignIn) -> str:
    return str(one.account) if one.account else "Nobody known"


SIGN_INS = declare(
    Register(
        name="sign-ins",
        title="Sign-in log",
        singular="entry",
        lead="Who came in, when, from where and with what, and who was refused and why. Search by e-mail address, "
        "network address, way or what happened, such as “refused password”.",
        icon="door-enter",
        group="People and access",
        order=62,
        read="signin.read",
        rows=seen.visible_sign_ins,
        columns=(
            Column("at", "When", "time"),
            Column("who", "Who", "main"),
            Column("what", "What"),
            Column("method", "With"),
            Column("address", "From"),
            Column("browser", "Browser"),
        ),
        shown=lambda one: {
            "at": one.at, "who": _who(one), "what": one.get_what_display(),
            "method": one.method, "address": one.address, "browser": one.browser,
        },
        sorts={"newest": Sort("-id")},
        default="newest",
        facts=lambda one: [
            ("Who", _who(one)), ("When", one.at), ("What", one.get_what_display()),
            ("With", one.method or None), ("From", one.address or None), ("Browser", one.browser or None),
        ],
        search=lambda _actor, words: seen.sign_ins_about(words),
    )
)  # fmt: skip


class SupportForm(RegisterForm):
    """Whom to let in, as what, and for how long."""

    lead = (
        "They come in with these roles between the two times, and no longer. Everybody of your staff sees that they "
        "are in, what they do stands in the ledger, and you can take the consent back at any time."
    )

    email = forms.EmailField(label="E-mail address they sign in with")
    name = forms.CharField(label="Name", max_length=200)
    roles = forms.MultipleChoiceField(label="Roles", widget=forms.CheckboxSelectMultiple)
    starts_at = forms.DateTimeField(
        label="From", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    ends_at = forms.DateTimeField(label="Until", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    reason = forms.CharField(label="Why?", max_length=500)

    def arrange(self) -> None:
        offered = queries.visible_roles(self.actor).filter(retired_at__isnull=True)
        self.offer_choices("roles", [(str(role.pk), role.name) for role in offered])
        self.initial.setdefault("starts_at", clock.now())


def _grant_support(by: Actor, data: dict[str, Any]) -> SupportAccess:
    chosen: list[Role] = list(queries.visible_roles(by).filter(pk__in=data.pop("roles")))
    return operations.grant_support(data.pop("email"), by=by, roles=chosen, **data)


def _support_state(one: SupportAccess) -> str:
    now = clock.now()
    if one.withdrawn_at is not None:
        return "Withdrawn"
    return "Ended" if one.ends_at <= now else "Open" if one.starts_at <= now else "Not yet open"


SUPPORT = declare(
    Register(
        name="support-access",
        title="Support access",
        singular="support access",
        lead="People from outside, such as your provider's support, who were let in by consent: with named roles, for "
        "a stated time, ending by itself. What they do stands in the ledger under their name.",
        icon="lifebuoy",
        group="People and access",
        order=61,
        read="organization.read",
        rows=queries.visible_support,
        columns=(
            Column("person", "Who", "main"),
            Column("roles", "As"),
            Column("starts_at", "From", "time"),
            Column("ends_at", "Until", "time"),
            Column("state", "State"),
        ),
        shown=lambda one: {
            "person": one.person.name, "roles": ", ".join(one.role_names), "starts_at": one.starts_at,
            "ends_at": one.ends_at, "state": _support_state(one),
        },
        sorts={"newest": Sort("-id")},
        default="newest",
        facts=lambda one: [
            ("Who", one.person.name), ("Signs in with", one.person.email), ("As", ", ".join(one.role_names)),
            ("Why", one.reason), ("From", one.starts_at), ("Until", one.ends_at),
            ("Consent given by", one.granted_by.name if one.granted_by else "Bailiwick"),
            ("State", _support_state(one)),
        ],
        add_verb="support.grant",
        add_form=SupportForm,
        add=_grant_support,
        is_serious=True,
        actions=(
            Action(
                "withdraw", "Withdraw the consent", "support.withdraw", ReasonForm,
                with_reason(operations.withdraw_support),
                icon="x", when=lambda one: one.is_open(clock.now()), done="The access has ended.",
            ),
        ),
    )
)  # fmt: skip


class AdmitForm(RegisterForm):
    """Whether they are told."""

    lead = "They sign in with the e-mail address that stands here, and may do what their roles grant."

    is_invited = forms.BooleanField(
        label="Mail them a link to set a password",
        required=False,
        initial=True,
        help_text="Without it, or without a mail server, they use “Forgotten your password?” or your provider.",
    )


ADMIT = Action(
    "admit", "Let them sign in", "person.admit", AdmitForm,
    lambda one, by, data, version: let_in(
        one, by=by, is_invited=data["is_invited"], expected_version=version
    ),
    icon="door-enter", done="They can sign in.",
    when=lambda one: one.account_id is None and not one.is_disabled and one.erased_at is None and bool(one.email),
)  # fmt: skip


class SignOutForm(ReasonForm):
    """Where to sign somebody out, and why."""

    session = forms.ChoiceField(label="Where?", required=False)
    field_order = ("session", "reason")

    def arrange(self) -> None:
        found = seen.sessions_of(self.actor, self.record) if self.record is not None else []
        named = [(one.session_key, f"{one.browser or 'A browser'}, {_last_seen(one)}") for one in found]
        self.offer_choices("session", [("", "Everywhere"), *named])


def _last_seen(session: Session) -> str:
    return f"last seen {timezone.localtime(session.seen_at):%Y-%m-%d %H:%M %Z}"


SIGN_OUT = Action(
    "sign-out", "Sign out", "person.sign_out", SignOutForm,
    lambda one, by, data, _version: doors.sign_out_person(
        one, by=by, session=data["session"], reason=data["reason"]
    ),
    icon="logout", when=lambda one: one.account_id is not None, done="Signed out.",
)  # fmt: skip
CLEAR_FACTORS = Action(
    "clear-factors", "Clear second factors", "person.clear_factors", ReasonForm,
    lambda one, by, data, _version: doors.clear_persons_factors(one, by=by, reason=data["reason"]),
    icon="shield-off", when=lambda one: one.account_id is not None, done="Their second factors are cleared.",
)  # fmt: skip


def door_parts(actor: Actor, person: Person) -> list[Part]:
    """Where somebody is signed in, for those who may end it."""
    rows = [(one.browser or "A browser", "", _last_seen(one)) for one in seen.sessions_of(actor, person)]
    return [Part("Signed in", rows)] if rows else []


class SignInRulesForm(RegisterForm):
    """What is asked of everybody who signs in."""

    second_factor = forms.ChoiceField(
        label="Who must sign in with a second factor?", choices=Organization.SecondFactor.choices
    )
    second_factor_roles = forms.MultipleChoiceField(
        label="Which roles?", required=False, widget=forms.CheckboxSelectMultiple
    )
    second_factor_grace_days = forms.IntegerField(
        label="Days to add one",
        min_value=0,
        max_value=90,
        help_text="Until then they are reminded on every page; afterwards they can do nothing else first.",
    )
    password_days = forms.IntegerField(
        label="Days until a password must be changed",
        required=False,
        min_value=30,
        help_text="Leave it empty: passwords that must be changed often become weak ones.",
    )

    def arrange(self) -> None:
        offered = queries.visible_roles(self.actor).filter(retired_at__isnull=True)
        self.offer_choices("second_factor_roles", [(role.code, role.name) for role in offered])
        names = ("second_factor", "second_factor_roles", "second_factor_grace_days", "password_days")
        self.initial.update({name: getattr(self.record, name) for name in names})


SIGN_IN_RULES = Action(
    "sign-in", "Sign-in rules", "organization.secure", SignInRulesForm,
    lambda one, by, data, version: operations.secure_organization(one, by=by, expected_version=version, **data),
    icon="shield-lock", done="The rules are in force.",
)  # fmt: skip


def rule_facts(one: Organization) -> list[tuple[str, Any]]:
    """The organization's sign-in rules in words."""
    who = Organization.SecondFactor(one.second_factor)
    named = f": {', '.join(one.second_factor_roles)}" if who == Organization.SecondFactor.ROLES else ""
    return [
        ("Second factor", f"{who.label}{named}"),
        (
            "Passwords change",
            f"every {one.password_days} days" if one.password_days else "when their owner wants",
        ),
    ]
