"""How a work item stands to others: part of a whole, merged, split off; and its escalations."""

from typing import Any

from django.http import HttpResponse

from bailiwick.kernel.ui.views import BailiwickRequest, page
from bailiwick.kernel.ui.work.asking import about, asked, done
from bailiwick.kernel.ui.work.forms import MergeForm, ParentForm, ReasonForm, SplitForm
from bailiwick.kernel.work.queries import said_about
from bailiwick.kernel.work.relations import operations, queries

WHOLE = "It keeps its own state and story; the whole can be resolved and closed with its parts, and answered for all."
MERGED = (
    "It is closed as a duplicate. What was said, those who reported or watch it, its links and open tasks go on in the"
    " other one; whoever opens its address is led there. It can be taken apart again."
)
SPLIT = "A new one of the same service, category and reporter is logged, and the two are linked."


@page(methods=("GET", "POST"))
def parent(request: BailiwickRequest, path: str, reference: str) -> HttpResponse:
    """Make it a part of another."""
    here = about(request, path, reference, "work.adopt")

    def adopt(data: dict[str, Any]) -> str:
        whole = here.kind.find(request.actor, data["parent"])
        operations.adopt_item(here.item, by=request.actor, parent=whole)
        return f"A part of {whole} now."

    form = ParentForm(request.POST or None)
    return asked(request, here, form, adopt, heading="Make it a part of another", label="Save", lead=WHOLE)


@page(methods=("DELETE",))
def release(request: BailiwickRequest, path: str, reference: str) -> HttpResponse:
    """Take it out of its whole."""
    here = about(request, path, reference, "work.adopt")
    return done(
        request,
        lambda: operations.release_item(here.item, by=request.actor),
        "It stands alone now.",
        here.url,
    )


@page(methods=("GET", "POST"))
def merge(request: BailiwickRequest, path: str, reference: str) -> HttpResponse:
    """Merge it into another."""
    here = about(request, path, reference, "work.merge")

    def join(data: dict[str, Any]) -> str:
        into = here.kind.find(request.actor, data["into"])
        operations.merge_item(here.item, by=request.actor, into=into, reason=data["reason"])
        return f"Merged into {into}."

    form = MergeForm(request.POST or None)
    return asked(
        request, here, form, join, heading="Merge into another", label="Merge", icon="link", lead=MERGED
    )


@page(methods=("GET", "POST"))
def unmerge(request: BailiwickRequest, path: str, reference: str) -> HttpResponse:
    """Take a merged one apart again."""
    here = about(request, path, reference, "work.unmerge")

    def apart(data: dict[str, Any]) -> str:
        operations.unmerge_item(here.item, by=request.actor, reason=data["reason"])
        return f"{here.item} goes on where it was."

    form = ReasonForm(request.POST or None)
    return asked(request, here, form, apart, heading="Take apart", label="Take apart", lead=here.item.title)


@page(methods=("GET", "POST"))
def split(request: BailiwickRequest, path: str, reference: str) -> HttpResponse:
    """Split a part off into a new one."""
    here = about(request, path, reference, "work.split")
    made: list[Any] = []

    def off(data: dict[str, Any]) -> str:
        chosen = [int(key) for key in data.pop("comments", [])]
        made.append(operations.split_item(here.item, by=request.actor, comments=chosen, **data))
        return f"{made[0]} was split off."

    form = SplitForm(request.POST or None, said=said_about(here.item))
    return asked(request, here, form, off, heading="Split a part off", label="Split off", lead=SPLIT)


@page(methods=("POST",))
def acknowledge(request: BailiwickRequest, path: str, reference: str, pk: int) -> HttpResponse:
    """Take an escalation up."""
    here = about(request, path, reference, "work.acknowledge")
    found = queries.escalation(here.item, pk)
    return done(
        request,
        lambda: operations.acknowledge_escalation(
            found, by=request.actor, answer=request.POST.get("answer", "")
        ),
        "You took it up.",
        here.url,
    )
