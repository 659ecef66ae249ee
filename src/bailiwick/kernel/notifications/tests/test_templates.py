"""Wordings can say little, and what they cannot is told by line and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.notifications import news, templates, wording
from bailiwick.kernel.notifications.types import Audience, Channel

NAMES = {"title": lambda: "The scale\nis dark", "team": lambda: ""}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ title }}!", "The scale\nis dark!"),
        ("{{title|line|upper}}", "THE SCALE IS DARK"),
        ("{% if team %}of {{ team }}{% else %}of nobody{% endif %}", "of nobody"),
        ("{% if not team %}{% if title %}yes{% endif %}{% endif %}", "yes"),
        ("Plain { text } with 100 % of it", "Plain { text } with 100 % of it"),
    ],
)
def test_what_can_be_said(source: str, expected: str) -> None:
    assert templates.rendered(source, NAMES) == expected


@pytest.mark.parametrize(
    ("source", "line", "column", "says"),
    [
        ("Hello\n  {{ titel }}", 2, 3, "There is no name “titel”; there are team, title."),
        ("{{ title.__class__ }}", 1, 1, "is no name"),
        ("{{ title() }}", 1, 1, "is no name"),
        ("{{ title|safe }}", 1, 1, "There is no filter “safe”"),
        ("a\n{% for x in title %}", 2, 1, "There are only if, else and endif"),
        ("{% if title %}\n\n", 1, 1, "has no “{% endif %}”"),
        ("a {% endif %}", 1, 3, "belongs to no condition"),
        ("{% if title %}{% else %}{% else %}{% endif %}", 1, 25, "belongs to no condition"),
        ("{{ title", 1, 1, "The closing “}}” is missing"),
        ("{# secret #}", 1, 1, "Comments are not possible"),
        ("{% if title %}" * 6 + "{% endif %}" * 6, 1, 71, "at most 5 deep"),
        ("{{ title }}" * 501, 1, 5501, "More than 500"),
        ("x" * 20_001, 1, 20_001, "20,000 are possible"),
    ],
)
def test_what_cannot_be_said_is_told_where(source: str, line: int, column: int, says: str) -> None:
    with pytest.raises(templates.Fault) as fault:
        templates.rendered(source, NAMES)
    assert (fault.value.line, fault.value.column) == (line, column)
    assert says in str(fault.value)


@given(st.text(alphabet="{}%#| \nabteilnds", max_size=60))
def test_anything_at_all_is_words_or_a_fault(source: str) -> None:
    try:
        templates.rendered(source, NAMES)
    except templates.Fault as fault:
        where = (fault.line, fault.column)
    else:
        where = (1, 1)
    assert min(where) >= 1


def test_what_is_shipped_can_be_used_for_everybody_who_hears_it() -> None:
    for one in news.every():
        for audience in Audience if one.is_for_outsiders else (Audience.STAFF,):
            templates.checked(one.text, wording.names(one, Channel.APPLICATION, audience))
        known = {*one.all_relations()}
        assert [name for rule in one.rules for name in rule.to if name not in known] == []
        assert [name for rule in one.rules for name in rule.when if name not in one.all_conditions()] == []


def test_what_a_mail_ships_with_can_be_used() -> None:
    names = {*wording.COMMON, *wording.MAIL_ONLY}
    assert templates.checked(wording.SUBJECT, names)
    assert templates.checked(wording.TEXT, names)
