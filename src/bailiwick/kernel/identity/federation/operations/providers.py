"""Who signs people in: only whoever may do everything says so, as a provider may claim to be anybody of its domains."""

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.identity.federation import secrets
from bailiwick.kernel.identity.federation.domains import domains as domains_rule
from bailiwick.kernel.identity.federation.kinds import KINDS, Kind
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.fields import checked, given, line, optional, unique, write
from bailiwick.kernel.identity.grants import require_held
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.protocols import ldap

RULES = {"name": line, "secret": optional(line), "domains": domains_rule}
PLAIN = ("name", "domains", "makes_people")


class ProviderFields(TypedDict, total=False):
    """What can be said of a provider; `secret` is written and never read back; each protocol has settings its own."""

    name: str
    domains: str
    makes_people: bool
    issuer: str
    client_id: str
    secret: str
    scope: str
    groups_claim: str
    metadata: str
    subject_attribute: str
    email_attribute: str
    name_attribute: str
    groups_attribute: str
    address: str
    base: str
    bind_dn: str
    certificates: str
    people_filter: str
    login_attribute: str
    id_attribute: str


def add_provider(
    *, by: Actor, kind: str = IdentityProvider.Kind.OIDC, **fields: Unpack[ProviderFields]
) -> IdentityProvider:
    """Let a provider sign people of some e-mail domains in."""
    with operation("identity_provider.add", by=by) as op:
        require_held(by, ["*"])
        protocol = _protocol(kind)
        values = checked({**protocol.defaults, **_said(fields)}, {**RULES, **protocol.rules})
        _refuse_missing(protocol, values)
        settings = _settings(protocol, values)
        _refuse_twin(kind, settings, None)
        with unique("federation_provider_name", "name", "Another provider has this name."):
            provider = IdentityProvider.objects.create(
                name=values["name"],
                kind=kind,
                settings=settings,
                secret=secrets.sealed(values.get("secret", "")),
                domains=values.get("domains", []),
                makes_people=values.get("makes_people", False),
            )
        op.about(provider)
    return provider


def revise_provider(
    provider: IdentityProvider,
    *,
    by: Actor,
    expected_version: int | None = None,
    **fields: Unpack[ProviderFields],
) -> IdentityProvider:
    """Change what is said of a provider; an empty secret or empty metadata stays as it is.

    A secret does not go to another address: it has to be entered again for that.
    """
    with operation(
        "identity_provider.revise", by=by, subject=provider, expected_version=expected_version
    ) as op:
        require_held(by, ["*"])
        protocol, before = KINDS[op.subject.kind], op.subject.settings
        values = checked(_said(fields), {**RULES, **protocol.rules})
        settings = {**before, **_settings(protocol, values)}
        secret = values.pop("secret", "")
        if not secret and op.subject.secret and settings[protocol.address] != before[protocol.address]:
            raise Invalid({"secret": "The address is another one: enter the secret for it."})
        _refuse_twin(op.subject.kind, settings, op.subject)
        plain: dict[str, Any] = {name: values[name] for name in PLAIN if name in values}
        if secret:
            plain["secret"] = secrets.sealed(secret)
            op.facts["new"] = ["secret"]
        with unique("federation_provider_name", "name", "Another provider has this name."):
            write(op.subject, {**plain, "settings": settings})
    return op.subject


def disable_provider(
    provider: IdentityProvider, *, by: Actor, reason: str, expected_version: int | None = None
) -> IdentityProvider:
    """Let a provider sign nobody in any more; who is signed in stays so until their session ends."""
    why = given(reason)
    with operation(
        "identity_provider.disable", by=by, subject=provider, reason=why, expected_version=expected_version
    ) as op:
        if op.subject.disabled_at is not None:
            raise NotAllowedNow(op.verb, "disabled", ["identity_provider.enable"])
        write(op.subject, {"disabled_at": clock.now()})
    return op.subject


def enable_provider(
    provider: IdentityProvider, *, by: Actor, reason: str = "", expected_version: int | None = None
) -> IdentityProvider:
    """Let a provider sign people in again."""
    with operation(
        "identity_provider.enable", by=by, subject=provider, reason=reason, expected_version=expected_version
    ) as op:
        require_held(by, ["*"])
        if op.subject.disabled_at is None:
            raise NotAllowedNow(op.verb, "enabled", ["identity_provider.disable"])
        write(op.subject, {"disabled_at": None})
    return op.subject


def _protocol(kind: str) -> Kind:
    if kind not in KINDS:
        raise Invalid({"kind": "There is no such protocol here."})
    if kind == IdentityProvider.Kind.LDAP and not ldap.is_there():
        raise Invalid({"kind": "This installation is without LDAP: install bailiwick[ldap]."})
    return KINDS[kind]


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What was said: metadata that was not pasted again stays what it is."""
    return {name: value for name, value in fields.items() if not (name == "metadata" and not value)}


def _refuse_missing(protocol: Kind, values: Mapping[str, Any]) -> None:
    """What has no default and may not be empty has to be said."""
    needed = [protocol.opens] if protocol.opens else protocol.rules.keys() - protocol.may_be_empty
    missing = {name: "This is needed." for name in ("name", "domains", *needed) if not values.get(name)}
    if missing:
        raise Invalid(missing)


def _settings(protocol: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """The protocol's settings among the values; what is opened stands there by itself."""
    kept = {name: values[name] for name in protocol.rules if name in values and name != protocol.opens}
    return {**values.get(protocol.opens, {}), **kept}


def _refuse_twin(kind: str, settings: Mapping[str, str], itself: IdentityProvider | None) -> None:
    """A SAML answer names its provider by the entity id alone."""
    if kind != IdentityProvider.Kind.SAML:
        return
    others = IdentityProvider.objects.filter(kind=kind, settings__entity_id=settings["entity_id"])
    if itself is not None:
        others = others.exclude(pk=itself.pk)
    if others.exists():
        raise Invalid({"metadata": "Another provider here has this entityID."})
