"""What stands beside an incident on its page: its service, who watches it, what it repeats, what reads alike."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from orjson import loads

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.work.effort.queries import words
from bailiwick.kernel.work.links import BY_HAND, LABELS
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident

ALIKE, MOST_LINKS, MOST_TASKS = 5, 20, 50
# What leads to no other incident.
APART = ("service", "watcher", "task", "escalation", "minutes", "major", "proposal")
# Everything in one round trip; which of the incidents are there for the actor is asked after it.
_BESIDE = """
select 'alike', item_id, '', likeness
    from search_similar(%(title)s::text, %(kind)s::text, %(party)s::bigint, %(incident)s::bigint, %(alike)s::integer)
union all (select 'to ' || relation, to_id, id::text, 0 from work_link
    where from_type = %(kind)s and from_id = %(incident)s and to_type = %(kind)s and ended_at is null
    order by id limit %(links)s)
union all (select 'from ' || relation, from_id, id::text, 0 from work_link
    where to_type = %(kind)s and to_id = %(incident)s and from_type = %(kind)s and ended_at is null
    order by id limit %(links)s)
union all (with recursive merged (id) as (
    select from_id from work_link where to_type = %(kind)s and to_id = %(incident)s and relation = 'merged_into'
        and from_type = %(kind)s and ended_at is null
    union select l.from_id from work_link l join merged m on l.to_id = m.id where l.to_type = %(kind)s
        and l.relation = 'merged_into' and l.from_type = %(kind)s and l.ended_at is null)
    select 'merged', id, '', 0 from merged)
union all (select 'task', t.id, json_build_object('title', t.title, 'owner', coalesce(o.name, m.name), 'due', t.due_at,
        'done', t.done_at is not null, 'waits', t.after_previous, 'place', t.position)::text, 0
    from work_task t left join identity_person o on o.id = t.owner_id left join identity_team m on m.id = t.team_id
    where t.item_id = %(incident)s and t.dropped_at is null and %(staff)s order by t.position, t.id limit %(tasks)s)
union all (select 'escalation', e.id, json_build_object('kind', e.kind, 'to', coalesce(p.name, m.name), 'at', e.at,
        'reason', e.reason, 'told', e.told, 'by', a.name, 'taken', e.acknowledged_at, 'answer', e.answer)::text, 0
    from work_escalation e left join identity_person p on p.id = e.person_id
        left join identity_team m on m.id = e.team_id left join identity_person a on a.id = e.acknowledged_by_id
    where e.item_id = %(incident)s and %(staff)s order by e.id desc limit %(links)s)
union all select 'minutes', sum(minutes), '', 0 from work_timeentry
    where item_id = %(incident)s and voided_at is null and %(staff)s having sum(minutes) > 0
union all select 'service', id, name, 0 from portfolio_service where id = %(service)s::bigint
union all select 'watcher', w.person_id, p.name, 0 from work_watcher w join identity_person p on p.id = w.person_id
    where w.item_id = %(incident)s
union all select 'major', m.id, m.reference, 0 from resolution_majorincident m
    where m.incident_id = %(incident)s and m.state <> 'withdrawn' and %(party)s::bigint is null
union all select 'proposal', p.id, c.name, 0 from resolution_majorproposal p
    join resolution_majorcriterionversion v on v.id = p.criterion_id
    join resolution_majorcriterion c on c.id = v.criterion_id
    where p.incident_id = %(incident)s and p.state = 'open' and %(party)s::bigint is null
order by 4 desc, 3, 2
"""


@dataclass(frozen=True, slots=True)
class Work:
    """The staff's: tasks in order, escalations newest first, minutes spent."""

    tasks: list[dict[str, Any]]
    escalations: list[dict[str, Any]]
    minutes: int

    @property
    def spent(self) -> str:
        """The minutes in words."""
        return words(self.minutes)


@dataclass(frozen=True, slots=True)
class Beside:
    """`watchers` are keys and names of people; `major` is the major incident that it is or was, `proposed` the
    criterion that it reaches while nobody decided, both only for the staff.

    `links` are what a relation is called, and (incident, key of the link that may be taken back or none) it leads to.
    """

    service: str
    watchers: list[tuple[int, str]]
    links: list[tuple[str, list[tuple[Incident, str]]]]
    alike: list[Incident]
    major: str
    proposed: str
    merged: list[int]
    work: Work


def beside(actor: Actor, incident: Incident) -> Beside:
    """What the actor may see beside the incident (2 queries, one where no other incident is near)."""
    found = _found(actor, incident)
    others = [key for part in found if part not in APART for key, _ in found[part]]
    seen = queries.visible(actor).in_bulk(others)
    links: dict[str, list[tuple[Incident, str]]] = {}
    for relation, (outgoing, incoming) in LABELS.items():
        for part, label in ((f"to {relation}", outgoing), (f"from {relation}", incoming)):
            links.setdefault(label, []).extend(
                (seen[key], link if relation in BY_HAND else "") for key, link in found[part] if key in seen
            )
    return Beside(
        service=found["service"][0][1] if found["service"] else "",
        watchers=found["watcher"],
        links=[(label, there) for label, there in links.items() if there],
        merged=[key for key, _ in found["merged"] if key in seen],
        work=_work(found),
        alike=[seen[key] for key, _ in found["alike"] if key in seen],
        major=found["major"][-1][1] if found["major"] else "",
        proposed=found["proposal"][0][1] if found["proposal"] else "",
    )


def _work(found: dict[str, list[tuple[int, str]]]) -> Work:
    tasks = [{**loads(text), "pk": key} for key, text in found["task"]]
    escalations = [{**loads(text), "pk": key} for key, text in found["escalation"]]
    for row, name in [
        *((row, "due") for row in tasks),
        *((row, at) for row in escalations for at in ("at", "taken")),
    ]:
        row[name] = datetime.fromisoformat(row[name]) if row[name] else None
    return Work(
        tasks=sorted(tasks, key=lambda row: (row["place"], row["pk"])),
        escalations=sorted(escalations, key=lambda row: -row["pk"]),
        minutes=found["minutes"][0][0] if found["minutes"] else 0,
    )


def _found(actor: Actor, incident: Incident) -> dict[str, list[tuple[int, str]]]:
    parameters = {
        "title": incident.title[:300], "kind": queries.KIND, "party": actor.party_id, "incident": incident.pk,
        "alike": ALIKE, "links": MOST_LINKS, "service": incident.service_id, "tasks": MOST_TASKS,
        "staff": not actor.is_outsider,
    }  # fmt: skip
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, parameters)
        for part, key, name, _ in cursor.fetchall():
            found[part].append((key, name))
    return found
