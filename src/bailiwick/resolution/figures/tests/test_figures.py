"""Counts over time agree with the measures of the process, with the lists behind them, and with exact percentiles."""

import math
import random
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.evidence.measures import measured
from bailiwick.kernel.figures import rollups
from bailiwick.kernel.figures.histogram import ERROR_PERCENT
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.models import Clock
from bailiwick.resolution.figures.charts import NEEDS, Figures
from bailiwick.resolution.figures.facts import OPENED, RESOLVED, ROLLUP
from bailiwick.resolution.figures.limits import Limit
from bailiwick.resolution.figures.parts import PARTS
from bailiwick.resolution.figures.reading import figures, part
from bailiwick.resolution.figures.source import Source
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.reading.behind import behind
from tests.cast import Cast

MEASURES = [*OPENED.measures, *RESOLVED.measures]
NUMBERS = [*OPENED.numbers, *RESOLVED.numbers]


class Tallied(Source):
    """Always from tallies, however few there are."""

    rolled = True


def a_year(cast: Cast, count: int = 60) -> list[Incident]:
    """Incidents of several teams, customers and priorities over some months, as their records could be."""
    dice = random.Random(7)  # noqa: S311 - the same every time
    made = []
    for number in range(count):
        report = incidents.Report(
            title=f"Scale {number}", service=cast.weighing if number % 4 else None,
            classification=cast.hardware, impact=1 + number % 3, urgency=2,
            reporter=cast.people[dice.choice(("cora", "dan", "sam"))], channel="mail",
        )  # fmt: skip
        made.append(incidents.log_incident(report, by=cast.sam))
    with operation("organization.revise", by=cast.ada):
        for incident in made:
            opened = clock.now() - timedelta(days=dice.uniform(1, 150))
            took = timedelta(minutes=dice.lognormvariate(5, 1.5))
            done = dice.random() < 0.8 and opened + took < clock.now()
            answered = opened + took / 9
            values = {
                "opened_at": opened, "reassignment_count": dice.choice((0, 0, 1, 3)),
                "reopen_count": dice.choice((0, 0, 0, 1)), "team_id": dice.choice((cast.desk.pk, None)),
                "responded_at": answered, "state": "resolved" if done else "in_progress",
                "category": "resolved" if done else "open", "resolved_at": opened + took if done else None,
            }  # fmt: skip
            Incident.objects.filter(pk=incident.pk).update(**values)
            ran = {"elapsed_seconds": int(took.total_seconds() / 3)}
            Clock.objects.filter(item_id=incident.pk).update(
                state=dice.choice(("met", "missed")) if done else "running", **ran
            )
    return made


def counted(cast: Cast, name: str = "ada", **asked: str) -> Figures:
    with tenant.scope(cast.organization.id):
        rollups.bring_up_to_date(ROLLUP, cast.organization.id)
        return figures(cast.actor(name), {"period": "12m", **asked})


def everything(source: Source) -> dict[str, object]:
    source.prepare(MEASURES)
    steps = [None, *(first for first, _ in source.days.steps())]
    numbers = {f"{name} {at}": source.number(name, at) for name in NUMBERS for at in steps}
    return {**numbers, "hours": source.hours(), "before": source.backlog_before()}


@pytest.mark.parametrize("asked", [{}, {"team": "desk"}, {"period": "30d"}])
def test_tallies_say_what_the_records_say(cast: Cast, asked: dict[str, str]) -> None:
    a_year(cast)
    asked = {name: str(cast.desk.pk) if value == "desk" else value for name, value in asked.items()}
    recorded = counted(cast, **asked).source
    with tenant.scope(cast.organization.id):
        assert not recorded.rolled
        assert recorded.limit.grain
        tallied = Tallied(recorded.days, recorded.limit)
        assert sum(recorded.hours().values()) > 0
        assert everything(tallied) == everything(recorded)
        assert sorted(tallied.teams()) == sorted(recorded.teams())


def test_percentiles_from_classes_are_near_the_exact_ones(cast: Cast) -> None:
    a_year(cast)
    recorded = counted(cast).source
    with tenant.scope(cast.organization.id):
        tallied = Tallied(recorded.days, recorded.limit)
        for name in ("respond", "resolve", "resolve_open"):
            exact, near = recorded.percentiles(name, None), tallied.percentiles(name, None)
            assert exact is not None
            assert near is not None
            for one, other in zip(exact, near, strict=True):
                assert math.isclose(one, other, rel_tol=ERROR_PERCENT / 100) or one < 60


