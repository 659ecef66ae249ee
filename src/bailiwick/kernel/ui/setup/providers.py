"""Who signs people in besides the product itself."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity.federation import oidc, operations, queries
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    Part,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
)


class ProviderForm(RegisterForm):
    """An OpenID Connect provider."""

    name = forms.CharField(label="Name", max_length=200, help_text="As the sign-in page shows it.")
    issuer = forms.CharField(
        label="Issuer",
        max_length=500,
        help_text="The address the provider calls itself, beginning with https://.",
    )
    client_id = forms.CharField(label="Client id", max_length=200)
    secret = forms.CharField(
        label="Client secret",
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="It is never shown again. Left empty, it stays as it is.",
    )
    domains = forms.CharField(
        label="E-mail domains", max_length=2000, help_text="Whose people it signs in, such as example.com."
    )
    makes_people = forms.BooleanField(
        label="People of these domains are made known when they first sign in", required=False
    )
    groups_claim = forms.CharField(
        label="Claim with the groups",
        max_length=200,
        initial="groups",
        help_text="They give roles by their names.",
    )
    scope = forms.CharField(label="Scopes", max_length=200, initial="openid email profile")

    def arrange(self) -> None:
        if self.record is not None:
            self.initial.update(
                {
                    "name": self.record.name,
                    "domains": " ".join(self.record.domains),
                    "makes_people": self.record.makes_people,
                    **self.record.settings,
                }
            )


class TestForm(RegisterForm):
    """Nothing has to be said."""


def _add(by: Actor, data: dict[str, Any]) -> IdentityProvider:
    return operations.add_provider(by=by, **data)


def _revise(one: IdentityProvider, by: Actor, data: dict[str, Any], version: int | None) -> IdentityProvider:
    return operations.revise_provider(one, by=by, expected_version=version, **data)


def _facts(one: IdentityProvider) -> list[tuple[str, Any]]:
    return [
        ("Protocol", one.get_kind_display()),
        ("Issuer", one.settings.get("issuer")),
        ("Client id", one.settings.get("client_id")),
        ("Client secret", "Set, and never shown" if one.secret else "None"),
        ("E-mail domains", ", ".join(one.domains)),
        ("Makes people known", "Yes" if one.makes_people else "No"),
        ("Claim with the groups", one.settings.get("groups_claim")),
        ("Address for its answers", f"{settings.PUBLIC_URL}{reverse('sign-in-callback')}"),
        ("State", _state(one)),
    ]


def _parts(actor: Actor, one: IdentityProvider) -> list[Part]:
    given = queries.mappings(actor).filter(provider=one, retired_at=None)[:200]
    return [Part("Roles by group", [(str(each), f"/mappings/{each.pk}/", "") for each in given])]


def _state(one: IdentityProvider) -> str:
    return "Disabled" if one.disabled_at else "Active"


declare(
    Register(
        name="identity-providers",
        title="Identity providers",
        singular="provider",
        lead="Who signs your people in besides Bailiwick itself. They are offered by the domain of the e-mail address.",
        icon="login-2",
        group="Setup",
        order=33,
        read="identity_provider.read",
        rows=queries.providers,
        columns=(
            Column("name", "Name", "main", sort="name"),
            Column("kind", "Protocol"),
            Column("domains", "E-mail domains"),
            Column("state", "State"),
        ),
        shown=lambda one: {
            "name": one.name,
            "kind": one.get_kind_display(),
            "domains": ", ".join(one.domains),
            "state": _state(one),
        },
        sorts={"name": Sort("name_key")},
        default="name",
        facts=_facts,
        add_verb="identity_provider.add",
        add_form=ProviderForm,
        add=_add,
        actions=(
            Action("revise", "Edit", "identity_provider.revise", ProviderForm, _revise),
            Action(
                "test",
                "Test the connection",
                "identity_provider.revise",
                TestForm,
                lambda one, _by, _data, _version: oidc.tested(queries.client_of(one)),
                icon="plug-connected",
                done="The provider answers, and its keys can be read.",
            ),
            Action(
                "disable",
                "Disable",
                "identity_provider.disable",
                ReasonForm,
                lambda one, by, data, version: operations.disable_provider(
                    one, by=by, reason=data["reason"], expected_version=version
                ),
                icon="plug-x",
                when=lambda one: one.disabled_at is None,
                done="It signs nobody in any more.",
            ),
            Action(
                "enable",
                "Enable",
                "identity_provider.enable",
                ReasonForm,
                lambda one, by, data, version: operations.enable_provider(
                    one, by=by, reason=data["reason"], expected_version=version
                ),
                icon="plug-connected",
                when=lambda one: one.disabled_at is not None,
                done="It signs people in again.",
            ),
        ),
        parts=_parts,
    )
)
