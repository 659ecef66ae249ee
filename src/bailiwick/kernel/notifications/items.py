"""What rules of telling can say of any work item: whom it concerns, what it depends on, what words name."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from bailiwick.kernel.base.actor import Actor, ActorKind
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.kept import Given, KeptQuery, by_key
from bailiwick.kernel.identity.models import Party
from bailiwick.kernel.identity.queries import granted_within, members_of, teams_in_use
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications.news import Condition, Placeholder, Relation, Subject
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.models import Comment, Watcher, WorkItem

PRIORITIES = tuple((str(level), f"Priority {level}") for level in range(1, 6))
MOST_CHOICES = 500


def team_of(item: WorkItem) -> tuple[int, ...]:
    """The people of its team."""
    return () if item.team_id is None else members_of(item.team_id)


def team_lead(item: WorkItem, verb: str) -> list[int | None]:
    """Who holds a role for this very team that gives its work to people."""
    if item.team_id is None:
        return []
    return list(granted_within(verb, "team", item.team_id).values_list("pk", flat=True))


def customer(item: WorkItem, verb: str) -> list[int | None]:
    """The people of its customer who see all that the customer has."""
    if item.party_id is None:
        return []
    held = granted_within(verb, "party", item.party_id).filter(party_id=item.party_id)
    return list(held.values_list("pk", flat=True))


def watchers(item: WorkItem, *, of_staff: bool = False) -> list[int | None]:
    """Who watches it."""
    asked = KeptQuery(Watcher, ("of", of_staff), lambda: _watching(of_staff=of_staff))
    return [person for (person,) in asked.rows(item=item.pk)]


def _watching(*, of_staff: bool) -> QuerySet[Watcher, Any]:
    found = Watcher.objects.filter(item_id=Given("item"))
    return (found.filter(person__party=None) if of_staff else found).values_list("person_id")


def may(verb: str) -> Callable[[Actor], bool]:
    """Whether staff may use a verb anywhere."""
    return lambda actor: not actor.is_outsider and (actor.may(verb) or bool(actor.scopes_for(verb)))


def anybody(actor: Actor) -> bool:
    """Every person."""
    return actor.kind is not ActorKind.SYSTEM


def relations(noun: str) -> tuple[Relation, ...]:
    """Those of any work item, whose verbs begin with the noun."""
    at_work, assigns, reads = may(f"{noun}.start"), f"{noun}.assign", f"{noun}.read"

    def sees_whole_party(actor: Actor) -> bool:
        return actor.is_outsider and actor.may(reads, frozenset({("party", actor.party_id or 0)}))

    return (
        Relation(
            "reporter", "Whoever reported it", lambda one, _: [one.reporter_id], anybody, is_outside=True
        ),
        Relation("assignee", "Whoever works on it", lambda one, _: [one.assignee_id], at_work),
        Relation(
            "worker",
            "Whoever works on it, or its team while nobody does",
            lambda one, _: [one.assignee_id] if one.assignee_id else team_of(one),
            lambda actor: at_work(actor) or bool(actor.team_ids),
        ),
        Relation("team", "Its team", lambda one, _: team_of(one), lambda actor: bool(actor.team_ids)),
        Relation("team_lead", "Its team's lead", lambda one, _: team_lead(one, assigns), may(assigns)),
        Relation(
            "staff_watchers",
            "The staff who watch it",
            lambda one, _: watchers(one, of_staff=True),
            may(reads),
        ),
        Relation("watchers", "Whoever watches it", lambda one, _: watchers(one), anybody, is_outside=True),
        Relation(
            "customer",
            "The customer's people who see all of theirs",
            lambda one, _: customer(one, reads),
            sees_whole_party,
            is_outside=True,
            is_staff=False,
        ),
    )


def choices_of(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Records as choices of a condition."""
    return [(str(one.pk), str(one)) for one in rows]


def _customers() -> list[tuple[str, str]]:
    found = Party.objects.filter(kind=Party.Kind.CUSTOMER, retired_at=None).order_by("name_key")
    return choices_of(found[:MOST_CHOICES])


CONDITIONS = (
    Condition("priority", "Priority", lambda one, _: one.priority, lambda: PRIORITIES),
    Condition("team", "Team", lambda one, _: one.team_id, lambda: choices_of(teams_in_use()[:MOST_CHOICES])),
    Condition("party", "Customer", lambda one, _: one.party_id, _customers),
)
PLACEHOLDERS = (
    Placeholder("reference", "its reference", lambda one, _: one.reference),
    Placeholder("title", "its title", lambda one, _: one.title),
    Placeholder("priority", "its priority, 1 to 5", lambda one, _: one.priority),
    Placeholder("reporter", "who reported it", lambda one, _: one.reporter and one.reporter.name),
    Placeholder("customer", "the customer it belongs to", lambda one, _: one.party and one.party.name),
    Placeholder(
        "assignee", "who works on it", lambda one, _: one.assignee and one.assignee.name, is_internal=True
    ),
    Placeholder("team", "the team that has it", lambda one, _: one.team and one.team.name, is_internal=True),
)


def _comment(_item: Any, delivery: Delivery) -> str:
    found = Comment.objects.filter(pk=delivery.event.comment_id).values_list("text", flat=True).first()
    return found or ""


# Of events that are about a comment, a wait, or a target.
ANSWER = "awaiting_user"
YES_NO = (("yes", "For everybody, the customer too"), ("no", "Among the staff"))
METRICS = (("response", "Response"), ("resolution", "Resolution"))
PUBLIC = Condition(
    "public", "What was written is", lambda _, event: "yes" if event.is_public else "no", lambda: YES_NO
)
COMMENT = Placeholder("comment", "what was written", _comment)
WAITS = Condition(
    "waits_for",
    "Waits for",
    lambda _, event: "answer" if event.state == ANSWER else "other",
    lambda: (("answer", "The reporter's answer"), ("other", "Something else")),
)
REASON = Placeholder("reason", "why", lambda _, delivery: delivery.event.reason)
METRIC = Condition("metric", "Target", lambda _, event: event.metric, lambda: METRICS)
OF_TARGET = Placeholder("target", "which target", lambda _, delivery: delivery.event.metric)


def of_each_target(cls: type[Any]) -> Callable[[Any], dict[str, Any]]:
    """Examples of an event of a target, one for each."""
    return lambda item: {title: cls(item.pk, name) for name, title in METRICS}


def _look_up(actor: Actor, reference: str) -> Any:
    for kind in kinds.all_kinds():
        try:
            return kind.find(actor, reference)
        except NotFound:
            continue
    raise NotFound("There is no such work item.")


def _sees(actor: Actor, key: int) -> bool:
    return any(kind.visible(actor).filter(pk=key).exists() for kind in kinds.all_kinds())


def _path(item: WorkItem, event: Any) -> str:
    """Where it lies, or where what it was merged into does."""
    at = WorkItem.objects.get(pk=event.into_id) if hasattr(event, "into_id") else item
    return f"/{kinds.of(at).path}/{at.reference}/"


ITEM = Subject(
    name="item",
    title="Work of any kind",
    key="item_id",
    find=by_key(WorkItem),
    look_up=_look_up,
    sees=_sees,
    path=_path,
    relations=relations("incident"),
    conditions=CONDITIONS,
    placeholders=PLACEHOLDERS,
    example="INC-42",
)
