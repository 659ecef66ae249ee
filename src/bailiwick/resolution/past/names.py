"""The people, teams and categories that past incidents name: found among those known, made where they are missing."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from django.db import connection

from bailiwick.kernel.identity.models import Party, Person, Team
from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.work import bulk
from bailiwick.resolution.incidents.models import Category
from bailiwick.resolution.past.types import PastIncident

LENGTH: Final = 200
USERS: Final = "Imported users"
"""The customer to whom people belong who reported past incidents; they have no account and see nothing."""

Class = tuple[str, str | None]

# The keys are made first, because row-level security keeps an index from a condition that calls lower().
_KEYS = "with n as materialized (select name, lower(name) as key from unnest(%s::text[]) name)"
_TEAMS = f"""
{_KEYS} select n.name, min(t.id) from n join identity_team t on t.name_key = n.key group by n.name
"""  # noqa: S608 - constant parts
_PEOPLE = f"""
{_KEYS} select n.name, min(p.id) from n join identity_person p
    on p.name_key = n.key and p.party_id is not distinct from %s::bigint
group by n.name
"""  # noqa: S608 - constant parts


@lru_cache(maxsize=65_536)
def called(name: str) -> str:
    """A name as it can be shown: one line of printable characters, single blanks, at most 200; "" if none is left."""
    printable = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", name))
    return " ".join(printable.split())[:LENGTH].rstrip()


class Names:
    """Ids of names for the length of one import; call `learn` inside the operation before asking for them."""

    def __init__(self) -> None:
        self.teams: dict[str, int] = {}
        self.staff: dict[str, int] = {}
        self.users: dict[str, int] = {}
        self.categories: dict[Class, int] = {}
        self.party_id: int | None = None

    def learn(self, incidents: Sequence[PastIncident]) -> None:
        """Find what the incidents name, and make what is missing."""
        teams = {incident.team for incident in incidents}
        staff = {
            name for i in incidents for name in (i.opened_by, i.assignee, *(step.by for step in i.steps))
        }
        self._learn_teams(unknown(teams, self.teams))
        self._learn_staff(unknown(staff, self.staff))
        self._learn_users(unknown({incident.reporter for incident in incidents}, self.users))
        self._learn_categories({named for i in incidents if (named := class_of(i)) is not None})

    def staff_id(self, name: str | None) -> int | None:
        """The person on the staff."""
        return self.staff.get(called(name)) if name else None

    def user_id(self, name: str | None) -> int | None:
        """The person who reports."""
        return self.users.get(called(name)) if name else None

    def team_id(self, name: str | None) -> int | None:
        """The team."""
        return self.teams.get(called(name)) if name else None

    def category_id(self, incident: PastIncident) -> int | None:
        """The incident's class."""
        named = class_of(incident)
        return self.categories.get(named) if named else None

    def _learn_teams(self, names: list[str]) -> None:
        self.teams |= _found(_TEAMS, names)
        missing = unknown(names, self.teams)
        _make(Team, ("name",), [(name,) for name in missing])
        self.teams |= _found(_TEAMS, missing)

    def _learn_staff(self, names: list[str]) -> None:
        self.staff |= _people(names, None)

    def _learn_users(self, names: list[str]) -> None:
        if names:
            self.party_id = self.party_id or _party()
            self.users |= _people(names, self.party_id)

    def _learn_categories(self, classes: set[Class]) -> None:
        if classes <= self.categories.keys():
            return
        tops = {name for name, _ in classes}
        self._learn_level({(name, None) for name in tops})
        self._learn_level({named for named in classes if named[1] is not None})

    def _learn_level(self, classes: set[Class]) -> None:
        parents = {named: self.categories[named[0], None] if named[1] else None for named in classes}
        own = {named: named[1] or named[0] for named in classes}
        known = categories()
        missing = sorted(named for named in classes if (parents[named], own[named]) not in known)
        _make(Category, ("name", "parent_id"), [(own[named], parents[named]) for named in missing])
        known = categories() if missing else known
        self.categories |= {named: known[parents[named], own[named]] for named in classes}


def class_of(incident: PastIncident) -> Class | None:
    """Category and subcategory, as they are shown; None without a category."""
    category, subcategory = called(incident.category or ""), called(incident.subcategory or "")
    return (category, subcategory or None) if category else None


def unknown(names: Iterable[str | None], known: Iterable[str]) -> list[str]:
    """The names, as they are shown, that are not known yet, sorted."""
    shown = {called(name) for name in names if name} - {""} - set(known)
    return sorted(shown)


def categories() -> dict[tuple[int | None, str], int]:
    """The organization's categories by the id of the one above and their name."""
    return {
        (parent, name): key for parent, name, key in Category.objects.values_list("parent_id", "name", "id")
    }


def known_teams(names: Iterable[str | None]) -> set[str]:
    """Which of the names are those of teams."""
    return set(_found(_TEAMS, unknown(names, ())))


def known_staff(names: Iterable[str | None]) -> set[str]:
    """Which of the names are those of the staff."""
    return set(_found(_PEOPLE, unknown(names, ()), None))


def known_users(names: Iterable[str | None]) -> set[str]:
    """Which of the names are those of people who reported earlier imports."""
    party = Party.objects.filter(name_key=USERS.lower()).first()
    return set(_found(_PEOPLE, unknown(names, ()), party.pk)) if party else set()


def _found(query: str, names: list[str], *parameters: int | None) -> dict[str, int]:
    if not names:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(query, [names, *parameters])
        return dict(cursor.fetchall())


def _people(names: list[str], party_id: int | None) -> dict[str, int]:
    """The people of a party, or on the staff; one is made for the missing names that differ in case only."""
    known = _found(_PEOPLE, names, party_id)
    missing: dict[str, str] = {}
    for name in names:
        if name not in known:
            missing.setdefault(name.lower(), name)
    made = _make(Person, ("name", "party_id"), [(name, party_id) for name in missing.values()])
    keys = dict(zip(missing, made, strict=True))
    return known | {name: keys[name.lower()] for name in names if name not in known}


def _make(model: type[Record], names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> list[int]:
    keys = bulk.fresh_ids(model, len(rows)) if rows else []
    keyed = [(key, *row) for key, row in zip(keys, rows, strict=True)]
    bulk.insert(model, ("id", *names), keyed, skip_existing=True)
    return keys


def _party() -> int:
    found = Party.objects.filter(name_key=USERS.lower()).first()
    return found.pk if found else Party.objects.create(name=USERS, kind=Party.Kind.CUSTOMER).pk
