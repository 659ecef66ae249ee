"""The people, teams and categories that past incidents name, as far as they are known here."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from django.db import connection

from bailiwick.exchange.past.types import PastIncident
from bailiwick.kernel.identity.models import Party
from bailiwick.resolution.incidents.models import Category

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
    """Ids of names for the length of one import; `operations.learning.learn` fills them before they are asked for."""

    def __init__(self) -> None:
        self.teams: dict[str, int] = {}
        self.staff: dict[str, int] = {}
        self.users: dict[str, int] = {}
        self.categories: dict[Class, int] = {}
        self.party_id: int | None = None

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


def found_teams(names: list[str]) -> dict[str, int]:
    """The teams of these names, by the name as it was asked for."""
    return _found(_TEAMS, names)


def found_people(names: list[str], party_id: int | None) -> dict[str, int]:
    """The people of these names who belong to a party (None: to the staff), by the name as it was asked for."""
    return _found(_PEOPLE, names, party_id)


def users_party() -> int | None:
    """The customer of those who reported past incidents; None before there is one."""
    return Party.objects.filter(name_key=USERS.lower()).values_list("pk", flat=True).first()


def known_teams(names: Iterable[str | None]) -> set[str]:
    """Which of the names are those of teams."""
    return set(found_teams(unknown(names, ())))


def known_staff(names: Iterable[str | None]) -> set[str]:
    """Which of the names are those of the staff."""
    return set(found_people(unknown(names, ()), None))


def known_users(names: Iterable[str | None]) -> set[str]:
    """Which of the names are those of people who reported earlier imports."""
    party_id = users_party()
    return set(found_people(unknown(names, ()), party_id)) if party_id else set()


def _found(query: str, names: list[str], *parameters: int | None) -> dict[str, int]:
    if not names:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(query, [names, *parameters])
        return dict(cursor.fetchall())
