"""Work items: what every process's piece of work has in common, with its history, clocks and conversation."""

from typing import ClassVar, Self, TypeVar

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.calendar.models import CalendarVersion
from bailiwick.kernel.identity.models import Party, Person, Team
from bailiwick.kernel.ledger.records import Record, RecordManager, RecordQuerySet
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.work.effort.models import TimeEntry
from bailiwick.kernel.work.links import UPWARD
from bailiwick.kernel.work.relations.models import Escalation, Merge
from bailiwick.kernel.work.tasks.models import Task, TaskList

# The rooms below keep their models; Django and everybody else find them here too.
__all__ = [
    "Attachment", "Clock", "Comment", "Escalation", "Link", "Merge", "SavedView", "Task", "TaskList", "TimeEntry",
    "Transition", "ViewPlace", "ViewTeam", "Watcher", "WorkItem", "WorkItemQuerySet",
]  # fmt: skip

W = TypeVar("W", bound="WorkItem")
LIVE = ("open", "paused")
LIVE_Q = models.Q(is_live=True)


class WorkItemQuerySet(RecordQuerySet[W]):
    """Words for piles of work."""

    def live(self) -> Self:
        """Neither resolved nor closed."""
        return self.filter(is_live=True)


class WorkItem(Record):
    """A piece of work with a reference, a state and a clock; each kind adds a table of its own.

    `category` is the state's category (open, paused, resolved, closed) and all that clocks look at. `due_at` caches
    the nearest due instant of its clocks, for lists.
    """

    class Category(models.TextChoices):
        OPEN = "open", "Open"
        PAUSED = "paused", "Paused"
        RESOLVED = "resolved", "Resolved"
        CLOSED = "closed", "Closed"

    kind = models.SlugField(editable=False)
    number = models.BigIntegerField(editable=False)
    reference = models.TextField(editable=False)
    title = models.TextField()
    description = models.TextField(blank=True)
    state = models.TextField()
    category = models.TextField(choices=Category.choices)
    priority = models.PositiveSmallIntegerField(null=True)
    process = models.ForeignKey(
        ProcessVersion, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    service_id = models.BigIntegerField(null=True)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    reporter = models.ForeignKey(
        Person, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    assignee = models.ForeignKey(
        Person, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    opened_at = models.DateTimeField(default=clock.now)
    responded_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True)
    is_breached = models.BooleanField(default=False)
    # A column of its own, so that lists of live work name a partial index without a parameter in it.
    is_live = models.GeneratedField(
        expression=models.Q(category__in=LIVE),  # type: ignore[arg-type]  # a condition is an expression
        output_field=models.BooleanField(),
        db_persist=True,
    )
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[RecordManager[Self]] = RecordManager.from_queryset(WorkItemQuerySet)()

    class Meta:
        db_table = "work_item"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "kind", "number"], name="work_item_number"),
            models.CheckConstraint(
                condition=models.Q(category__in=["open", "paused", "resolved", "closed"]),
                name="work_item_category",
            ),
            models.CheckConstraint(
                condition=models.Q(priority__isnull=True) | models.Q(priority__range=(1, 5)),
                name="work_item_priority",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "kind", "updated_at", "id"], name="work_item_updated"),
            models.Index(
                fields=["organization_id", "kind", "due_at", "id"],
                name="work_item_live_due",
                condition=LIVE_Q,
            ),
            models.Index(
                fields=["organization_id", "kind", "priority", "id"],
                name="work_item_live_priority",
                condition=LIVE_Q,
            ),
            models.Index(
                fields=["organization_id", "assignee", "due_at", "id"],
                name="work_item_live_mine",
                condition=LIVE_Q,
            ),
            models.Index(
                fields=["organization_id", "team", "id"], name="work_item_live_team", condition=LIVE_Q
            ),
            models.Index(fields=["organization_id", "kind", "opened_at"], name="work_item_opened"),
            models.Index(
                fields=["organization_id", "kind", "resolved_at"],
                name="work_item_resolved",
                condition=models.Q(resolved_at__isnull=False),
            ),
            models.Index(fields=["organization_id", "party", "id"], name="work_item_party"),
            models.Index(fields=["organization_id", "reporter", "id"], name="work_item_reporter"),
            models.Index(fields=["organization_id", "service_id", "id"], name="work_item_service"),
        ]

    def __str__(self) -> str:
        return self.reference

    def subject_name(self) -> str:
        return self.reference

    def scopes(self) -> frozenset[tuple[str, int]]:
        belongs = (("team", self.team_id), ("party", self.party_id), ("service", self.service_id))
        return frozenset((kind, of) for kind, of in belongs if of is not None)


