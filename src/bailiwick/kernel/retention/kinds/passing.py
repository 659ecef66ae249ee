"""What is kept for a while and is no record: notifications, messages to other systems, background jobs."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.traces import naming
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.retention.kinds import operations as taking
from bailiwick.kernel.retention.kinds.types import Kind
from bailiwick.kernel.webhooks.models import WebhookDelivery

OVER = (Run.State.DONE, Run.State.FAILED, Run.State.ABANDONED)


def _notifications() -> QuerySet[Notification]:
    return Notification.objects.all()


def _messages() -> QuerySet[WebhookDelivery]:
    return WebhookDelivery.objects.exclude(state=WebhookDelivery.State.WAITING)


def _runs() -> QuerySet[Run]:
    return Run.objects.filter(state__in=OVER)


def _naming_any(people: Sequence[Person], *columns: str) -> Q:
    found = Q(pk__in=[])
    for person in people:
        found |= naming(person, *columns)
    return found


PASSING = (
    Kind(
        name="notifications",
        counted_from="when somebody was told",
        counted="created_at",
        what="They are deleted, read or not.",
        rows=_notifications,
        held=lambda people: Q(person__in=people) | _naming_any(people, "text"),
        take=lambda keys: taking.take_rows(_notifications(), keys),
    ),
    Kind(
        name="webhook-messages",
        counted_from="when the message was made",
        counted="created_at",
        what="The messages and their attempts are deleted; those that wait to be sent stay.",
        rows=_messages,
        held=lambda people: _naming_any(people, "body"),
        take=lambda keys: taking.take_rows(_messages(), keys),
    ),
    Kind(
        name="jobs",
        counted_from="when the job ended",
        counted="finished_at",
        what="The jobs are deleted with what they worked on, their outcomes and files.",
        rows=_runs,
        held=lambda people: Q(started_by__in=people),
        take=taking.take_runs,
    ),
)
