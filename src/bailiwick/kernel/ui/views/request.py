"""The request as views know it."""

from django.http import HttpRequest

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.actors import Tenant


class BailiwickRequest(HttpRequest):
    """A request of somebody signed in: a type for views; the middleware sets these on Django's own request."""

    actor: Actor
    organization: Tenant
    htmx: bool
    number: str
