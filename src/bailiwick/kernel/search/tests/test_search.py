"""Search finds words, hides what others own, and leads to references."""

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.search import index
from bailiwick.resolution.incidents import operations as incidents
from tests.cast import Cast
from tests.web import Browser


def test_common_rare_and_absent_words(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        index.put_many(
            "note", [(n, None, f"Printer {n}", "paper jam" if n % 2 else "toner") for n in range(1, 41)]
        )
        index.put("note", 41, title="Zeppelin", body="")
        assert index.find("printer", "note", limit=5) == [40, 39, 38, 37, 36]
        assert index.find("printers jammed", "note", limit=3) == [39, 37, 35]
        assert index.find("zeppelin", "note") == [41]
        assert index.find("submarine", "note") == []
        assert index.find("printer -toner", "note", before=10, limit=2) == [9, 7]
        assert index.find("the of", "note") == []
        index.put("note", 41, title="Airship", body="")
        assert index.find("zeppelin", "note") == []
    with tenant.scope(cast.other.id):
        assert index.find("printer", "note") == []


@pytest.mark.parametrize("words", ["'", "a & | !", "\\", "%' or 1=1 --", "@o1", "x" * 3000, "\0", "🙂 🙂"])
def test_odd_words_are_only_words(cast: Cast, words: str) -> None:
    with tenant.scope(cast.organization.id):
        index.put("note", 1, title=words.replace("\0", ""), body="")
        index.find(words, "note")
        index.similar(words, "note")


def test_the_page(cast: Cast, browser: Browser) -> None:
    incident = incidents.log_incident(incidents.Report(title="Fog horn is silent"), by=cast.cora)
    sam = browser.as_("sam")
    assert "Fog horn" in sam.get("/search/?q=horns").content.decode()
    assert (
        sam.get(f"/search/?q={incident.reference.lower()}")["Location"] == f"/incidents/{incident.reference}/"
    )
    assert sam.get(f"/search/?q={incident.number}")["Location"] == f"/incidents/{incident.reference}/"
    assert browser.as_("dan").get("/search/?q=horns")["Location"].startswith("/portal/"), (
        "customers search there"
    )
    assert sam.get("/search/").status_code == 200
    assert sam.get("/notifications/").status_code == 200
    assert sam.post("/notifications/read/").status_code == 303
