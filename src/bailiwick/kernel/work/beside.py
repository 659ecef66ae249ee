"""What stands beside a work item on its page: rooms say in SQL what they keep, and all is read in one round trip."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from orjson import loads

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.kept import KeptQuery, given_keys
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.effort.queries import words
from bailiwick.kernel.work.links import BY_HAND, LABELS
from bailiwick.kernel.work.models import WorkItem

MOST_LINKS, MOST_TASKS = 200, 200
# Links, what was merged (whatever was merged into that too), watchers; for the staff tasks, escalations and minutes.
_KEPT = """
(select 'to ' || relation as part, to_id as key, id::text as said, 0::real as likeness from work_link
    where from_type = %(kind)s and from_id = %(item)s and to_type = %(kind)s and ended_at is null
    order by id limit %(links)s)
union all (select 'from ' || relation, from_id, id::text, 0 from work_link
    where to_type = %(kind)s and to_id = %(item)s and from_type = %(kind)s and ended_at is null
    order by id limit %(links)s)
union all (with recursive merged (id) as (
    select from_id from work_link where to_type = %(kind)s and to_id = %(item)s and relation = 'merged_into'
        and from_type = %(kind)s and ended_at is null
    union select l.from_id from work_link l join merged m on l.to_id = m.id where l.to_type = %(kind)s
        and l.relation = 'merged_into' and l.from_type = %(kind)s and l.ended_at is null)
    select 'merged', id, '', 0 from merged)
union all select 'watcher', w.person_id, p.name, 0 from work_watcher w join identity_person p on p.id = w.person_id
    where w.item_id = %(item)s
union all (select 'task', t.id, json_build_object('title', t.title, 'owner', coalesce(o.name, m.name), 'due', t.due_at,
        'done', t.done_at is not null, 'waits', t.after_previous, 'place', t.position)::text, 0
    from work_task t left join identity_person o on o.id = t.owner_id left join identity_team m on m.id = t.team_id
    where t.item_id = %(item)s and t.dropped_at is null and %(staff)s order by t.position, t.id limit %(tasks)s)
union all (select 'escalation', e.id, json_build_object('kind', e.kind, 'to', coalesce(p.name, m.name), 'at', e.at,
        'reason', e.reason, 'told', e.told, 'by', a.name, 'taken', e.acknowledged_at, 'answer', e.answer)::text, 0
    from work_escalation e left join identity_person p on p.id = e.person_id
        left join identity_team m on m.id = e.team_id left join identity_person a on a.id = e.acknowledged_by_id
    where e.item_id = %(item)s and %(staff)s order by e.id desc limit %(links)s)
union all select 'minutes', sum(minutes), '', 0 from work_timeentry
    where item_id = %(item)s and voided_at is null and %(staff)s having sum(minutes) > 0
"""
_LAST = "\norder by 4 desc, 3, 2"
_added: defaultdict[str, list[str]] = defaultdict(list)


def add(kind: str, *parts: str) -> None:
    """Read this too beside items of a kind: each part selects its name, a key, a text and a likeness.

    It may name %(kind)s, %(item)s, %(party)s (a customer's, or null), %(staff)s (whether the reader is of the staff)
    and what the kind's page gives.
    """
    _added[kind] += parts


@dataclass(frozen=True, slots=True)
class Work:
    """The staff's: tasks in order (`waits`: for one before it), escalations newest first, minutes spent."""

    tasks: list[dict[str, Any]]
    escalations: list[dict[str, Any]]
    minutes: int

    @property
    def spent(self) -> str:
        """The minutes in words."""
        return words(self.minutes)


@dataclass(frozen=True, slots=True)
class Beside:
    """`watchers` are keys and names of people, `merged` keys of what goes on in the item.

    `links` are what a relation is called, and (item, key of the link that may be taken back or none) it leads to.
    `others` are items by the part that named them, `said` the (key, text) of every part that names none.
    """

    watchers: list[tuple[int, str]]
    links: list[tuple[str, list[tuple[Any, str]]]]
    merged: list[int]
    work: Work
    others: Mapping[str, list[Any]]
    said: Mapping[str, list[tuple[int, str]]]


def beside(actor: Actor, item: WorkItem, *, others: Sequence[str] = (), **given: Any) -> Beside:
    """What the actor may see beside the item (2 queries, one where no other item is near).

    `others` are the added parts whose keys are items of the same kind (those that are linked anyway are left out);
    `given` is what added parts name.
    """
    found = _found(actor, item, given)
    leading = [
        part for part in found if part in others or part == "merged" or part.startswith(("to ", "from "))
    ]
    seen = _seen(actor, item, [key for part in leading for key, _ in found[part]])
    links: dict[str, list[tuple[Any, str]]] = {}
    for relation, (outgoing, incoming) in LABELS.items():
        for part, label in ((f"to {relation}", outgoing), (f"from {relation}", incoming)):
            links.setdefault(label, []).extend(
                (seen[key], link if relation in BY_HAND else "") for key, link in found[part] if key in seen
            )
    near = {key for part in leading if part not in others for key, _ in found[part]}
    return Beside(
        watchers=found["watcher"],
        links=[(label, there) for label, there in links.items() if there],
        merged=[key for key, _ in found["merged"] if key in seen],
        work=_work(found),
        others={part: [seen[key] for key, _ in found[part] if key in seen.keys() - near] for part in others},
        said=found,
    )


def _seen(actor: Actor, item: WorkItem, keys: list[int]) -> dict[int, Any]:
    """Those of the items of the same kind that are there for the actor, by key."""
    visible = kinds.of(item).visible
    asked = KeptQuery.by(
        actor,
        type(item),
        ("seen", item.kind),
        lambda anybody: visible(anybody).filter(pk__in=given_keys("keys")),
    )
    return {one.pk: one for one in asked.rows(keys=keys)} if keys else {}


def _work(found: Mapping[str, list[tuple[int, str]]]) -> Work:
    tasks = [{**loads(text), "pk": key} for key, text in found["task"]]
    escalations = [{**loads(text), "pk": key} for key, text in found["escalation"]]
    for row, name in [
        *((row, "due") for row in tasks),
        *((row, at) for row in escalations for at in ("at", "taken")),
    ]:
        row[name] = datetime.fromisoformat(row[name]) if row[name] else None
    tasks.sort(key=lambda row: (row["place"], row["pk"]))
    still = next((row["pk"] for row in tasks if not row["done"]), None)
    for row in tasks:
        row["waits"] = row["waits"] and row["pk"] != still
    return Work(
        tasks=tasks,
        escalations=sorted(escalations, key=lambda row: -row["pk"]),
        minutes=found["minutes"][0][0] if found["minutes"] else 0,
    )


def _found(actor: Actor, item: WorkItem, given: Mapping[str, Any]) -> dict[str, list[tuple[int, str]]]:
    parameters = {
        "kind": item.kind, "item": item.pk, "party": actor.party_id, "staff": not actor.is_outsider,
        "links": MOST_LINKS, "tasks": MOST_TASKS, **given,
    }  # fmt: skip
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("\nunion all ".join([_KEPT, *_added[item.kind]]) + _LAST, parameters)
        for part, key, text, _ in cursor.fetchall():
            found[part].append((key, text))
    return found
