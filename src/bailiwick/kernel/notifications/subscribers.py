"""What is told of work items of any kind."""

from typing import Any

from bailiwick.kernel.identity.queries import members_of
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications.declaring import declare
from bailiwick.kernel.notifications.items import ITEM, may
from bailiwick.kernel.notifications.news import News, Placeholder, Relation
from bailiwick.kernel.notifications.types import Rule
from bailiwick.kernel.work.events import ItemMerged, TaskGiven
from bailiwick.kernel.work.models import WorkItem
from bailiwick.kernel.work.tasks.models import Task


def _into(_item: Any, delivery: Delivery) -> WorkItem:
    return WorkItem.objects.get(pk=delivery.event.into_id)


def _task(event: Any) -> Task | None:
    return Task.objects.filter(pk=event.task_id).first()


def _owners(_item: Any, event: Any) -> tuple[int | None, ...]:
    task = _task(event)
    if task is None or task.owner_id:
        return (task.owner_id,) if task else ()
    return members_of(task.team_id or 0)


def _tasks(item: WorkItem) -> dict[str, TaskGiven]:
    latest = Task.objects.filter(item_id=item.pk).order_by("-id")[:5]
    return {one.title: TaskGiven(item.kind, item.pk, one.pk) for one in latest}


declare(
    News(
        ItemMerged,
        "What you reported or watch goes on in another",
        ITEM,
        "{{ reference }} goes on in {{ into }}: {{ into_title }}",
        (Rule("concerned", to=("reporter", "assignee", "watchers")),),
        is_for_outsiders=True,
        placeholders=(
            Placeholder(
                "into", "the reference of where it goes on", lambda item, news: _into(item, news).reference
            ),
            Placeholder("into_title", "the title of that", lambda item, news: _into(item, news).title),
        ),
        examples=lambda item: {"": ItemMerged(item.kind, item.pk, item.pk)},
    ),
    News(
        TaskGiven,
        "A task was given to you or your team",
        ITEM,
        "Yours to do for {{ reference }}: {{ task }}",
        (Rule("owner", to=("owner",)),),
        relations=(
            Relation(
                "owner",
                "Whoever is to do the task, or the team while nobody is named",
                _owners,
                lambda actor: may("incident.start")(actor) or bool(actor.team_ids),
            ),
        ),
        placeholders=(
            Placeholder(
                "task", "what is to be done", lambda _, news: getattr(_task(news.event), "title", "")
            ),
        ),
        examples=_tasks,
    ),
)
