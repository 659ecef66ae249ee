"""Within an erasure: what was said of a person to other systems goes, sent or not, and who added a webhook."""

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.traces import naming
from bailiwick.kernel.webhooks.models import Webhook, WebhookDelivery


def forget_messages(person: Person) -> None:
    """What waits to be sent again is not sent any more."""
    _naming(person).delete()


def messages(person: Person) -> int:
    """How many messages of the log name the person, in what was sent or in what was answered."""
    return _naming(person).count()


def webhooks_of(person: Person) -> int:
    """How many webhooks the person added."""
    return Webhook.objects.filter(added_by=person).count()


def _naming(person: Person) -> QuerySet[WebhookDelivery]:
    texts = WebhookDelivery.objects.alias(answers=Cast("tries", TextField()))
    return texts.filter(naming(person, "body", "answers"))
