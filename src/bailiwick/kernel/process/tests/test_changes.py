"""What one version has that another has not, and where a path lies in a text."""

import pytest

from bailiwick.kernel.process.changes import Change, changes, summary
from bailiwick.kernel.process.examination import examine
from bailiwick.kernel.process.loading import load
from bailiwick.kernel.process.places import Places
from bailiwick.kernel.process.tests.repairs import REPAIRS, repairs

VERBS = {t.verb for t in repairs().transitions}


def test_a_definition_does_not_differ_from_itself() -> None:
    assert changes(repairs(), load(REPAIRS)) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("title: Mended,", "title: Whole,", ("state", "mended", Change.ALTERED)),
        ("{name: scrapped,", "{name: melted,", ("state", "scrapped", Change.REMOVED)),
        ("{code: FIX, title: Fixer}", "{code: FIX, title: Mender}", ("role", "FIX", Change.ALTERED)),
        ("title: Bring\n", "title: Hand in\n", ("verb", "repair.bring", Change.ALTERED)),
        ("Mend what is broken.", "Mend it.", ("text", "purpose", Change.ALTERED)),
        ("I: [reporter]", "C: [reporter]", ("responsibility", "mend", Change.ALTERED)),
    ],
)
def test_each_kind_of_change_is_found(before: str, after: str, expected: tuple[str, str, Change]) -> None:
    assert before in REPAIRS
    text = REPAIRS.replace(before, after, 1)
    text = text.replace("to: scrapped", "to: melted") if "melted" in after else text
    found = [(one.noun, one.name, one.change) for one in changes(repairs(), load(text))]
    assert expected in found


def test_a_new_part_has_no_old_text() -> None:
    text = REPAIRS.replace("roles:\n", "roles:\n  - {code: NEW, title: Newcomer}\n", 1)
    (found,) = changes(repairs(), load(text))
    assert (found.change, found.old) == (Change.ADDED, "")
    assert "Newcomer" in found.new
    assert summary([found, found]) == "2 roles added"


def test_a_path_lies_on_its_line_or_on_the_one_of_what_holds_it() -> None:
    where = Places(REPAIRS)
    lines = REPAIRS.splitlines()
    for path, text in (
        ("states[4].category", "name: mended"),
        ("states.mended", "name: mended"),
        ("conditions[0].nothing", "name: paid"),
        ("transitions.repair.bring", "verb: repair.bring"),
    ):
        line = where.line(path)
        assert line is not None
        assert text in lines[line - 1]
    assert where.line("") is None
    assert where.line("nothing.at.all") is None


def test_a_text_that_is_not_yaml_names_its_line_itself() -> None:
    found = examine("code: x\ncode: y\n", current=repairs(), shipped=None, verbs=VERBS)
    assert [(one.line, one.finding.message) for one in found.errors] == [
        (None, "Line 2: the key 'code' is there twice.")
    ]
