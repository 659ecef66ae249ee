"""Make the people, teams and categories that past incidents name and that are not here yet."""

from collections.abc import Sequence

from bailiwick.exchange.past.names import (
    USERS,
    Class,
    Names,
    categories,
    class_of,
    found_people,
    found_teams,
    unknown,
    users_party,
)
from bailiwick.exchange.past.types import PastIncident
from bailiwick.kernel.identity.models import Party, Person, Team
from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.work import bulk
from bailiwick.resolution.incidents.models import Category


def learn(names: Names, incidents: Sequence[PastIncident]) -> None:
    """Find what the incidents name, and make what is missing; inside the operation that brings them in."""
    teams = {incident.team for incident in incidents}
    staff = {name for i in incidents for name in (i.opened_by, i.assignee, *(step.by for step in i.steps))}
    _learn_teams(names, unknown(teams, names.teams))
    names.staff |= _people(unknown(staff, names.staff), None)
    _learn_users(names, unknown({incident.reporter for incident in incidents}, names.users))
    _learn_categories(names, {named for i in incidents if (named := class_of(i)) is not None})


def _learn_teams(names: Names, asked: list[str]) -> None:
    names.teams |= found_teams(asked)
    missing = unknown(asked, names.teams)
    _make(Team, ("name",), [(name,) for name in missing])
    names.teams |= found_teams(missing)


def _learn_users(names: Names, asked: list[str]) -> None:
    if asked:
        names.party_id = names.party_id or users_party() or _made_party()
        names.users |= _people(asked, names.party_id)


def _learn_categories(names: Names, classes: set[Class]) -> None:
    if classes <= names.categories.keys():
        return
    tops = {name for name, _ in classes}
    _learn_level(names, {(name, None) for name in tops})
    _learn_level(names, {named for named in classes if named[1] is not None})


def _learn_level(names: Names, classes: set[Class]) -> None:
    parents = {named: names.categories[named[0], None] if named[1] else None for named in classes}
    own = {named: named[1] or named[0] for named in classes}
    known = categories()
    missing = sorted(named for named in classes if (parents[named], own[named]) not in known)
    _make(Category, ("name", "parent_id"), [(own[named], parents[named]) for named in missing])
    known = categories() if missing else known
    names.categories |= {named: known[parents[named], own[named]] for named in classes}


def _people(asked: list[str], party_id: int | None) -> dict[str, int]:
    """The people of a party, or on the staff; one is made for the missing names that differ in case only."""
    known = found_people(asked, party_id)
    missing: dict[str, str] = {}
    for name in asked:
        if name not in known:
            missing.setdefault(name.lower(), name)
    made = _make(Person, ("name", "party_id"), [(name, party_id) for name in missing.values()])
    keys = dict(zip(missing, made, strict=True))
    return known | {name: keys[name.lower()] for name in asked if name not in known}


def _make(model: type[Record], names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> list[int]:
    keys = bulk.fresh_ids(model, len(rows)) if rows else []
    keyed = [(key, *row) for key, row in zip(keys, rows, strict=True)]
    bulk.insert(model, ("id", *names), keyed, skip_existing=True)
    return keys


def _made_party() -> int:
    return Party.objects.create(name=USERS, kind=Party.Kind.CUSTOMER).pk
