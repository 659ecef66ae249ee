"""Query strings, initials, counts."""

import pytest
from django.http import QueryDict

from bailiwick.kernel.ui.jinja.links import chosen, label_of, query_string
from bailiwick.kernel.ui.jinja.words import counted, initials, tone


def test_a_change_keeps_the_rest_of_the_query() -> None:
    params = QueryDict("q=vpn&priority=1&priority=2")
    assert query_string(params, sort="-due") == "?q=vpn&priority=1&priority=2&sort=-due"


def test_nothing_and_empty_take_a_name_away() -> None:
    params = QueryDict("q=vpn&priority=1")
    assert query_string(params, q=None, priority=[]) == "?"


def test_a_new_order_starts_at_the_first_page() -> None:
    params = QueryDict("q=vpn&after=1042")
    assert query_string(params, sort="due") == "?q=vpn&sort=due"
    assert query_string(params, after="1099") == "?q=vpn&after=1099"


def test_values_are_quoted() -> None:
    assert query_string({"q": "a&b=ü"}, sort="x") == "?q=a%26b%3D%C3%BC&sort=x"


def test_chosen_values_of_a_filter() -> None:
    assert chosen(QueryDict("team=&team=desk&team=net"), "team") == ["desk", "net"]
    assert chosen({"team": 3}, "team") == ["3"]
    assert chosen({}, "team") == []


def test_label_of_a_choice() -> None:
    assert label_of([(1, "Critical")], "1") == "Critical"
    assert label_of([(1, "Critical")], "9") == "9"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Mira Kovač", "MK"), ("Hélène Dubois-Martin", "HM"), ("root", "R"), ("  ", "?"), ("(bot)", "?")],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_name_keeps_its_tone() -> None:
    assert tone("Mira Kovač") == tone("mira kovač")
    assert {tone(f"person {number}") for number in range(200)} == {1, 2, 3, 4, 5, 6}


def test_counts() -> None:
    assert counted(1, "incident") == "1 incident"
    assert counted(1_200, "incident") == "1,200 incidents"
    assert counted(0, "person", "people") == "0 people"
