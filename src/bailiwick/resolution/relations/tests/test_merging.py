"""Merges: what follows the survivor, circles, and taking apart."""

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.work.models import Link, Watcher
from bailiwick.kernel.work.relations.operations import adopt_item, merge_item, split_item, unmerge_item
from bailiwick.kernel.work.relations.queries import merged_here
from bailiwick.kernel.work.tasks.operations import add_task
from bailiwick.kernel.work.tasks.queries import tasks
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.reading import story
from bailiwick.resolution.relations import targets
from bailiwick.resolution.relations.operations import convert_incident
from tests.cast import Cast
from tests.routes.incidents import logged


def now(cast: Cast, incident: Incident) -> Incident:
    with tenant.scope(cast.organization.id):
        return Incident.objects.get(pk=incident.pk)


def told(cast: Cast, incident: Incident, name: str = "sam") -> str:
    actor = cast.actor(name)
    with tenant.scope(cast.organization.id):
        merged = merged_here(actor, incident)
        entries, _ = story.story(actor, incident, definition(incident.process_id), merged=merged)
    return " / ".join(str(entry.get("text", "")) for entry in entries)


def watchers(cast: Cast, incident: Incident) -> set[str]:
    with tenant.scope(cast.organization.id):
        return set(Watcher.objects.filter(item=incident).values_list("person__name", flat=True))


def test_everything_follows_the_survivor_and_comes_back(cast: Cast) -> None:
    loser, survivor, other = logged(cast), logged(cast), logged(cast)
    incidents.comment_incident(loser, by=cast.cora, text="It drifts.")
    incidents.attach_file(loser, by=cast.sam, name="a.txt", chunks=[b"zero"])
    incidents.watch_incident(loser, by=cast.sam, person=cast.people["mia"])
    incidents.link_incident(loser, by=cast.sam, relation="caused_by", to=other)
    add_task(loser, by=cast.sam, title="Ring the maker")
    part = logged(cast)
    adopt_item(part, by=cast.sam, parent=loser)

    merge_item(loser, by=cast.sam, into=survivor, reason="The same scale")

    ended = now(cast, loser)
    assert (ended.state, ended.closure_code) == ("cancelled", "duplicate")
    assert "It drifts." in told(cast, survivor, "cora")
    assert watchers(cast, survivor) == {"Mia"}
    with tenant.scope(cast.organization.id):
        links = {(one.label, one.other.pk) for one in queries.linked(cast.sam, survivor)}
        assert links == {("Caused by", other.pk), ("Parts", part.pk), ("Merged here", loser.pk)}
        assert [one.name for one in story.attachments(cast.cora, survivor)] == ["a.txt"]
        assert [one.title for one in tasks(cast.sam, survivor)] == ["Ring the maker"]
    incidents.comment_incident(loser, by=cast.cora, text="And now it is dark.")
    assert "now it is dark" in told(cast, survivor, "cora")

    unmerge_item(loser, by=cast.sam, reason="Another scale")
    back = now(cast, loser)
    assert (back.state, back.closure_code, back.closed_at) == (loser.state, "", None)
    assert "It drifts." not in told(cast, survivor)
    assert watchers(cast, survivor) == set()
    with tenant.scope(cast.organization.id):
        assert [one.label for one in queries.linked(cast.sam, survivor)] == []
        assert [one.title for one in tasks(cast.sam, back)] == ["Ring the maker"]
        assert {one.label for one in queries.linked(cast.sam, back)} == {"Caused by", "Parts"}
    merge_item(back, by=cast.sam, into=survivor, reason="After all")


