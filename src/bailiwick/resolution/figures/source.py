"""Counts of a period: from the tallies of its days where these hold the same incidents, else from the records."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.figures.histogram import percentile
from bailiwick.kernel.figures.periods import Days
from bailiwick.kernel.work.models import WorkItem
from bailiwick.resolution.figures.facts import SIDES, Counted, Facts, statement
from bailiwick.resolution.figures.limits import Limit
from bailiwick.resolution.figures.populations import by_age
from bailiwick.resolution.incidents.measures import open_at
from bailiwick.resolution.incidents.queries import KIND

# So many durations are read one by one; more are read from classes.
MOST_EXACT = 5_000
# Each duration, and the measure that says of how many incidents it is at most.
DURATIONS = {
    "respond": "opened", "respond_open": "opened", "resolve": "resolved", "resolve_open": "resolved",
}  # fmt: skip
Counts = dict[int, int]
_TALLIES = """
select measure, {step}, bucket, sum(count)::bigint from figures_tally
where organization_id = %s and kind = %s and grain = %s and of = %s and measure = any(%s)
and day >= %s and day <= %s group by 1, 2, 3
"""
_BEFORE = """
select coalesce(sum(case measure when 'entered' then count else -count end), 0)::bigint from figures_tally
where organization_id = %s and kind = %s and grain = %s and of = %s and measure in ('entered', 'left') and day < %s
"""
_TEAMS = """
select of, coalesce(sum(count) filter (where measure = 'opened' and day >= %s), 0)::bigint,
    coalesce(sum(count) filter (where measure = 'resolved' and day >= %s), 0)::bigint,
    (coalesce(sum(count) filter (where measure = 'entered'), 0)
     - coalesce(sum(count) filter (where measure = 'left'), 0))::bigint
