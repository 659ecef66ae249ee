"""Who hears of what happens to work items of any kind."""

from bailiwick.kernel.identity.models import TeamMembership
from bailiwick.kernel.ledger.events import Delivery, subscribe
from bailiwick.kernel.notifications import kinds as news
from bailiwick.kernel.notifications.operations.telling import notify
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.events import ItemMerged, TaskGiven
from bailiwick.kernel.work.models import Task, Watcher, WorkItem

news.declare(ItemMerged, "What you reported or watch goes on in another", is_for_outsiders=True)
news.declare(TaskGiven, "A task was given to you or your team")


@subscribe(ItemMerged)
def tell_of_merge(delivery: Delivery) -> None:
    """Whoever reported or watched what was merged: it goes on elsewhere."""
    item, into = (WorkItem.objects.get(pk=pk) for pk in (delivery.event.item_id, delivery.event.into_id))
    watching = Watcher.objects.filter(item=item).values_list("person_id", flat=True)
    text = f"{item.reference} goes on in {into.reference}: {into.title}"
    _tell([item.reporter_id, item.assignee_id, *watching], delivery, into, text)


@subscribe(TaskGiven)
def tell_of_task(delivery: Delivery) -> None:
    """The owner of a task, or the team that is to do it."""
    task = Task.objects.select_related("item").get(pk=delivery.event.task_id)
    members = TeamMembership.objects.filter(team_id=task.team_id or 0).values_list("person_id", flat=True)
    receivers: list[int | None] = [task.owner_id] if task.owner_id else list(members)
    _tell(receivers, delivery, task.item, f"Yours to do for {task.item.reference}: {task.title}")


def _tell(people: list[int | None], delivery: Delivery, item: WorkItem, text: str) -> None:
    notify(people, delivery, text=text, path=f"/{kinds.of(item).path}/{item.reference}/")
