"""Tallies of days kept in step with the records by following the ledger, and checked against the records.

Nothing is ever added to a tally: a change in the ledger names the days that count the changed record, before and
after it, and those days are counted again from the records. So late entries and reopenings are right by themselves,
and tallies can be thrown away and made again at any time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity.models import Organization
from bailiwick.kernel.ledger.models import Follower

BATCH = 5_000
SAMPLE = 5
# Raised when tallies are kept in another way: they begin anew.
EDITION = 2
Sql = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class RollUp:
    """What a process counts by days.

    `tables` are the captured tables whose row ids are those of work items, `moments` the columns of the work item
    whose days count it; `count(day, zone)` is a statement that gives (grain, of, measure, bucket, count), the bucket
    null where a measure is not divided.
    """

    kind: str
    tables: tuple[str, ...]
    moments: tuple[str, ...]
    count: Callable[[date, str], Sql]


_rollups: dict[str, RollUp] = {}


def declare(rollup: RollUp) -> None:
    """Have the worker keep these tallies."""
    _rollups[rollup.kind] = rollup


def rollups() -> tuple[RollUp, ...]:
    """Every roll-up of the product."""
    return tuple(_rollups.values())


def bring_up_to_date(rollup: RollUp, organization_id: int, *, most_days: int = 10_000) -> int:
    """Follow the ledger to its end and count again the days that changed, newest first; how many were counted."""
    with tenant.scope(organization_id):
        follow(rollup)
    counted = 0
    while counted < most_days:
        with tenant.scope(organization_id):
            if not _count_newest(rollup):
                break
        counted += 1
    return counted


def follow(rollup: RollUp) -> None:
    """Note which days the sealed changes since the last time concern; the first time, all days."""
    zone = zone_here()
    # Another zone has other days: it begins anew.
    name = f"figures:{rollup.kind}:{EDITION}:{zone}"
    end = _sealed()
    place, is_new = Follower.objects.get_or_create(name=name, defaults={"next_index": end})
    if is_new:
        rebuild(rollup)
        return
    place = Follower.objects.select_for_update().get(pk=place.pk)
    while place.next_index < end:
        last = min(end, place.next_index + BATCH)
        _note_changed(rollup, zone, place.next_index, last)
        place.next_index = last
        place.save(update_fields=["next_index"])


def rebuild(rollup: RollUp) -> None:
    """Throw the tallies away and have every day counted again."""
    moments = ", ".join(f"(w.{name})" for name in rollup.moments)
    _run(
        "delete from figures_tally where organization_id = %s and kind = %s", [tenant.current(), rollup.kind]
    )
    _run(
        "insert into figures_staleday (organization_id, kind, day) "  # noqa: S608 - names of columns
        "select distinct %s::bigint, %s, (m.at at time zone %s)::date from work_item w "
        f"cross join lateral (values {moments}) m(at) where w.kind = %s and w.organization_id = %s "
        "and m.at is not null on conflict do nothing",
        [tenant.current(), rollup.kind, zone_here(), rollup.kind, tenant.current()],
    )


def wrong_days(rollup: RollUp, *, sample: int = SAMPLE) -> tuple[int, list[date]]:
    """Compare tallies of some days, taken by chance, with the records; how many, and those that differ.

    Days that wait to be counted again are left out. What differs is noted, to be counted again.
    """
    days = rows_of(
        "select day from (select distinct day from figures_tally where organization_id = %s and kind = %s "
        "except select day from figures_staleday where organization_id = %s and kind = %s) d "
        "order by random() limit %s",
        [*[tenant.current(), rollup.kind] * 2, sample],
    )
    wrong = [day for (day,) in days if _stored(rollup, day) != _recounted(rollup, day)]
    for day in wrong:
        _run(
            "insert into figures_staleday (organization_id, kind, day) values (%s, %s, %s) on conflict do nothing",
            [tenant.current(), rollup.kind, day],
        )
    return len(days), wrong


def zone_here() -> str:
    """The time zone whose days are counted: the organization's."""
    return Organization.objects.values_list("zone", flat=True).get(pk=tenant.current())


def waiting(kind: str) -> int:
    """How many days wait to be counted again."""
    sql = "select count(*) from figures_staleday where organization_id = %s and kind = %s"
    return int(rows_of(sql, [tenant.current(), kind])[0][0])


def _count_newest(rollup: RollUp) -> bool:
    taken = rows_of(
        "delete from figures_staleday where id = (select id from figures_staleday where organization_id = %s "
        "and kind = %s order by day desc limit 1 for update skip locked) returning day",
        [tenant.current(), rollup.kind],
    )
    if not taken:
        return False
    day = taken[0][0]
    sql, parameters = _folded(rollup, day)
    _run(
        "delete from figures_tally where organization_id = %s and kind = %s and day = %s",
        [tenant.current(), rollup.kind, day],
    )
    _run(
        "insert into figures_tally (organization_id, kind, day, grain, of, measure, count, buckets, counts) "  # noqa: S608
        f"select %s::bigint, %s, %s::date, c.* from ({sql}) c",
        [tenant.current(), rollup.kind, day, *parameters],
    )
    return True


def _note_changed(rollup: RollUp, zone: str, first: int, end: int) -> None:
    before = ", ".join(f"(c.before ->> '{name}')" for name in rollup.moments)
    now = ", ".join(f"(w.{name})" for name in rollup.moments)
    _run(
        "with c as materialized (select c.row_id, c.before from ledger_leaf l "  # noqa: S608 - names of columns
        "join ledger_change c on c.event_id = l.event_id where l.organization_id = %s and l.index >= %s "
        "and l.index < %s and c.table_name = any(%s)), days as ("
        "select (v.at::timestamptz at time zone %s)::date as day from c "
        f"cross join lateral (values {before}) v(at) where v.at is not null union "
        "select (m.at at time zone %s)::date from c join work_item w on w.id = c.row_id and w.kind = %s "
        f"cross join lateral (values {now}) m(at) where m.at is not null) "
        "insert into figures_staleday (organization_id, kind, day) select %s::bigint, %s, day from days "
        "on conflict do nothing",
        [tenant.current(), first, end, list(rollup.tables), zone, zone, rollup.kind, tenant.current(), rollup.kind],
    )  # fmt: skip


def _sealed() -> int:
    found = rows_of("select size from ledger_tree where organization_id = %s", [tenant.current()])
    return int(found[0][0]) if found else 0


def _stored(rollup: RollUp, day: date) -> list[Any]:
    return rows_of(
        "select grain, of, measure, count, buckets, counts from figures_tally where organization_id = %s "
        "and kind = %s and day = %s order by 1, 2, 3",
        [tenant.current(), rollup.kind, day],
    )


def _recounted(rollup: RollUp, day: date) -> list[Any]:
    sql, parameters = _folded(rollup, day)
    return rows_of(f"{sql} order by 1, 2, 3", parameters)


def _folded(rollup: RollUp, day: date) -> Sql:
    """The tallies of a day, the buckets of each in its row."""
    sql, parameters = rollup.count(day, zone_here())
    in_order = "order by bucket) filter (where bucket is not null)"
    return (
        f"select grain, of, measure, sum(count)::bigint, array_agg(bucket {in_order}, array_agg(count {in_order} "  # noqa: S608
        f"from ({sql}) c group by 1, 2, 3"
    ), parameters


def _run(sql: str, parameters: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def rows_of(sql: str, parameters: list[Any]) -> list[Any]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
