"""Who somebody is whom a provider signed in; people of its domains may be made known by that."""

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.identity.federation.domains import domain_of
from bailiwick.kernel.identity.federation.models import (
    DirectoryGroup,
    GroupMapping,
    GroupMember,
    IdentityProvider,
    LinkedIdentity,
)
from bailiwick.kernel.identity.federation.operations.roles import settle_roles
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.operations import account_for, add_person, admit_person
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.protocols.types import Claims

UNKNOWN = "Nobody is known here by what the provider says of you. Ask your administrator."


def recognize_person(provider: IdentityProvider, claims: Claims) -> Person:
    """The person meant by a provider's answer, with the roles their groups give now; raises Refused for nobody.

    A subject that was seen before is the same person for ever. Another is found by an address of the provider's own
    domains, never of another, and made known only if the provider may do that.
    """
    link = LinkedIdentity.objects.filter(provider=provider, subject=claims.subject).first()
    person = link.person if link is not None else _introduced(provider, claims)
    if person.is_disabled or person.account is None or not person.account.is_active:
        raise Refused("Your access was ended. Ask your administrator.")
    _seat(provider, person, claims.groups)
    return person


def _introduced(provider: IdentityProvider, claims: Claims) -> Person:
    """Whom a subject means that was not seen before."""
    email = claims.email.strip().lower()
    if not email or domain_of(email) not in provider.domains:
        raise Refused(UNKNOWN)
    by = system_actor(tenant.current(), provider.name)
    with operation("person.recognize", by=by) as op:
        people = Person.objects.select_related("account")
        person = people.filter(account__email=email).first() or people.filter(email_key=email).first()
        if person is None:
            if not provider.makes_people:
                raise Refused(UNKNOWN)
            person = add_person(claims.name or email, by=by, email=email, account=account_for(email))
        elif person.account is None and not person.is_disabled:
            person = admit_person(person, by=by)
        op.about(person)
        op.facts |= {"provider": provider.name, "subject": claims.subject}
        LinkedIdentity.objects.create(provider=provider, subject=claims.subject, person=person)
    return person


def _seat(provider: IdentityProvider, person: Person, groups: frozenset[str]) -> None:
    """Note which of the groups that mean something here the person is in; the others are nobody's business."""
    mapped = GroupMapping.objects.filter(provider=provider, retired_at=None)
    meant = set(mapped.values_list("group_key", flat=True))
    wanted = {name.lower(): name for name in groups if name.lower() in meant}
    held = GroupMember.objects.filter(person=person, group__provider=provider)
    now = set(held.values_list("group__name_key", flat=True))
    if wanted.keys() == now:
        return
    by = system_actor(tenant.current(), provider.name)
    try:
        with operation("person.recognize", by=by, subject=person) as op:
            op.facts |= {"provider": provider.name, "groups": sorted(wanted.values())}
            held.exclude(group__name_key__in=wanted).delete()
            for key in sorted(wanted.keys() - now):
                group = DirectoryGroup.objects.filter(provider=provider, name_key=key).first()
                group = group or DirectoryGroup.objects.create(provider=provider, name=wanted[key])
                GroupMember.objects.create(group=group, person=person)
            settle_roles([person])
    except Invalid:
        # The last administrator keeps the role, or nobody could mend the mapping: the groups stay as they were.
        return
