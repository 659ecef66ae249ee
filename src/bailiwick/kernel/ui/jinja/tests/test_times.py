"""Instants in the reader's zone."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from bailiwick.kernel.ui.jinja import times

AT = dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def in_zagreb() -> Iterator[None]:
    with timezone.override(ZoneInfo("Europe/Zagreb")), time_machine.travel(AT, tick=False):
        yield


def test_an_instant_is_shown_in_the_readers_zone_with_the_zone() -> None:
    shown = times.time(AT)
    assert ">29 Mar, 01:30 CET</time>" in shown
    assert 'datetime="2026-03-29T00:30:00Z"' in shown
    assert 'title="Sunday 29 March 2026, 01:30:00 CET (UTC+01:00)"' in shown


def test_summer_time_has_its_own_name() -> None:
    assert ">29 Mar, 03:30 CEST</time>" in times.time(AT + dt.timedelta(hours=1))


def test_a_zone_without_a_name_is_shown_by_its_offset() -> None:
    with timezone.override(ZoneInfo("America/Sao_Paulo")):
        assert "21:30 UTC\N{MINUS SIGN}03<" in times.time(AT)
        assert times.zone_name() == "UTC\N{MINUS SIGN}03"


def test_another_year_is_named() -> None:
    assert ">29 Mar 2025, 01:30 CET<" in times.time(AT.replace(year=2025))
    assert ">29 Mar 2026, 01:30 CET<" in times.time(AT, "long")
    assert ">01:30<" in times.time(AT, "clock", zone=False)


def test_the_day_is_the_readers() -> None:
    late = dt.datetime(2026, 3, 28, 23, 30, tzinfo=dt.UTC)
    assert times.date(late) == '<time datetime="2026-03-29">29 Mar 2026</time>'
    assert times.date(dt.date(2026, 3, 1)) == '<time datetime="2026-03-01">1 Mar 2026</time>'


def test_an_instant_without_a_zone_is_a_mistake() -> None:
    naive = AT.replace(tzinfo=None)
    with pytest.raises(ValueError, match="without a zone"):
        times.time(naive)


@pytest.mark.parametrize(
    ("seconds", "past", "expected"),
    [
        (0, "ago", "just now"),
        (-44, "ago", "just now"),
        (-46, "ago", "1 min ago"),
        (1_500, "ago", "in 25 min"),
        (-7_300, "ago", "2 h ago"),
        (-7_300, "late", "2 h late"),
        (-86_400, "ago", "1 day ago"),
        (200_000, "ago", "in 2 days"),
        (-40 * 86_400, "ago", "17 Feb 2026"),
    ],
)
def test_relative(seconds: int, past: str, expected: str) -> None:
    shown = times.relative(AT + dt.timedelta(seconds=seconds), past)
    assert f">{expected}</time>" in shown
    assert f'data-relative="{past}"' in shown


def test_inputs_take_local_time() -> None:
    assert times.local_input(AT) == "2026-03-29T01:30"
    assert times.local_input(dt.date(2026, 3, 1)) == "2026-03-01"
    assert times.local_input("2026-03-29T01:30") == "2026-03-29T01:30"
    assert times.local_input(None) == ""
