"""Counts of a period: from the tallies of its days where these hold the same incidents, else from the records."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.figures.histogram import percentile
from bailiwick.kernel.figures.periods import Days
from bailiwick.kernel.figures.rollups import rows_of
from bailiwick.kernel.work.models import WorkItem
from bailiwick.resolution.figures.facts import HOUR, SIDES, straight
from bailiwick.resolution.figures.limits import Limit
from bailiwick.resolution.figures.populations import by_age
from bailiwick.resolution.incidents.measures import open_at
from bailiwick.resolution.incidents.queries import KIND

# So many incidents are counted from the records, with exact percentiles; more from tallies.
MOST_RECORDS = 5_000
DURATIONS = ("respond", "respond_open", "resolve", "resolve_open")
Counts = dict[int, int]
_OF = "from figures_tally where organization_id = %s and kind = %s and grain = %s and of = %s"
_SIZE = f"""
select coalesce(max(size), 0) from (select sum(count) as size {_OF}
and measure in ('opened', 'resolved') and day >= %s and day <= %s group by measure) s
"""  # noqa: S608 - our own words only
_NUMBERS = f"""
select measure, {{step}}, sum(count)::bigint {_OF} and measure = any(%s) and day >= %s and day <= %s group by 1, 2
"""
_DIVIDED = f"""
select measure, case when measure <> '{HOUR}' then {{step}} end, b.bucket, sum(b.count)::bigint
from (select measure, day, buckets, counts {_OF} and measure = any(%s) and day >= %s and day <= %s) t
cross join lateral unnest(t.buckets, t.counts) b(bucket, count) group by 1, 2, 3
"""  # noqa: S608 - our own words only
_BEFORE = f"""
select coalesce(sum(case measure when 'entered' then count else -count end), 0)::bigint {_OF}
and measure in ('entered', 'left') and day < %s
"""
_TEAMS = """
select of, coalesce(sum(count) filter (where measure = 'opened' and day >= %s), 0)::bigint,
    coalesce(sum(count) filter (where measure = 'resolved' and day >= %s), 0)::bigint,
    (coalesce(sum(count) filter (where measure = 'entered'), 0)
     - coalesce(sum(count) filter (where measure = 'left'), 0))::bigint
