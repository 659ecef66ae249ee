"""Pages say who else is there, and people choose whether they are seen."""

import re
from datetime import timedelta

from django.test import Client

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.models import Session
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.web import Browser


def test_a_page_is_told_who_else_is_there(cast: Cast, browser: Browser) -> None:
    address = f"/presence/incident/{logged(cast).pk}/"
    sam, mia = browser.as_("sam"), browser.as_("mia")
    assert sam.post(address, {"page": "p1", "doing": "reply"}).json() == {"again": 25, "here": []}
    (seen,) = mia.post(address, {"page": "p2", "doing": "reading"}).json()["here"]
    assert (seen["name"], seen["words"]) == ("Sam", "is writing a reply")
    assert sam.delete(f"{address}?page=p1").status_code == 204
    assert mia.post(address, {"page": "p2", "doing": "reading"}).json()["here"] == []
    assert mia.post(address, {"page": "p2", "doing": "dancing"}).status_code == 422
    assert mia.post(address, {"page": "", "doing": "reading"}).status_code == 422
    assert browser.as_("cora").post(address, {"page": "p3", "doing": "reading"}).status_code == 404


def test_an_open_page_alone_does_not_keep_a_session(cast: Cast, browser: Browser) -> None:
    page = logged(cast)
    sam, earlier = browser.as_("sam"), clock.now() - timedelta(hours=2)
    sam.get("/me/")
    Session.objects.update(seen_at=earlier)
    sam.post(f"/presence/incident/{page.pk}/", {"page": "p1", "doing": "reading"})
    assert Session.objects.get().seen_at == earlier
    sam.get(f"/incidents/{page.reference}/")
    assert Session.objects.get().seen_at > earlier


def is_ticked(client: Client) -> bool:
    page = client.get("/me/presence/").content.decode()
    return re.search(r'checked[^>]* name="seen"', page) is not None


def test_people_choose_whether_they_are_seen(cast: Cast, browser: Browser) -> None:
    address = f"/presence/incident/{logged(cast).pk}/"
    sam = browser.as_("sam")
    assert is_ticked(sam)
    assert sam.post("/me/presence/", {}).status_code == 303
    assert sam.post(address, {"page": "p1", "doing": "reading"}).json() == {"again": 0, "here": []}
    assert not is_ticked(sam)
    assert sam.post("/me/presence/", {"seen": "on"}).status_code == 303
    assert sam.post(address, {"page": "p1", "doing": "reading"}).json()["again"] == 25
