"""The navigation shows what somebody may enter."""

import pytest

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ui import navigation
from bailiwick.kernel.ui.navigation import Entry


@pytest.fixture(autouse=True)
def own_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", [])
    monkeypatch.setattr(navigation, "_new", [])
    navigation.add(Entry("Sessions", "lock", "password-change", verb="team.add", group="Setup"))
    navigation.add(Entry("Account", "user", "me", order=20))
    navigation.add(Entry("Start", "home", "home", order=10))
    navigation.add_new(Entry("Team", "users", "me", verb="team.add"))


def actor(*grants: str, **more: object) -> Actor:
    return Actor(organization_id=1, name="Sam", grants=frozenset(grants), **more)  # type: ignore[arg-type]


def labels(who: Actor, path: str = "") -> list[tuple[str, list[str]]]:
    return [(g.label, [place.label for place in g.places]) for g in navigation.groups(who, path)]


def test_places_come_by_group_and_order() -> None:
    assert labels(actor("*")) == [("Work", ["Start", "Account"]), ("Setup", ["Sessions"])]


def test_a_place_needs_its_verb_somewhere() -> None:
    assert labels(actor()) == [("Work", ["Start", "Account"])]
    scoped = actor(scoped=frozenset({("team.add", "team", 3)}))
    assert labels(scoped)[-1] == ("Setup", ["Sessions"])
    assert labels(actor("*", party_id=4)) == [("Work", ["Start", "Account"])]


def test_the_longest_address_is_the_current_place() -> None:
    current = [
        place.label
        for group in navigation.groups(actor("*"), "/me/sessions/")
        for place in group.places
        if place.current
    ]
    assert current == ["Account"]


def test_the_menu_of_new_things() -> None:
    assert [place.label for place in navigation.new_items(actor("team.add"))] == ["Team"]
    assert navigation.new_items(actor()) == ()


def test_a_place_is_added_once_and_in_a_known_group() -> None:
    with pytest.raises(ValueError, match="already"):
        navigation.add(Entry("Again", "home", "home"))
    with pytest.raises(ValueError, match="no group"):
        navigation.add(Entry("Odd", "home", "sign-in", group="Odds"))