def test_a_circle_of_merges_is_refused(cast: Cast) -> None:
    first, second, third = logged(cast), logged(cast), logged(cast)
    merge_item(first, by=cast.sam, into=second, reason="Same")
    with pytest.raises(Invalid, match="circle"):
        merge_item(second, by=cast.sam, into=first, reason="Same")
    with pytest.raises(Invalid, match=f"merge into {second.reference}"):
        merge_item(third, by=cast.sam, into=first, reason="Same")
    with pytest.raises(Invalid, match="itself"):
        merge_item(third, by=cast.sam, into=third, reason="Same")
    merge_item(second, by=cast.sam, into=third, reason="Same")
    incidents.comment_incident(first, by=cast.cora, text="Still there?")
    assert "Still there?" in told(cast, third)


def test_what_was_merged_is_not_merged_again(cast: Cast) -> None:
    first, second, third = logged(cast), logged(cast), logged(cast)
    merge_item(first, by=cast.sam, into=second, reason="Same")
    with pytest.raises(NotAllowedNow):
        merge_item(now(cast, first), by=cast.sam, into=third, reason="Same")
    with pytest.raises(Invalid, match="closed"):
        adopt_item(third, by=cast.sam, parent=now(cast, first))
    with tenant.scope(cast.organization.id):
        assert queries.linked(cast.sam, third) == []


def test_customers_keep_what_is_theirs(cast: Cast) -> None:
    loser = logged(cast)
    report = incidents.Report(title="Ropes", reporter=cast.people["dan"])
    of_another = incidents.log_incident(report, by=cast.sam)
    with pytest.raises(Invalid, match="different customers"):
        merge_item(loser, by=cast.sam, into=of_another, reason="Same")
    with pytest.raises(Refused):
        merge_item(loser, by=cast.cora, into=logged(cast), reason="Same")


def test_internal_notes_stay_internal_when_split_off(cast: Cast) -> None:
    found = logged(cast)
    public = incidents.comment_incident(found, by=cast.cora, text="The printer too.")
    internal = incidents.comment_incident(found, by=cast.sam, text="Never cleaned.", is_public=False)
    made = split_item(found, by=cast.sam, title="Printer", comments=[public.pk, internal.pk])
    assert "> The printer too." in made.description
    assert "Never cleaned" not in made.description
    assert "> Never cleaned." in told(cast, made)  # type: ignore[arg-type]
    assert "Never cleaned" not in told(cast, made, "cora")  # type: ignore[arg-type]
    with tenant.scope(cast.organization.id):
        assert Link.objects.filter(relation="split_from", from_id=made.pk, to_id=found.pk).exists()
    with pytest.raises(Invalid, match="belong"):
        split_item(made, by=cast.sam, title="Printer", comments=[public.pk])


def test_nothing_is_not_split_off(cast: Cast) -> None:
    found = logged(cast)
    with tenant.scope(cast.organization.id):
        before = Incident.objects.count()
    with pytest.raises(Invalid, match="title"):
        split_item(found, by=cast.sam, title="  ", description="All of it")
    with pytest.raises(Invalid, match="belong"):
        split_item(found, by=cast.sam, title="Printer", comments=[0])
    with tenant.scope(cast.organization.id):
        assert Incident.objects.count() == before


def test_what_takes_over_is_made_and_linked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until another kind of work is kept here, an incident stands for it."""

    def make(incident: Incident, by: Actor) -> Incident:
        report = incidents.Report(title=f"Order: {incident.title}", reporter=incident.reporter)
        return incidents.log_incident(report, by=by)

    monkeypatch.setitem(targets._targets, "change", targets.Target("change", "change", make))
    found = logged(cast)
    convert_incident(found, by=cast.sam, was="change", reason="A new scale")
    with tenant.scope(cast.organization.id):
        (linked,) = queries.linked(cast.sam, found)
        assert linked.other.title == f"Order: {found.title}"


def test_what_is_no_incident_says_what_it_was(cast: Cast) -> None:
    done = convert_incident(logged(cast), by=cast.sam, was="question", reason="How to tare")
    assert (done.closure_code, done.was, done.state) == ("not_an_incident", "question", "cancelled")
    with pytest.raises(Invalid, match="was"):
        convert_incident(logged(cast), by=cast.sam, was="party", reason="Fun")
