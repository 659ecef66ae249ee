"""People and groups as directories see them, and what groups give."""

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Coalesce, Lower

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.federation.models import DirectoryGroup, GroupMapping, MappedRole
from bailiwick.kernel.identity.models import Person, RoleAssignment
from bailiwick.kernel.identity.queries import visible_people

_HERE = Q(provisioned__isnull=True) | Q(provisioned__gone_at__isnull=True)


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