class Transition(Record):
    """One move of a work item from a state to a state, when it happened: what clocks are computed from."""

    item = models.ForeignKey(
        WorkItem, models.PROTECT, related_name="transitions", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    verb = models.TextField()
    from_state = models.TextField(blank=True)
    to_state = models.TextField()
    to_category = models.TextField()
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization_id", "item", "at", "id"], name="work_transition_item")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Comment(Record):
    """Something said about a work item: to everybody who sees it, or among the staff only."""

    item = models.ForeignKey(
        WorkItem, models.PROTECT, related_name="comments", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    text = models.TextField()
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "item", "at", "id"], name="work_comment_item"),
            models.Index(fields=["organization_id", "author"], name="work_comment_author"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Watcher(Record):
    """Somebody who wants to hear of a work item."""

    deletable = True

    item = models.ForeignKey(
        WorkItem, models.PROTECT, related_name="watchers", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "item", "person"], name="work_watcher_once")
        ]
        indexes = [models.Index(fields=["organization_id", "person", "item"], name="work_watcher_person")]

    def __str__(self) -> str:
        return f"{self.person} watches {self.item}"


class Clock(Record):
    """The cached reading of one target's clock on one work item; always computable again from the history."""

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        PAUSED = "paused", "Paused"
        MET = "met", "Met"
        MISSED = "missed", "Missed"
        ENDED = "ended", "Ended"

    item = models.ForeignKey(
        WorkItem, models.PROTECT, related_name="clocks", db_constraint=False, db_index=False
    )
    metric = models.TextField()
    agreement_id = models.BigIntegerField()
    agreement_version = models.PositiveIntegerField()
    calendar = models.ForeignKey(
        CalendarVersion, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    target_minutes = models.PositiveIntegerField()
    warn_percent = models.PositiveSmallIntegerField()
    state = models.TextField(choices=State.choices)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    elapsed_seconds = models.BigIntegerField(default=0)
    warned_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "item", "metric"], name="work_clock_once")
        ]
        indexes = [
            models.Index(
                fields=["warn_at"],
                name="work_clock_to_warn",
                condition=models.Q(state="running", warned_at__isnull=True),
            ),
            models.Index(
                fields=["due_at"],
                name="work_clock_to_breach",
                condition=models.Q(state="running", breached_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} of {self.item_id}"


class Attachment(Record):
    """A file that belongs to a work item; its bytes lie in the store under their hash."""

    item = models.ForeignKey(
        WorkItem, models.PROTECT, related_name="attachments", db_constraint=False, db_index=False
    )
    comment = models.ForeignKey(
        Comment, models.PROTECT, null=True, related_name="attachments", db_constraint=False, db_index=False
    )
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.TextField()
    is_public = models.BooleanField(default=True)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "item", "id"], name="work_attachment_item"),
            models.Index(fields=["organization_id", "by"], name="work_attachment_by"),
        ]

    def __str__(self) -> str:
        return self.name


class Link(Record):
    """A relation between two records of any kind: relates to, duplicates, caused by, evidences."""

    from_type = models.TextField()
    from_id = models.BigIntegerField()
    relation = models.TextField()
    to_type = models.TextField()
    to_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "from_type", "from_id", "relation", "to_type", "to_id"],
                name="work_link_once",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "from_type", "from_id", "relation"],
                condition=models.Q(relation__in=UPWARD, ended_at__isnull=True),
                name="work_link_one_above",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "to_type", "to_id"], name="work_link_back")]

    def __str__(self) -> str:
        return f"{self.from_type} {self.from_id} {self.relation} {self.to_type} {self.to_id}"


class SavedView(Record):
    """A named arrangement of a list: its filters, order, columns and groups.

    It is somebody's own; `is_shared` shows it to all of the staff, rows of ViewTeam to teams.
    """

    deletable = True

    page = models.SlugField()
    name = models.TextField()
    query = models.TextField(blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    is_shared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "page", "person", "name"],
                name="work_view_name",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.name


class ViewTeam(Record):
    """A team that a saved view is shared with."""

    deletable = True

    view = models.ForeignKey(
        SavedView, models.CASCADE, related_name="teams", db_constraint=False, db_index=False
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "view", "team"], name="work_view_team_once")
        ]

    def __str__(self) -> str:
        return f"{self.view_id} for {self.team_id}"


class ViewPlace(Record):
    """Where somebody keeps a view among theirs, and whether the list opens with it for them."""

    deletable = True

    view = models.ForeignKey(
        SavedView, models.CASCADE, related_name="places", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    position = models.PositiveIntegerField(default=0)
    is_usual = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "person", "view"], name="work_view_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.view_id} at {self.position}"
