"""What the ledger remembers of a person: entries about them, of what they did or where they are named, their rows."""

from dataclasses import dataclass

from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity.models import Person

# Rows that hold a person's data, by the column that leads to the person.
_ABOUT = """
select id from ledger_event where organization_id = %(org)s and salt is not null and (
    subject_type = 'identity_person' and subject_id = %(person)s
    or subject_type = 'identity_token' and subject_id in (select id from identity_token where person_id = %(person)s)
    or id in (select event_id from ledger_change where organization_id = %(org)s
              and table_name in ('identity_teammembership', 'identity_roleassignment')
              and coalesce(after, before) ->> 'person_id' = %(person)s::text))
"""
_ACTS = """
select id from ledger_event
where organization_id = %(org)s and salt is not null and (
    actor_id = %(person)s
    or jsonb_path_exists(payload -> 'facts', '$.** ? (@ == $name)', jsonb_build_object('name', %(name)s::text)))
"""
_CHANGES = """
select id from ledger_change where organization_id = %(org)s and salt is not null and (
    table_name = 'identity_person' and row_id = %(person)s
    or table_name in ('federation_provisionedperson', 'federation_linkedidentity')
        and coalesce(after, before) ->> 'person_id' = %(person)s::text)
"""


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries that still have their content: about a person, and of what they did or where a fact is their name."""

    about: list[int]
    acts: list[int]

    @property
    def events(self) -> list[int]:
        return sorted({*self.about, *self.acts})


def entries(person: Person, *, with_acts: bool) -> Entries:
    """The entries about a person, and perhaps those of their acts; the organization's scope must be open."""
    return Entries(_ids(_ABOUT, person), _ids(_ACTS, person) if with_acts else [])


def changes(person: Person) -> list[int]:
    """The changes of rows that hold the person's data, those of the present operation among them."""
    return _ids(_CHANGES, person)


def _ids(sql: str, person: Person) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"org": tenant.current(), "person": person.pk, "name": person.name})
        return [found for (found,) in cursor.fetchall()]