def test_totals_are_the_measures_of_the_process(cast: Cast) -> None:
    a_year(cast)
    found = counted(cast)
    with tenant.scope(cast.organization.id):
        totals, backlog = found.charts(["totals", "backlog"])
        values = dict(zip(totals.labels, totals.series[0].values, strict=True))
        named = {
            "mean_time_to_restore": values["Mean time to restore, service hours"],
            "resolved_in_target": values["Resolved within target, %"],
            "reopened": values["Reopened, %"],
            "first_contact": values["Resolved at first contact, %"],
            "backlog": backlog.series[0].values[-1],
        }
        period = found.days.period
        for code, value in named.items():
            one = measured("incident", code, period)
            assert one is not None
            assert value == pytest.approx(one.value), code


def test_each_mark_opens_as_many_records_as_it_shows(cast: Cast) -> None:
    a_year(cast)
    found = counted(cast)
    with tenant.scope(cast.organization.id):
        counts = ("volume", "backlog", "backlog_age", "load", "hours", "aging")
        for chart in found.charts(counts):
            for series in chart.series:
                for at, value in enumerate(series.values):
                    if not value:
                        continue
                    params = {name: one[0] for name, one in parse_qs(urlsplit(series.url(at)).query).items()}
                    listed = behind(cast.ada, params, found.process)
                    assert listed is not None
                    assert listed.records.count() == value, (chart.code, series.label, chart.labels[at])


def test_two_limits_together_tell_the_busiest_hour(cast: Cast) -> None:
    a_year(cast)
    found = counted(cast, service=str(cast.weighing.pk), party=str(cast.quay.pk))
    with tenant.scope(cast.organization.id):
        (chart,) = found.charts(("hours",))
    assert chart.summary.startswith("Busiest: ")


def test_customers_count_their_own_only(cast: Cast) -> None:
    a_year(cast)
    own = Incident.objects
    found = counted(cast, "cora")
    with tenant.scope(cast.organization.id):
        tallied = Tallied(found.days, found.limit)
        assert found.limit.grain == ("party", cast.quay.pk)
        assert tallied.number("opened") == found.source.number("opened")
        assert found.source.number("opened") == own.filter(party=cast.quay).count() > 0
        others = Source(found.days, Limit(cast.cora, (("party", cast.rope.pk),)))
        assert others.number("opened") == 0
        with pytest.raises(NotFound):
            part(cast.cora, "load")


def test_every_part_is_drawn_for_every_kind_of_reader(cast: Cast) -> None:
    a_year(cast, 12)
    for name in ("ada", "cora"):
        found = counted(cast, name, period="90d")
        with tenant.scope(cast.organization.id):
            codes = [one.code for one in PARTS]
            assert [chart.code for chart in found.charts(codes)] == codes
    assert NEEDS.keys() <= set(codes)


def test_a_wrong_tally_is_found_and_counted_again(cast: Cast) -> None:
    a_year(cast, 10)
    counted(cast)
    with tenant.scope(cast.organization.id):
        assert rollups.wrong_days(ROLLUP, sample=999)[1] == []
        day = (
            Incident.objects.order_by("opened_at")
            .values_list("opened_at", flat=True)[0]
            .astimezone(UTC)
            .date()
        )
        rollups._run("update figures_tally set count = count + 1 where day = %s", [day])
        assert rollups.wrong_days(ROLLUP, sample=999)[1] == [day]
    assert rollups.bring_up_to_date(ROLLUP, cast.organization.id) == 1
    with tenant.scope(cast.organization.id):
        assert rollups.wrong_days(ROLLUP, sample=999)[1] == []


def test_days_are_those_of_the_organization(cast: Cast) -> None:
    made = a_year(cast, 1)[0]
    with operation("organization.revise", by=cast.ada) as op:
        at = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
        Incident.objects.filter(pk=made.pk).update(opened_at=at, resolved_at=None)
        type(cast.organization).objects.filter(pk=cast.organization.pk).update(zone="Europe/Berlin")
        op.facts["zone"] = "Europe/Berlin"
    found = counted(cast, **{"from": "2026-03-29", "to": "2026-03-29"})
    with tenant.scope(cast.organization.id):
        assert found.source.number("opened") == 1
        assert found.source.hours() == {6 * 24: 1}
