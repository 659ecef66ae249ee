"""What an actor may see of sessions and of the sign-in log: of the people of the organization, or their own."""

from django.db.models import Q, QuerySet

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.entrances.models import Session, SignIn
from bailiwick.kernel.identity.entrances.signins import Happening
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger import policies

MOST_SESSIONS = 50


def visible_sign_ins(actor: Actor) -> QuerySet[SignIn]:
    """The log of everybody here for those who may read it, of oneself for everybody; the latest first."""
    people = Person.objects.filter(account__isnull=False)
    here = Q(at_organization=actor.organization_id)
    if actor.is_outsider or not actor.may("signin.read"):
        people, here = people.filter(pk=actor.person_id or 0), Q()
    known = Q(account__in=people.values("account_id"))
    return SignIn.objects.select_related("account").filter(known | here).order_by("-id")


def sign_ins_about(words: str) -> Q:
    """Entries that match every word: part of an e-mail address or of what happened, a network address, a way."""
    found = Q()
    for word in words.split()[:6]:
        kinds = [what.value for what in Happening if word.lower() in what.label.lower()]
        found &= (
            Q(account__email__icontains=word)
            | Q(what__in=kinds)
            | Q(address__startswith=word)
            | Q(method__icontains=word)
        )
    return found


def sessions_of(actor: Actor, person: Person) -> list[Session]:
    """Where somebody is signed in, for those who may sign them out."""
    if person.account_id is None or not policies.allows(actor, "person.sign_out", person):
        return []
    found = Session.objects.filter(account_id=person.account_id, expire_date__gt=clock.now())
    return list(found.order_by("-seen_at")[:MOST_SESSIONS])
