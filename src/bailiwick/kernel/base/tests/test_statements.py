"""Plain SQL on the connection's own cursor."""

import pytest
from django.db import DataError, connection, transaction

from bailiwick.kernel.base import statements


@pytest.mark.django_db
def test_what_fails_leaves_nothing_for_the_next_statement() -> None:
    assert statements.rows("select $1::int, n from generate_series(1, 2) n", [7]) == [(7, 1), (7, 2)]
    with pytest.raises(DataError), transaction.atomic():
        statements.rows("select 1 / $1::int", [0])
    assert statements.rows("select set_config('app.operation', $1, true)", [""]) == [("",)]
    assert statements.rows("create temporary table nothing ()") == []


@pytest.mark.django_db
def test_execute_wrappers_see_every_statement() -> None:
    seen: list[str] = []

    def look(execute, sql, *more):  # type: ignore[no-untyped-def]
        seen.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(look):
        statements.rows("select 1")
    assert seen == ["select 1"]
