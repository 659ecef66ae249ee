"""Who signs people in: only whoever may do everything says so, as a provider may claim to be anybody of its domains."""

from typing import Any, TypedDict, Unpack

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.identity.federation import oidc, secrets
from bailiwick.kernel.identity.federation.domains import domains as domains_rule
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.fields import checked, given, line, optional, unique, write
from bailiwick.kernel.identity.grants import require_held
from bailiwick.kernel.ledger.operation import operation

SETTINGS = ("issuer", "client_id", "scope", "groups_claim")
RULES = {
    "name": line,
    "issuer": oidc.checked_issuer,
    "client_id": line,
    "scope": line,
    "groups_claim": line,
    "secret": optional(line),
    "domains": domains_rule,
}


class ProviderFields(TypedDict, total=False):
    """What can be said of an OpenID Connect provider; `secret` is written and never read back."""

    name: str
    issuer: str
    client_id: str
    secret: str
    scope: str
    groups_claim: str
    domains: str
    makes_people: bool


def add_provider(*, by: Actor, **fields: Unpack[ProviderFields]) -> IdentityProvider:
    """Let a provider sign people of some e-mail domains in."""
    with operation("identity_provider.add", by=by) as op:
        require_held(by, ["*"])
        values = checked({"scope": "openid email profile", "groups_claim": "groups", **fields}, RULES)
        with unique("federation_provider_name", "name", "Another provider has this name."):
            provider = IdentityProvider.objects.create(
                name=values["name"],
                kind=IdentityProvider.Kind.OIDC,
                settings={name: values[name] for name in SETTINGS},
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
    """Change what is said of a provider; an empty secret stays as it is, unless it would go to another address."""
    with operation(
        "identity_provider.revise", by=by, subject=provider, expected_version=expected_version
    ) as op:
        require_held(by, ["*"])
        values = checked(fields, RULES)
        settings = {**op.subject.settings, **{name: values[name] for name in SETTINGS if name in values}}
        secret = values.pop("secret", "")
        if not secret and op.subject.secret and settings["issuer"] != op.subject.settings["issuer"]:
            raise Invalid({"secret": "The address is another one: enter the secret for it."})
        plain: dict[str, Any] = {
            name: values[name] for name in ("name", "domains", "makes_people") if name in values
        }
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
