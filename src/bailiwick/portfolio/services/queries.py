"""The services somebody may see: one predicate for lists, pages, pickers and exports."""

from django.db.models import QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import found
from bailiwick.portfolio.services.models import Service


def visible_services(actor: Actor) -> QuerySet[Service]:
    """Everybody sees the services in use; staff who may read the organization see retired ones too.

    Ordered by (name_key, id).
    """
    services = Service.objects.order_by("name_key", "id")
    if not actor.is_outsider and actor.may("organization.read"):
        return services
    return services.filter(retired_at=None)


def service(actor: Actor, pk: int) -> Service:
    """One service; raises NotFound when there is none for the actor."""
    return found(visible_services(actor), pk)


def services_in_use(actor: Actor) -> QuerySet[Service]:
    """The visible services that new work may be about."""
    return visible_services(actor).filter(retired_at=None)


def service_numbered(pk: int) -> Service:
    """One service, whoever asks; raises Service.DoesNotExist."""
    return Service.objects.get(pk=pk)