from figures_tally where organization_id = %s and kind = %s and grain = 'team' and (%s = 'all' or of = %s)
and day <= %s and measure in ('opened', 'resolved', 'entered', 'left') group by 1
"""


@dataclass
class Source:
    """The counts of some days for a limit; each is asked for once. A step is named by its first day, the whole None."""

    days: Days
    limit: Limit
    _numbers: dict[str, dict[date | None, int]] = field(default_factory=dict)
    _hours: Counts = field(default_factory=dict)
    _percentiles: dict[str, dict[date | None, tuple[float, float]]] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)
    _ages: dict[tuple[str, int], int] | None = None

    @cached_property
    def rolled(self) -> bool:
        """Whether tallies are read: where they hold these incidents, and there are many."""
        if self.limit.grain is None:
            return False
        return int(rows_of(_SIZE, [*self._tallies(), self.days.first, self.days.last])[0][0]) > MOST_RECORDS

    def prepare(self, measures: Iterable[str]) -> None:
        """Ask for several measures at once."""
        wanted = [one for one in dict.fromkeys(measures) if one not in self._known]
        self._known |= set(wanted)
        self._numbers |= {one: {} for one in wanted if one != HOUR and one not in DURATIONS}
        self._percentiles |= {one: {} for one in wanted if one in DURATIONS}
        if wanted:
            (self._ask_tallies if self.rolled else self._ask_records)(wanted)

    def number(self, measure: str, at: date | None = None) -> int:
        """A measure in the step that begins on a day, or in the whole period."""
        if measure not in self._numbers:
            self.prepare([measure])
        return self._numbers[measure].get(at, 0)

    def hours(self) -> Counts:
        """Incidents opened in each hour of the week, from Monday's first."""
        self.prepare([HOUR])
        return self._hours

    def percentiles(self, measure: str, at: date | None) -> tuple[float, float] | None:
        """Median and 90th percentile of a duration in seconds, in a step or the whole period; None without data."""
        self.prepare([measure])
        return self._percentiles[measure].get(at)

    def backlog_before(self) -> int:
        """Incidents open at the beginning of the period."""
        if not self.rolled:
            found = WorkItem.objects.filter(self.limit.condition, kind=KIND)
            return found.filter(open_at(self.days.period.start)).count()
        rows = rows_of(_BEFORE, [*self._tallies(), self.days.first])
        return int(rows[0][0])

    def ages(self) -> dict[tuple[str, int], int]:
        """Incidents open at the end of the period, or now, by state and class of age."""
        if self._ages is None:
            rows: QuerySet[Any, Any] = by_age(self.limit, min(self.days.period.end, clock.now()))
            counted = rows.values_list("state", "age").annotate(count=Count("pk"))
            self._ages = {(state, age): count for state, age, count in counted}
        return self._ages

    def teams(self) -> list[tuple[int, int, int, int]]:
        """(team or 0, opened, resolved, open at the end) of each team."""
        if self.rolled and (grain := self.limit.grain) and grain[0] in ("all", "team"):
            first, last = self.days.first, self.days.last
            return rows_of(_TEAMS, [first, first, tenant.current(), KIND, *grain, last])
        period = self.days.period
        opened = Q(opened_at__gte=period.start, opened_at__lt=period.end)
        resolved = Q(resolved_at__gte=period.start, resolved_at__lt=period.end)
        found = WorkItem.objects.filter(
            self.limit.condition, opened | resolved | open_at(period.end), kind=KIND
        )
        counted: QuerySet[Any, Any] = found.order_by().values_list("team_id")
        teams = counted.annotate(
            opened=Count("pk", filter=opened),
            resolved=Count("pk", filter=resolved),
            open=Count("pk", filter=open_at(period.end)),
        )
        return [(team or 0, *numbers) for team, *numbers in teams]

    def _tallies(self) -> list[Any]:
        assert self.limit.grain is not None
        return [tenant.current(), KIND, *self.limit.grain]

    def _step(self, day: str) -> str:
        if self.days.step == "day":
            return day
        return f"greatest(date_trunc('{self.days.step}', {day})::date, '{self.days.first}'::date)"

    def _ask_tallies(self, measures: list[str]) -> None:
        asked = [*self._tallies(), measures, self.days.first, self.days.last]
        for name, at, count in rows_of(_NUMBERS.format(step=self._step("day")), asked):
            if name in self._numbers:
                self._numbers[name][at] = count
        for one in self._numbers.keys() & set(measures):
            self._numbers[one][None] = sum(self._numbers[one].values())
        divided: dict[str, dict[date | None, Counts]] = {}
        for name, at, bucket, count in rows_of(_DIVIDED.format(step=self._step("day")), asked):
            divided.setdefault(name, defaultdict(lambda: defaultdict(int)))[at][bucket] = count
            if name != HOUR:
                divided[name][None][bucket] += count
        self._hours |= divided.pop(HOUR, {}).get(None, {})
        for name, steps in divided.items():
            for at, counts in steps.items():
                middle, high = percentile(counts, 0.5), percentile(counts, 0.9)
                if middle is not None and high is not None:
                    self._percentiles[name][at] = (middle, high)

    def _ask_records(self, measures: list[str]) -> None:
        for side in SIDES:
            if not (wanted := [one for one in side.measures if one in measures]):
                continue
            rows = side.facts(self.days.period, self.days.zone, self.limit.condition, wanted)
            for at, hour, count, *values in rows_of(*straight(side, rows, wanted, self._step("day"))):
                if hour is not None:
                    self._hours[hour] = count
                    continue
                for name, value in zip([one for one in wanted if one != HOUR], values, strict=True):
                    if name in self._numbers:
                        self._numbers[name][at] = int(value or 0)
                    elif value:
                        self._percentiles[name][at] = (float(value[0]), float(value[1]))
