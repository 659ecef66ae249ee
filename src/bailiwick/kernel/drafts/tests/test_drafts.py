"""Drafts are one's own, survive, and go when they should."""

from datetime import timedelta
from typing import Any

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.drafts import operations, queries
from bailiwick.kernel.drafts.models import Draft
from bailiwick.kernel.identity import traces
from tests.cast import Cast

FORM = "/incidents/INC-1/comments/"


@pytest.fixture(autouse=True)
def inside(cast: Cast) -> Any:
    with tenant.scope(cast.organization.id):
        yield


def keep(cast: Cast, text: str, *, turn: int, writer: str = "w1", form: str = FORM) -> None:
    operations.keep_draft(form, [("text", text)], by=cast.sam, writer=writer, turn=turn)


def kept(cast: Cast) -> Any:
    found = queries.own_draft(cast.sam, FORM)
    return found.typed if found else None


def test_the_last_word_of_a_page_stands_whatever_arrives_late(cast: Cast) -> None:
    keep(cast, "The cable", turn=1)
    keep(cast, "The cable is loose", turn=3)
    keep(cast, "The cable is", turn=2)
    assert kept(cast) == [["text", "The cable is loose"]]
    operations.note_sent(FORM, by=cast.sam, writer="w1", turn=5)
    keep(cast, "The cable is loose", turn=4)
    assert kept(cast) == []
    keep(cast, "Another thing", turn=1, writer="w2")
    assert kept(cast) == [["text", "Another thing"]]


def test_a_draft_is_nobody_elses(cast: Cast) -> None:
    keep(cast, "Between us", turn=1)
    assert queries.own_draft(cast.mia, FORM) is None
    operations.discard_draft(FORM, by=cast.mia)
    assert kept(cast) == [["text", "Between us"]]
    operations.discard_draft(FORM, by=cast.sam)
    assert kept(cast) is None


def test_secrets_are_not_kept_and_neither_is_too_much(cast: Cast) -> None:
    typed = [("client_secret", "s3"), ("password1", "p"), ("csrfmiddlewaretoken", "c"), ("name", "Directory")]
    operations.keep_draft(FORM, typed, by=cast.sam, writer="w1", turn=1)
    assert kept(cast) == [["name", "Directory"]]
    with pytest.raises(Invalid):
        keep(cast, "x" * operations.LARGEST, turn=2)


def test_the_oldest_of_too_many_drafts_goes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST", 2)
    for number in range(3):
        keep(cast, "x", turn=1, form=f"/incidents/INC-{number}/comments/")
    assert sorted(Draft.objects.values_list("form", flat=True)) == [
        "/incidents/INC-1/comments/",
        "/incidents/INC-2/comments/",
    ]


def test_old_drafts_are_forgotten(cast: Cast) -> None:
    now = clock.now()
    keep(cast, "Old", turn=1)
    keep(cast, "Young", turn=1, form="/incidents/new/")
    operations.note_sent("/portal/report/", by=cast.cora, writer="w1", turn=1)
    Draft.objects.filter(form=FORM).update(saved_at=now - operations.KEPT - timedelta(minutes=1))
    Draft.objects.filter(typed=[]).update(saved_at=now - operations.KEPT_TRACE - timedelta(minutes=1))
    operations.forget_drafts()
    assert list(Draft.objects.values_list("form", flat=True)) == ["/incidents/new/"]


def test_they_are_erased_with_the_person(cast: Cast) -> None:
    keep(cast, "Secret sorrow", turn=1)
    (own,) = [one for one in traces.taken() if one.label == "What they typed and did not send"]
    assert own.count(cast.people["sam"]) == 1
    assert own.erase is not None
    own.erase(cast.people["sam"])
    assert kept(cast) is None
