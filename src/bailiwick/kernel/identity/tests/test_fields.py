"""Fields: what people type is cleaned, bounded and refused in words."""

import pytest

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.fields import (
    LINE_LENGTH,
    PROSE_LENGTH,
    Rule,
    checked,
    email,
    given,
    line,
    one_of,
    optional,
    prose,
    whole,
    zone,
)
from bailiwick.kernel.identity.models import Party


@pytest.mark.parametrize(
    ("rule", "typed", "kept"),
    [
        (line, "  Harbour Lights ", "Harbour Lights"),
        (line, "Zoe\u0308", "Zo\u00eb"),
        (line, "x" * LINE_LENGTH, "x" * LINE_LENGTH),
        (
            line,
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        (prose, " one\r\ntwo\tthree \n", "one\ntwo\tthree"),
        (prose, "", ""),
        (email, " Ada@harbour.example ", "Ada@harbour.example"),
        (zone, "Europe/Lisbon", "Europe/Lisbon"),
        (optional(zone), "", ""),
        (optional(whole(0, 9)), None, None),
        (whole(0, 9), 9, 9),
        (one_of(Party.Kind), "unit", "unit"),
    ],
)
def test_what_is_kept(rule: Rule, typed: object, kept: object) -> None:
    assert rule(typed) == kept


@pytest.mark.parametrize(
    ("rule", "typed"),
    [
        (line, ""),
        (line, " \t "),
        (line, "\u200b\u2060"),
        (line, "x" * (LINE_LENGTH + 1)),
        (line, "a\nb"),
        (line, "a\x00b"),
        (line, "a\x1bb"),
        (line, "lone \ud800 surrogate"),
        (line, "invoice\u202efdp.exe"),
        (line, "a\u2028b"),
        (prose, "bell \x07"),
        (prose, "x" * (PROSE_LENGTH + 1)),
        (email, "ada"),
        (email, "ada@"),
        (email, "ada@harbour.example\nbcc: all"),
        (email, f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 63}.example"),
        (zone, "Europe/Atlantis"),
        (zone, "../etc/passwd"),
        (zone, ""),
        (whole(0, 9), 10),
        (whole(0, 9), True),
        (whole(0, 9), "3"),
        (one_of(Party.Kind), "friend"),
    ],
)
def test_what_is_refused(rule: Rule, typed: object) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z“].*\.$"):
        rule(typed)


def test_all_faults_are_told_at_once_in_the_order_of_the_fields() -> None:
    with pytest.raises(Invalid) as caught:
        checked({"zone": "Moon", "name": "", "note": 1}, {"name": line, "zone": zone})
    assert list(caught.value.fields) == ["zone", "name"]


def test_fields_without_a_rule_pass() -> None:
    assert checked({"name": " A ", "note": 1}, {"name": line}) == {"name": "A", "note": 1}


def test_a_reason_must_be_given() -> None:
    assert given(" moved on ") == "moved on"
    for empty in ("", "  \n"):
        with pytest.raises(Invalid) as caught:
            given(empty)
        assert "reason" in caught.value.fields
