"""What can be done with an incident can be done on its pages."""

from bailiwick.resolution.desk.doing import DOINGS
from bailiwick.resolution.reading.verbs import VERBS, find


def test_every_verb_has_a_form_and_an_operation() -> None:
    assert set(DOINGS) == {verb.name for verb in VERBS}


def test_every_verb_has_a_resource_of_its_own() -> None:
    assert [find(verb.resource, undoes=verb.undoes) for verb in VERBS] == list(VERBS)
