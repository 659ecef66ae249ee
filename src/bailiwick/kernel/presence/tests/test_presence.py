"""Colleagues see each other at a record; nobody else does, and not for long."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.presence import operations
from bailiwick.kernel.presence.models import Here
from bailiwick.kernel.presence.types import Doing
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.routes.incidents import logged


@pytest.fixture
def found(cast: Cast) -> Any:
    with tenant.scope(cast.organization.id):
        yield logged(cast)


def come(cast: Cast, found: Incident, name: str, doing: Doing = Doing.READING, page: str = "p1") -> Any:
    here = operations.come("incident", found.pk, by=cast.actor(name), page=page, doing=doing)
    return None if here is None else [(one.name, one.doing) for one in here]


def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    heard: list[int] = []
    monkeypatch.setattr(operations, "_tell", lambda _kind, key: heard.append(key))
    return heard


def test_colleagues_see_each_other(cast: Cast, found: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = told(monkeypatch)
    assert come(cast, found, "sam") == []
    assert come(cast, found, "mia") == [("Sam", Doing.READING)]
    assert come(cast, found, "sam", Doing.REPLY) == [("Mia", Doing.READING)]
    assert come(cast, found, "sam", Doing.READING, "p2") == [("Mia", Doing.READING)]
    assert come(cast, found, "mia") == [("Sam", Doing.REPLY)]
    assert len(heard) == 3, "who only stays tells nobody, and alone there is nobody to tell"
    operations.leave("incident", found.pk, by=cast.sam, page="p1")
    operations.leave("incident", found.pk, by=cast.sam, page="never")
    assert come(cast, found, "mia") == [("Sam", Doing.READING)]
    assert len(heard) == 4


def test_it_is_over_within_a_minute(cast: Cast, found: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = told(monkeypatch)
    come(cast, found, "sam")
    (sam,) = Here.objects.all()
    assert timedelta(seconds=30) <= operations.LASTS <= timedelta(seconds=60)
    Here.objects.update(until=sam.until - operations.LASTS)
    assert come(cast, found, "mia") == []
    come(cast, found, "sam")
    assert len(heard) == 1, "who comes back is told of"
    Here.objects.update(until=sam.until - 3 * operations.LASTS)
    operations.forget_gone()
    assert not Here.objects.exists()


def test_customers_and_strangers_see_nobody(cast: Cast, found: Incident) -> None:
    come(cast, found, "sam")
    for name in ("cora", "dan"):
        with pytest.raises(NotFound):
            come(cast, found, name)
    with pytest.raises(NotFound):
        operations.come("incident", found.pk + 1, by=cast.sam, page="p", doing=Doing.READING)
    with pytest.raises(NotFound):
        operations.come("made-up", found.pk, by=cast.sam, page="p", doing=Doing.READING)


def test_who_does_not_want_to_be_seen_is_not(cast: Cast, found: Incident) -> None:
    come(cast, found, "sam")
    operations.be_seen(by=cast.sam, seen=False)
    assert come(cast, found, "mia") == []
    assert come(cast, found, "sam") is None
    operations.be_seen(by=cast.sam, seen=True)
    assert come(cast, found, "sam") == [("Mia", Doing.READING)]


def test_it_costs_no_write_ahead_log(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select relpersistence from pg_class where relname = 'presence_here'")
        assert cursor.fetchone() == ("u",)
