"""What stands beside an incident on its page: its service, who watches it, what it repeats, what reads alike."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.work.links import DUPLICATES
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident

ALIKE, MOST_REPEATS = 5, 20
# Everything in one round trip; which of the incidents are there for the actor is asked after it.
_BESIDE = """
select 'alike', item_id, '', likeness
    from search_similar(%(title)s::text, %(kind)s::text, %(party)s::bigint, %(incident)s::bigint, %(alike)s::integer)
union all select 'repeats', to_id, '', 0 from work_link
    where from_type = %(kind)s and from_id = %(incident)s and relation = %(relation)s and to_type = %(kind)s
union all (select 'repeated by', from_id, '', 0 from work_link
    where to_type = %(kind)s and to_id = %(incident)s and relation = %(relation)s and from_type = %(kind)s
    order by id limit %(repeats)s)
union all select 'service', id, name, 0 from portfolio_service where id = %(service)s::bigint
union all select 'watcher', w.person_id, p.name, 0 from work_watcher w join identity_person p on p.id = w.person_id
    where w.item_id = %(incident)s
order by 4 desc, 3, 2
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """`watchers` are keys and names of people; `links` are what a relation is called and the incidents it leads to."""

    service: str
    watchers: list[tuple[int, str]]
    links: list[tuple[str, list[Incident]]]
    alike: list[Incident]


def beside(actor: Actor, incident: Incident) -> Beside:
    """What the actor may see beside the incident (2 queries, one where no other incident is near)."""
    found = _found(actor, incident)
    others = [key for part in ("alike", "repeats", "repeated by") for key, _ in found[part]]
    seen = queries.visible(actor).in_bulk(others)

    def there(part: str) -> list[Incident]:
        return [seen[key] for key, _ in found[part] if key in seen]

    links = [("Repeats", there("repeats")), ("Repeated by", there("repeated by"))]
    return Beside(
        service=found["service"][0][1] if found["service"] else "",
        watchers=found["watcher"],
        links=[link for link in links if link[1]],
        alike=there("alike"),
    )


def _found(actor: Actor, incident: Incident) -> dict[str, list[tuple[int, str]]]:
    parameters = {
        "title": incident.title[:300], "kind": queries.KIND, "party": actor.party_id, "incident": incident.pk,
        "alike": ALIKE, "relation": DUPLICATES, "repeats": MOST_REPEATS, "service": incident.service_id,
    }  # fmt: skip
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, parameters)
        for part, key, name, _ in cursor.fetchall():
            found[part].append((key, name))
    return found
