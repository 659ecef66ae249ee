"""What the ledger remembers of a person: entries about them, of what they did or where they are named, their rows."""

from dataclasses import dataclass

from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.traces import Rows, remembered_rows

OWN = (
    Rows("identity_teammembership", with_changes=False, is_deletable=True),
    Rows("identity_roleassignment", with_changes=False),
)
_ABOUT = """
select id from ledger_event where organization_id = %(org)s and salt is not null
    and subject_type = 'identity_person' and subject_id = %(person)s
"""
# Entries with such a row as their subject, or that changed one.
_OF_ROWS = """
union select e.id from rows_{n} r join ledger_event e on e.organization_id = %(org)s
    and e.subject_type = '{table}' and e.subject_id = r.id where e.salt is not null
union select e.id from rows_{n} r join ledger_change c on c.organization_id = %(org)s
    and c.table_name = '{table}' and c.row_id = r.id
    join ledger_event e on e.id = c.event_id and e.organization_id = %(org)s where e.salt is not null
"""
_CHANGES = """
select id from ledger_change where organization_id = %(org)s and salt is not null
    and table_name = 'identity_person' and row_id = %(person)s
"""
_CHANGES_OF_ROWS = """
union select c.id from rows_{n} r join ledger_change c on c.organization_id = %(org)s
    and c.table_name = '{table}' and c.row_id = r.id where c.salt is not null
"""
_LIVE = 'select id from "{table}" where organization_id = %(org)s and "{column}" = %(person)s'
# What was deleted is known from the ledger only.
_DELETED = """
union select row_id from ledger_change where organization_id = %(org)s and table_name = '{table}'
    and coalesce(after, before) ->> '{column}' = %(person)s::text
"""
_DONE = """
select id from ledger_event where organization_id = %(org)s and actor_id = %(person)s and salt is not null
"""
_NAMED = """
union select id from ledger_event where organization_id = %(org)s and salt is not null
    and payload::text like %(like)s
    and jsonb_path_exists(payload -> 'facts', '$.** ? (@ == $name)', jsonb_build_object('name', %(name)s::text))
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
    """The entries about a person, and perhaps those of their acts; the organization's scope must be open.

    Those that name them are found by looking at every entry of the organization.
    """
    about = _ids(_told((*OWN, *remembered_rows()), _ABOUT, _OF_ROWS), person)
    return Entries(about, _ids(_DONE + _NAMED, person) if with_acts else [])


def count_done(person: Person) -> int:
    """How many entries of what they did still have their content."""
    return len(_ids(_DONE, person))


def changes(person: Person) -> list[int]:
    """The changes of rows that hold the person's data, those of the present operation among them."""
    kept = [rows for rows in remembered_rows() if rows.with_changes]
    return _ids(_told(kept, _CHANGES, _CHANGES_OF_ROWS), person)


def _told(kinds: list[Rows] | tuple[Rows, ...], first: str, each: str) -> str:
    """The query over the person and over the rows of each kind."""
    named = []
    for number, rows in enumerate(kinds):
        live = _LIVE + (_DELETED if rows.is_deletable else "")
        found = live.format(table=rows.table, column=rows.column)
        named.append(f"rows_{number} as materialized ({found})")
    parts = "".join(each.format(n=number, table=rows.table) for number, rows in enumerate(kinds))
    return f"{'with ' + ', '.join(named) if named else ''} {first} {parts}"


def _ids(sql: str, person: Person) -> list[int]:
    with connection.cursor() as cursor:
        named = {"name": person.name, "like": f"%{_escaped(person.name)}%"}
        cursor.execute(sql, {"org": tenant.current(), "person": person.pk, **named})
        return [found for (found,) in cursor.fetchall()]


def _escaped(text: str) -> str:
    r"""For LIKE, as jsonb writes the text: quotes and backslashes are escaped there, and LIKE escapes them again."""
    written = text.replace("\\", "\\\\").replace('"', '\\"')
    return written.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
