"""The ledger as people see it: newest entries, one entry with its changes and its proof, the checkpoint."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.ids import read_id
from bailiwick.kernel.ledger import policies, reading, visibility
from bailiwick.kernel.ui.ledger.drawing import changed_rows, said
from bailiwick.kernel.ui.views import BailiwickRequest, page, render

PAGE = 30


@page("ledger.read")
def entries(request: BailiwickRequest) -> HttpResponse:
    """The newest entries of everything."""
    policies.require(request.actor, "ledger.read")
    before, verb = request.GET.get("before", ""), request.GET.get("verb", "")
    found = reading.latest(before=read_id(before), verb=verb, limit=PAGE)
    more = (
        f"?before={found[-1].id}&verb={verb if verb in policies.verbs() else ''}"
        if len(found) == PAGE
        else ""
    )
    return render(
        request,
        "ui/ledger/ledger.html",
        {
            "page_title": "Ledger",
            **told(found),
            "next": more,
            "filters": [
                {"name": "verb", "label": "Verb", "choices": [(name, name) for name in policies.verbs()]}
            ],
        },
    )


@page()
def entry(request: BailiwickRequest, pk: int) -> HttpResponse:
    """One entry: what it changed, and the proof that it was sealed."""
    found = reading.entry(pk)
    if not visibility.may_see(request.actor, found.subject_type, found.subject_id):
        raise NotFound("There is no such entry.")
    return render(
        request,
        "ui/ledger/entry.html",
        {"page_title": f"Entry {pk}", **told([found]), "entry": found, "proof": reading.proof(found)},
    )


def told(
    found: list[reading.Entry], places: Mapping[visibility.Subject, visibility.Place] | None = None
) -> dict[str, Any]:
    """What the list of entries needs: the entries, where their records are, what their verbs mean."""
    if places is None:
        places = visibility.places((one.subject_type, one.subject_id) for one in found)
    meanings = {verb: policy.meaning.rstrip(".") for verb, policy in policies.verbs().items()}
    drawn = {"said": said, "changed_rows": changed_rows}
    return {"entries": found, "places": places, "meanings": meanings, **drawn}
