"""The database builds the same bytes as the reference in leaf.py, whatever the content."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.ledger.leaf import Leaf, RowChange, changes_digest, microseconds, salted_digest
from bailiwick.kernel.ledger.operation import Entry, operation, record_entries
from tests.cast import Cast

pytestmark = pytest.mark.django_db

AWKWARD = "Zoë’s “quoted” \\ back\\\\slash\ttab\nline\r\u2028 \x01 \U0001f6a2 ' \" \x7f ¼ \u202e"
CONTENTS: list[Any] = [
    {},
    {"text": AWKWARD},
    {AWKWARD: [None, True, False, {}, [], ""]},
    {"n": [0, -1, 2**63, 10**60, -0.0, 1.5e-300, 12345678901234567890.123456789]},
    {"z": 1, "a": {"nested": {"null": None}}},
]
INSTANTS = [
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2025, 10, 26, 1, 30, 0, 1, tzinfo=UTC),
]


def rows(query: str, parameters: Any = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def leaf_text(**fields: Any) -> str:
    given_ = {"payload": None, "parent_id": None, **fields}
    query = (
        "select ledger_leaf_text(e, %s::bigint, %s::bytea) "
        "from jsonb_populate_record(null::ledger_event, %s::jsonb) e"
    )
    count, digest = given_.pop("change_count"), given_.pop("changes_digest")
    return str(rows(query, [count, digest, json.dumps(given_)])[0][0])


@pytest.mark.parametrize("occurred", INSTANTS)
@pytest.mark.parametrize("number", [None, 1, 2**63 - 1])
def test_leaves(occurred: datetime, number: int | None) -> None:
    for recorded in INSTANTS:
        leaf = Leaf(
            event_id=2**63 - 1,
            verb="incident.log",
            actor_kind="person",
            actor_id=number or 0,
            subject_type="" if number is None else "incident",
            subject_id=number or 0,
            occurred_at=microseconds(occurred),
            recorded_at=microseconds(recorded),
            payload_digest=bytes(range(32)),
            change_count=number or 0,
            changes_digest=b"\xff" * 32,
        )
        text = leaf_text(
            id=2**63 - 1,
            verb="incident.log",
            actor_kind="person",
            actor_id=number,
            subject_type=leaf.subject_type,
            subject_id=number,
            occurred_at=occurred.isoformat(),
            recorded_at=recorded.isoformat(),
            digest="\\x" + bytes(range(32)).hex(),
            change_count=number or 0,
            changes_digest=b"\xff" * 32,
        )
        assert text == leaf.text
        assert Leaf.parse(text) == leaf


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_microsecond(at: datetime) -> None:
    assert rows("select ledger_microseconds(%s)", [at]) == [(str(microseconds(at)),)]


@pytest.mark.parametrize("before", [None, *CONTENTS])
@pytest.mark.parametrize("after", [None, *CONTENTS])
def test_changes(before: Any, after: Any) -> None:
    texts = [None if one is None else json.dumps(one) for one in (before, after)]
    op = "D" if after is None else "I" if before is None else "U"
    if before is None and after is None:
        return
    text, *stored = rows(
        "select ledger_change_text('a_table', 7, %s, b, a), b::text, a::text, convert_to(b::text, 'UTF8') "
        "from (select %s::jsonb as b, %s::jsonb as a) x",
        [op, *texts],
    )[0]
    change = RowChange("a_table", 7, op, stored[0] or "", stored[1] or "")
    assert text == change.text
    if before is not None:
        assert bytes(stored[2]) == stored[0].encode()


def test_the_digests_that_triggers_and_operations_write(cast: Cast) -> None:
    name = AWKWARD.replace("\x01", "").strip()
    with tenant.scope(cast.organization.id):
        team = identity.add_team("Night", by=cast.ada)
        with operation("team.revise", by=cast.ada, subject=team, reason=AWKWARD, at=INSTANTS[1]) as op:
            op.subject.name = name
            op.subject.save(update_fields=["name"])
            op.facts = {str(n): content for n, content in enumerate(CONTENTS)}
            record_entries(op, [Entry("team.add", "identity_team", team.pk, INSTANTS[2], {"said": AWKWARD})])
        found = rows("select id, payload::text, salt, digest from ledger_event order by id desc limit 3")
        for _, payload, salt, digest in found:
            assert salted_digest(bytes(salt), payload) == bytes(digest)
        changes = rows(
            "select table_name, row_id, op, coalesce(before::text, ''), coalesce(after::text, ''), salt, digest "
            "from ledger_change where event_id = %s order by id",
            [op.id],
        )
        assert changes
        assert any(name in json.loads(after).values() for *_, after, _, _ in changes)
        for *fields, salt, digest in changes:
            assert salted_digest(bytes(salt), RowChange(*fields).text) == bytes(digest)
        joined = rows(
            "select sha256(string_agg(digest, ''::bytea order by id)) from ledger_change where event_id = %s",
            [op.id],
        )
        assert bytes(joined[0][0]) == changes_digest(bytes(change[-1]) for change in changes)
