"""Paging by keys, against sorting the whole list in Python."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.base import positions, tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.entrances.models import WelcomeLink
from bailiwick.kernel.identity.models import Account, Person
from bailiwick.kernel.ui.paging import Page, Sort, page
from tests.cast import Cast

START = datetime(2026, 1, 1, tzinfo=UTC)
# A table with a column that may be empty and others that are not: accounts, by when they last came.
SORTS = {
    "seen": Sort("last_login", nullable=["last_login"]),
    "active": Sort("-is_active", "last_login", nullable=["last_login"]),
    "made": Sort("created_at", "-is_active"),
    "id": Sort("-id"),
}
KEYS: dict[str, Any] = {
    "seen": lambda a: [(a.last_login, 1)],
    "active": lambda a: [(a.is_active, -1), (a.last_login, 1)],
    "made": lambda a: [(a.created_at, 1), (a.is_active, -1)],
    "id": lambda a: [(a.pk, -1)],
}
rows = st.lists(
    st.tuples(st.none() | st.integers(0, 3), st.booleans(), st.integers(0, 2)), min_size=0, max_size=12
)


def make(drawn: list[tuple[int | None, bool, int]]) -> None:
    Account.objects.all().delete()
    Account.objects.bulk_create(
        Account(
            email=f"a{number}@x.example",
            password="",
            is_active=active,
            last_login=None if seen is None else START + timedelta(seconds=seen),
            created_at=START + timedelta(days=made),
        )
        for number, (seen, active, made) in enumerate(drawn)
    )


def expected(name: str) -> list[int]:
    """The order in plain Python: stable sorts from the last key to the first, nulls always last."""
    word, flip = name.removeprefix("-"), -1 if name.startswith("-") else 1
    accounts = list(Account.objects.all())
    sort = SORTS[word]
    accounts.sort(key=lambda a: a.pk * flip * (-1 if sort.keys[-1].is_descending else 1))
    for position in reversed(range(len(KEYS[word](accounts[0])))) if accounts else ():
        direction = KEYS[word](accounts[0])[position][1] * flip
        full = [a for a in accounts if KEYS[word](a)[position][0] is not None]
        empty = [a for a in accounts if KEYS[word](a)[position][0] is None]
        if direction > 0:
            full.sort(key=lambda a: KEYS[word](a)[position][0])
        else:
            full.reverse()
            full.sort(key=lambda a: KEYS[word](a)[position][0])
            full.reverse()
        accounts = full + empty
    return [a.pk for a in accounts]


def get(address: str, size: int = 3, **more: Any) -> Page[Any]:
    params = QueryDict(address.removeprefix("?"))
    return page(Account.objects.all(), sorts=SORTS, params=params, default="seen", size=size, **more)


def walk(name: str, size: int) -> tuple[list[list[int]], Page[Any]]:
    pages, at = [], get(f"?sort={name}", size)
    pages.append([a.pk for a in at.items])
    while at.next:
        at = get(at.next, size)
        pages.append([a.pk for a in at.items])
    return pages, at


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("name", list(SORTS))
@given(drawn=rows, size=st.integers(1, 5))
def test_there_and_back_is_the_whole_list(
    db: None, name: str, sign: str, drawn: list[Any], size: int
) -> None:
    make(drawn)
    wanted = expected(sign + name)
    pages, last = walk(sign + name, size)
    assert [pk for one in pages for pk in one] == wanted
    assert all(len(one) == size for one in pages[:-1])
    back, at = [[a.pk for a in last.items]], last
    while at.previous:
        at = get(at.previous, size)
        back.insert(0, [a.pk for a in at.items])
    assert [pk for one in back for pk in one] == wanted
    assert at.next or len(wanted) <= size


def test_the_first_page_has_nothing_before_it(db: None) -> None:
    make([(1, True, 0)] * 4)
    first = get("?", 3)
    assert (first.previous, bool(first.next), len(first.items)) == ("", True, 3)
    second = get(first.next, 3)
    assert (second.next, len(second.items)) == ("", 1)
    assert get(second.previous, 3).items == first.items


def test_rows_that_come_and_go_move_no_others(db: None) -> None:
    make([(n, True, 0) for n in range(6)])
    first = get("?sort=seen", 3)
    Account.objects.filter(pk__in=[a.pk for a in first.items]).delete()
    Account.objects.create(email="new@x.example", last_login=START - timedelta(days=1))
    assert [a.last_login.second for a in get(first.next, 3).items] == [3, 4, 5]


def test_a_page_whose_rows_are_gone_leads_to_the_first(db: None) -> None:
    make([(n, True, 0) for n in range(4)])
    first = get("?sort=seen", 3)
    Account.objects.filter(pk__gt=first.items[-1].pk).delete()
    gone = get(first.next, 3)
    assert (gone.items, gone.next, gone.previous) == ([], "", "?sort=seen")


def test_a_page_is_one_query_and_filters_stay(db: None) -> None:
    make([(n, True, 0) for n in range(4)])
    with CaptureQueriesContext(connection) as queries:
        first = get("?sort=-seen&team=7&team=8", 3)
    assert len(queries) == 1
    assert "sort=-seen&team=7&team=8&after=" in first.next


def test_rows_that_are_dictionaries(db: None) -> None:
    make([(n, True, 0) for n in range(4)])
    slim = Account.objects.values("id", "email", "last_login")
    first = page(slim, sorts=SORTS, params={}, default="seen", size=3)
    second = page(slim, sorts=SORTS, params=QueryDict(first.next[1:]), default="seen", size=3)
    assert [row["email"] for row in second.items] == ["a3@x.example"]


def test_an_order_by_another_table(cast: Cast) -> None:
    sorts = {"party": Sort("party__name", "name", nullable=["party__name"])}
    found, address = [], "?"
    with tenant.scope(cast.organization.id):
        people = Person.objects.select_related("party")
        while address:
            at = page(people, sorts=sorts, params=QueryDict(address[1:]), default="party", size=1)
            found += [person.name for person in at.items]
            address = at.next
    assert found == ["Cora", "Dan", "Ada", "Mia", "Rui", "Sam"]


@pytest.mark.parametrize("sort", ["password", "seen,id", "--seen", "seen\u0000", "last_login", "x" * 5000])
def test_an_order_that_is_not_offered(db: None, sort: str) -> None:
    with pytest.raises(Invalid):
        page(Account.objects.all(), sorts=SORTS, params={"sort": sort}, default="seen")


@given(text=st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
def test_a_position_that_somebody_made_up(db: None, text: str) -> None:
    for word in ("after", "before"):
        if text:
            with pytest.raises(Invalid):
                page(Account.objects.all(), sorts=SORTS, params={word: text}, default="seen")


def test_a_position_of_another_list_or_order(db: None) -> None:
    make([(n, True, 0) for n in range(4)])
    there = QueryDict(get("?sort=seen", 2).next[1:])["after"]
    with pytest.raises(Invalid):
        get(f"?sort=-seen&after={there}")
    with pytest.raises(Invalid):
        page(
            WelcomeLink.objects.all(),
            sorts={"seen": Sort("expires_at")},
            params={"after": there},
            default="seen",
        )
    with pytest.raises(Invalid):
        get(f"?sort=seen&after={there[:-1]}{'A' if there[-1] != 'A' else 'B'}")


def test_a_position_from_before_the_order_changed() -> None:
    made = signing.dumps([("v", 1)], salt="bailiwick.position.x")
    with pytest.raises(Invalid):
        positions.read(made, "x", 2)


def test_a_size_has_its_limits(db: None) -> None:
    make([(n, True, 0) for n in range(3)])
    assert len(get("?", 0).items) == 1
    assert len(get("?", 10**9).items) == 3


def test_a_nullable_key_must_be_one_of_the_order() -> None:
    with pytest.raises(ValueError, match="is no key"):
        Sort("priority", nullable=["due_at"])
