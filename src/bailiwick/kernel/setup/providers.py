"""Who signs people in besides the product itself."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity.entrances.views.federated import saml_paths
from bailiwick.kernel.identity.federation import operations, queries
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.people.directories import prepare_directory
from bailiwick.kernel.protocols import ldap, oidc
from bailiwick.kernel.protocols.saml.metadata import certificates_of
from bailiwick.kernel.setup.provider_form import ProviderForm
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

DIRECTORY_ATTRIBUTES = (
    *("login_attribute", "id_attribute", "email_attribute", "name_attribute", "groups_attribute"),
)
ATTRIBUTES = ("email_attribute", "name_attribute", "groups_attribute", "subject_attribute")


class TestForm(RegisterForm):
    """Nothing has to be said."""


def _add(by: Actor, data: dict[str, Any]) -> IdentityProvider:
    return operations.add_provider(by=by, **data)


def _revise(one: IdentityProvider, by: Actor, data: dict[str, Any], version: int | None) -> IdentityProvider:
    said = {name: value for name, value in data.items() if name != "kind"}
    return operations.revise_provider(one, by=by, expected_version=version, **said)


def _facts(one: IdentityProvider) -> list[tuple[str, Any]]:
    return [
        ("Protocol", one.get_kind_display()),
        *FACTS[one.kind](one),
        ("E-mail domains", ", ".join(one.domains)),
        ("Makes people known", "Yes" if one.makes_people else "No"),
        ("State", _state(one)),
    ]


def _oidc_facts(one: IdentityProvider) -> list[tuple[str, Any]]:
    return [
        ("Issuer", one.settings.get("issuer")),
        ("Client id", one.settings.get("client_id")),
        ("Client secret", "Set, and never shown" if one.secret else "None"),
        ("Claim with the groups", one.settings.get("groups_claim")),
        ("Address for its answers", f"{settings.PUBLIC_URL}{reverse('sign-in-callback')}"),
    ]


def _saml_facts(one: IdentityProvider) -> list[tuple[str, Any]]:
    ours = {name: f"{settings.PUBLIC_URL}{path}" for name, path in saml_paths(one.organization_id)}
    keys = certificates_of(one.settings["certificates"])
    named = {name.removesuffix("_attribute"): one.settings.get(name) for name in ATTRIBUTES}
    return [
        ("Entity id of the provider", one.settings["entity_id"]),
        ("Signs people in at", one.settings["sso"]),
        ("Its certificates", ", ".join(f"until {key.not_valid_after_utc:%Y-%m-%d}" for key in keys)),
        (
            "Attributes",
            ", ".join(f"{what}: {name}" for what, name in named.items() if name) or "The usual ones",
        ),
        ("Our metadata, and our entity id", ours["saml-metadata"]),
        ("Address for its answers", ours["saml-answer"]),
    ]


def _ldap_facts(one: IdentityProvider) -> list[tuple[str, Any]]:
    named = {name.removesuffix("_attribute"): one.settings[name] for name in DIRECTORY_ATTRIBUTES}
    return [
        ("Address", one.settings["address"]),
        ("Base", one.settings["base"]),
        ("Filter", one.settings["people_filter"]),
        ("Account that searches", one.settings.get("bind_dn") or "Anybody may"),
        ("Its password", "Set, and never shown" if one.secret else "None"),
        ("Attributes", ", ".join(f"{what}: {name}" for what, name in named.items())),
    ]


def _test(one: IdentityProvider) -> None:
    if one.kind == IdentityProvider.Kind.LDAP:
        ldap.tested(queries.directory_of(one))
    else:
        oidc.tested(queries.client_of(one))


FACTS: Mapping[str, Callable[[IdentityProvider], list[tuple[str, Any]]]] = {
    IdentityProvider.Kind.OIDC: _oidc_facts,
    IdentityProvider.Kind.SAML: _saml_facts,
    IdentityProvider.Kind.LDAP: _ldap_facts,
}


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
        group="People and access",
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
        variants=tuple((one.value, one.label) for one in IdentityProvider.Kind),
        actions=(
            Action("revise", "Edit", "identity_provider.revise", ProviderForm, _revise),
            Action(
                "test",
                "Test the connection",
                "identity_provider.revise",
                TestForm,
                lambda one, _by, _data, _version: _test(one),
                icon="plug-connected",
                when=lambda one: one.kind != IdentityProvider.Kind.SAML,
                done="The provider answers, and gives what is needed.",
            ),
            Action(
                "import",
                "Import people",
                "person.import",
                TestForm,
                lambda one, by, _data, _version: prepare_directory(one, by=by),
                icon="plug-connected",
                when=lambda one: one.kind == IdentityProvider.Kind.LDAP and one.disabled_at is None,
                done="Everybody was read and nothing is done yet: look at it and confirm it under “Import people”.",
            ),
            Action(
                "disable",
                "Disable",
                "identity_provider.disable",
                ReasonForm,
                with_reason(operations.disable_provider),
                icon="plug-x",
                when=lambda one: one.disabled_at is None,
                done="It signs nobody in any more.",
            ),
            Action(
                "enable",
                "Enable",
                "identity_provider.enable",
                ReasonForm,
                with_reason(operations.enable_provider),
                icon="plug-connected",
                when=lambda one: one.disabled_at is not None,
                done="It signs people in again.",
            ),
        ),
        parts=_parts,
    )
)
