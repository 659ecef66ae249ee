"""Verbs over many incidents: the forms and operations of the incident page, said once for the queue."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import BailiwickError
from bailiwick.kernel.jobs.bulk.declaration import Bulk, BulkVerb, Named, declare
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.process import interpreter
from bailiwick.kernel.process.definitions import current_version, definition
from bailiwick.kernel.work.steps import roles_of
from bailiwick.resolution.desk import forms
from bailiwick.resolution.desk.doing import DOINGS, Doing
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.rules import IncidentFacts
from bailiwick.resolution.reading import lists
from bailiwick.resolution.reading.verbs import VERBS

COMMENT = "incident.comment"
# Titles and descriptions are each incident's own.
EACH_ITS_OWN = ("incident.amend",)
# Where a form calls something otherwise than the conditions of the process do.
CALLED = {"kind": "escalation_kind", "is_confirmed": "confirmed_or_timed_out"}


@dataclass(frozen=True, slots=True)
class _Form:
    """Makes a verb's form for nobody's incident in particular."""

    of: type[forms.IncidentForm]

    def __call__(self, actor: Actor, typed: Any) -> forms.IncidentForm:
        return self.of(typed, actor=actor, of=definition(current_version(queries.KIND)))


def _perform(doing: Doing) -> Callable[[Any, Actor, Mapping[str, Any]], object]:
    return lambda incident, by, data: doing.perform(incident, by, dict(data), None)


def _comment(incident: Any, by: Actor, data: Mapping[str, Any]) -> object:
    return operations.comment_incident(incident, by=by, text=data["text"], is_public=data["is_public"])


def _chosen(actor: Actor, keys: Sequence[int]) -> list[Incident]:
    related = ("reporter", "assignee", "team", "party", "classification", "matrix")
    return list(queries.visible(actor).select_related(*related).filter(pk__in=keys))


def _matching(actor: Actor, params: QueryDict, most: int) -> list[int]:
    found = lists.asked_for(actor, params).order_by("-number").values_list("pk", flat=True)
    return list(found[:most])


def _why_not(
    actor: Actor, verb: BulkVerb, incidents: Sequence[Any], data: Mapping[str, Any]
) -> dict[int, str]:
    return {
        incident.pk: reason for incident in incidents if (reason := _refusal(actor, verb, incident, data))
    }


def _refusal(actor: Actor, verb: BulkVerb, incident: Incident, data: Mapping[str, Any]) -> str:
    try:
        policies.require(actor, verb.name, incident)
        if verb.name != COMMENT:
            of = definition(incident.process_id)
            brought = {CALLED.get(name, name): value for name, value in data.items()}
            brought.setdefault("escalated_to", data.get("person") or data.get("team"))
            interpreter.step(
                of, incident.state, verb.name, roles=roles_of(actor, incident, of),
                facts=IncidentFacts(incident, brought),
                to=data["state"] if verb.name == "incident.hold" else None,
            )  # fmt: skip
    except BailiwickError as refused:
        return refused.message
    return ""


def _shown(incident: Any) -> Named:
    return Named(incident.reference, incident.title, reverse("incident", args=[incident.reference]))


INCIDENTS = declare(
    Bulk(
        name="incidents",
        singular="incident",
        plural="incidents",
        route="incidents",
        verbs=(
            *(
                BulkVerb(
                    verb.name, verb.label, verb.icon, _Form(DOINGS[verb.name].form), _perform(DOINGS[verb.name]),
                    key=verb.key,
                )
                for verb in VERBS
                if verb.name not in EACH_ITS_OWN
            ),
            BulkVerb(COMMENT, "Comment", "message", _Form(forms.CommentForm), _comment, key="c"),
        ),
        chosen=_chosen,
        matching=_matching,
        why_not=_why_not,
        shown=_shown,
    )
)  # fmt: skip
