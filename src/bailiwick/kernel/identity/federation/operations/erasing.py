"""What providers and directories said of a person goes with the person."""

from bailiwick.kernel.identity.federation.models import GroupMember, LinkedIdentity, ProvisionedPerson
from bailiwick.kernel.identity.models import Person


def forget_identities(person: Person) -> None:
    """Within an erasure: no provider means this person any more, and no directory keeps them."""
    for link in LinkedIdentity.objects.filter(person=person):
        link.subject = f"erased-{link.pk}"
        link.save(update_fields=["subject"])
    gone = f"erased-{person.pk}"
    ProvisionedPerson.objects.filter(person=person).update(user_name=gone, external_id="", said={})
    GroupMember.objects.filter(person=person).delete()


def identities(person: Person) -> int:
    """How many providers and directories know the person."""
    linked = LinkedIdentity.objects.filter(person=person).count()
    return linked + ProvisionedPerson.objects.filter(person=person).count()
