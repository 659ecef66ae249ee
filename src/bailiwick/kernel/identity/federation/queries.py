"""People and groups as directories see them, and what groups give."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Coalesce, Lower

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.federation import secrets
from bailiwick.kernel.identity.federation.domains import domain_of
from bailiwick.kernel.identity.federation.models import (
    DirectoryGroup,
    GroupMapping,
    IdentityProvider,
    MappedRole,
)
from bailiwick.kernel.identity.models import Person, RoleAssignment
from bailiwick.kernel.identity.queries import visible_people
from bailiwick.kernel.protocols.types import Client, Directory, Peer

_HERE = Q(provisioned__isnull=True) | Q(provisioned__gone_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Offer:
    """A provider that signs people of a domain in, as somebody sees it who is not in yet."""

    organization_id: int
    provider_id: int
    provider: str
    organization: str


def offers(email: str) -> list[Offer]:
    """Who signs people with such an address in, in every organization; none for an address that is none."""
    domain = domain_of(email)
    if not domain or "\0" in domain:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select * from federation_offers(%s)", [domain[:253]])
        return [Offer(*row) for row in cursor.fetchall()]


def working_provider(pk: int) -> IdentityProvider | None:
    """A provider of the current organization that may sign people in; whoever asks."""
    return IdentityProvider.objects.filter(pk=pk, disabled_at=None).first()


def providers(actor: Actor) -> QuerySet[IdentityProvider]:
    """Who signs people in, for staff who may see that."""
    found = IdentityProvider.objects.order_by("name_key", "id")
    return found if not actor.is_outsider and actor.may("identity_provider.read") else found.none()


def client_of(provider: IdentityProvider) -> Client:
    """How a provider knows us, with the secret."""
    return Client(secret=secrets.opened(bytes(provider.secret)), **provider.settings)


def peer_of(provider: IdentityProvider, *, us: str, back: str) -> Peer:
    """A SAML provider, to which we are `us` and take answers at `back`."""
    return Peer(us=us, back=back, **provider.settings)


def directory_of(provider: IdentityProvider) -> Directory:
    """A directory that speaks LDAP, with the secret of the account that searches."""
    return Directory(secret=secrets.opened(bytes(provider.secret)), **provider.settings)


def provider_called(entity_id: str) -> IdentityProvider | None:
    """The SAML provider of the current organization that calls itself so and may sign people in; whoever asks."""
    called = IdentityProvider.objects.filter(kind=IdentityProvider.Kind.SAML, settings__entity_id=entity_id)
    return called.filter(disabled_at=None).first()


def users(actor: Actor) -> QuerySet[Person]:
    """The visible people who can sign in, as a directory sees them; `user_name` is annotated in lower case."""
    people = visible_people(actor).filter(_HERE, account__isnull=False)
    named = Coalesce(F("provisioned__user_name_key"), Lower("account__email"), output_field=TextField())
    return people.select_related("provisioned", "account").annotate(user_name=named)


def groups(actor: Actor) -> QuerySet[DirectoryGroup]:
    """The groups of directories, for staff who may read, by name."""
    found = DirectoryGroup.objects.select_related("provider").order_by("name_key", "id")
    return found if not actor.is_outsider and actor.may("organization.read") else found.none()


def scim_groups(actor: Actor) -> QuerySet[DirectoryGroup]:
    """The groups that were sent by SCIM."""
    return groups(actor).filter(provider__isnull=True)


def mappings(actor: Actor) -> QuerySet[GroupMapping]:
    """Which groups give which roles, for staff who may read, by the group's name."""
    found = GroupMapping.objects.select_related("provider", "role").order_by("group_key", "id")
    return found if not actor.is_outsider and actor.may("organization.read") else found.none()


def reason_of(assignment: RoleAssignment) -> str:
    """Why somebody holds a role, when a group gave it; otherwise empty."""
    given = MappedRole.objects.select_related("mapping__provider").filter(assignment=assignment).first()
    return f"Member of the group “{given.mapping.group}” of {given.mapping.source}" if given else ""