from figures_tally where organization_id = %s and kind = %s and grain = 'team' and day <= %s
and measure in ('opened', 'resolved', 'entered', 'left') group by 1
"""


@dataclass
class Source:
    """The counts of some days for a limit; each is asked for once. `rolled` says whether tallies are read."""

    days: Days
    limit: Limit
    _known: dict[str, dict[date, Counts]] = field(default_factory=dict)
    _exact: dict[str, dict[date | None, tuple[float, float]]] = field(default_factory=dict)
    _ages: dict[tuple[str, int], int] | None = None

    @property
    def rolled(self) -> bool:
        return self.limit.grain is not None

    def is_exact(self, measure: str) -> bool:
        """Whether percentiles of a duration come from the durations themselves."""
        return not self.rolled or self.number(DURATIONS[measure]) <= MOST_EXACT

    def prepare(self, measures: Iterable[str]) -> None:
        """Ask for several measures at once."""
        wanted = list(dict.fromkeys(measures))
        durations = [one for one in wanted if one in DURATIONS]
        self._ask([one for one in wanted if one not in DURATIONS] + [DURATIONS[one] for one in durations])
        exact = [one for one in durations if self.is_exact(one)]
        for known, facts in SIDES:
            if missing := [one for one in exact if one in known and one not in self._exact]:
                self._ask_exactly(missing, known, facts)
        self._ask([one for one in durations if one not in exact])

    def _ask(self, measures: list[str]) -> None:
        wanted = [one for one in dict.fromkeys(measures) if one not in self._known]
        if not wanted:
            return
        self._known |= {name: defaultdict(dict) for name in wanted}
        for name, at, bucket, count in self._tallied(wanted) if self.rolled else self._recorded(wanted):
            self._known[name][at][bucket] = count

    def counts(self, measure: str, at: date) -> Counts:
        """A measure in the step that begins on a day, by bucket."""
        self._ask([measure])
        return self._known[measure].get(at, {})

    def number(self, measure: str, at: date | None = None) -> int:
        """A measure in the step that begins on a day, or in the whole period."""
        self._ask([measure])
        if at is not None:
            return sum(self.counts(measure, at).values())
        return sum(sum(counts.values()) for counts in self._known[measure].values())

    def merged(self, measure: str) -> Counts:
        """A measure in the whole period, by bucket."""
        self._ask([measure])
        found: Counts = defaultdict(int)
        for counts in self._known[measure].values():
            for bucket, count in counts.items():
                found[bucket] += count
        return found

    def percentiles(self, measure: str, at: date | None) -> tuple[float, float] | None:
        """Median and 90th percentile of a duration in seconds, in a step or the whole period; None without data."""
        self.prepare([measure])
        if self.is_exact(measure):
            return self._exact[measure].get(at)
        counts = self.merged(measure) if at is None else self.counts(measure, at)
        middle, high = percentile(counts, 0.5), percentile(counts, 0.9)
        return None if middle is None or high is None else (middle, high)

    def backlog_before(self) -> int:
        """Incidents open at the beginning of the period."""
        if not self.rolled:
            found = WorkItem.objects.filter(self.limit.condition, kind=KIND)
            return found.filter(open_at(self.days.period.start)).count()
        rows = _rows(_BEFORE, [tenant.current(), KIND, *self._grain(), self.days.first])
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
        if self.limit.grain == ("all", 0):
            return _rows(_TEAMS, [self.days.first, self.days.first, tenant.current(), KIND, self.days.last])
        period = self.days.period
        found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        conditions = (
            Q(opened_at__gte=period.start, opened_at__lt=period.end),
            Q(resolved_at__gte=period.start, resolved_at__lt=period.end),
            open_at(period.end),
        )
        seen = WorkItem.objects.filter(self.limit.condition, kind=KIND).order_by()
        for place, condition in enumerate(conditions):
            counted: QuerySet[Any, Any] = seen.filter(condition)
            for team, count in counted.values_list("team_id").annotate(Count("pk")):
                found[team or 0][place] = count
        return [(team, a, b, c) for team, (a, b, c) in found.items()]

    def _grain(self) -> tuple[str, int]:
        grain = self.limit.grain
        assert grain is not None
        return grain

    def _step(self, day: str) -> str:
        if self.days.step == "day":
            return day
        return f"greatest(date_trunc('{self.days.step}', {day})::date, '{self.days.first}'::date)"

    def _tallied(self, measures: list[str]) -> list[Any]:
        sql = _TALLIES.format(step=self._step("day"))
        return _rows(sql, [tenant.current(), KIND, *self._grain(), measures, self.days.first, self.days.last])

    def _recorded(self, measures: list[str]) -> list[Any]:
        found = []
        for known, facts in SIDES:
            wanted = {name: one for name, one in known.items() if name in measures}
            if wanted:
                rows = facts(self.days.period, self.days.zone, self.limit.condition, wanted)
                sql, parameters = statement(rows, wanted, [self._step("day")])
                found += [(name, at, bucket, count) for at, name, bucket, count in _rows(sql, parameters)]
        return found

    def _ask_exactly(self, measures: list[str], known: dict[str, Counted], facts: Facts) -> None:
        """Read from the durations themselves: the smallest that the share does not exceed."""
        rows = facts(self.days.period, self.days.zone, self.limit.condition, measures)
        inner, parameters = rows.query.sql_with_params()
        share = "percentile_disc(array[0.5, 0.9]) within group (order by {}) filter (where {})"
        shares = ", ".join(share.format(one, known[one].where) for one in measures)
        step = self._step("day")
        sql = f"with f as ({inner}) select {step}, {shares} from f group by grouping sets ((1), ())"  # noqa: S608
        self._exact |= {one: {} for one in measures}
        for at, *pairs in _rows(sql, list(parameters)):
            for one, pair in zip(measures, pairs, strict=True):
                if pair:
                    self._exact[one][at] = (float(pair[0]), float(pair[1]))


def _rows(sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
