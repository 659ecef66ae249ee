"""Do it to many: a preview that writes nothing, then an operation for each record, in the background when many.

What is refused for one record is said of that record and stops no other. A run that was killed goes on after the last
part that was committed: outcomes are kept in the transaction of what they tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import BailiwickError, Invalid, Refused
from bailiwick.kernel.base.together import together
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.bulk.declaration import Bulk, BulkVerb, Named, bulk_named
from bailiwick.kernel.jobs.long import long_job
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger import policies

KIND: Final = runs.declared_beside("records.bulk")
MOST = 5_000
AT_ONCE = 20
PART = 50
GONE = "It is not there for you."


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a preview: `reason` says why it is not possible, empty when it is."""

    key: int
    named: Named
    reason: str


def may_use(actor: Actor, verb: BulkVerb) -> bool:
    """Whether somebody may use the verb on something; customers act on one record at a time."""
    if actor.is_outsider:
        return False
    return policies.allows(actor, verb.name) or bool(actor.scopes_for(verb.name))


def keys_of(bulk: Bulk, actor: Actor, *, keys: Sequence[int], query: str | None) -> list[int]:
    """The records that were selected, or all that a query of the list finds; raises Invalid for none or too many."""
    if query is None:
        found = list(dict.fromkeys(key for key in keys if 0 < key < 2**63))
    else:
        found = bulk.matching(actor, QueryDict(query), MOST + 1)
    if not found:
        raise Invalid({"": f"Select {bulk.plural} first."})
    if len(found) > MOST:
        raise Invalid({"": f"More than {MOST:,} {bulk.plural}: narrow the list, and do it in several goes."})
    return found


def preview(
    bulk: Bulk, actor: Actor, verb: BulkVerb, keys: Sequence[int], data: Mapping[str, Any]
) -> list[Row]:
    """Each record in the order it was selected, with why it is not possible; nothing is written."""
    records = {record.pk: record for record in bulk.chosen(actor, keys)}
    reasons = bulk.why_not(actor, verb, list(records.values()), data)
    return [
        Row(key, bulk.shown(records[key]), reasons.get(key, ""))
        if key in records
        else Row(key, Named("–"), GONE)
        for key in keys
    ]


def start(
    bulk: Bulk, verb: BulkVerb, keys: Sequence[int], *, by: Actor, typed: Mapping[str, list[str]]
) -> Run:
    """Do it: at once when there are few, otherwise by the worker; the run tells how far it is and every outcome."""
    if not may_use(by, verb):
        raise Refused(f"{by.name} may not use “{verb.name}” here.")
    parameters = {
        "list": bulk.name, "verb": verb.name, "keys": list(keys), "typed": dict(typed), **runs.limits_of(by),
    }  # fmt: skip
    run = runs.prepare(
        KIND, by=by, title=verb.label, parameters=parameters, unit=bulk.plural, total=len(keys)
    )
    if len(keys) > AT_ONCE:
        go_through.later(run_id=run.pk)
    else:
        _go_on(run, by)
        runs.finish(run)
    return run


@long_job(KIND, called="One action on many records")
def go_through(run: Run) -> None:
    """Do it to every record of a run."""
    by = runs.actor_of(run)
    with runs.working(run):
        _go_on(run, by)


def _go_on(run: Run, by: Actor) -> None:
    bulk = bulk_named(run.parameters["list"])
    verb, keys = bulk.verb(run.parameters["verb"]), run.parameters["keys"]
    outcomes: list[list[Any]] = list(run.facts.get("outcomes", []))
    with tenant.scope(run.organization_id):
        data = checked(verb.form(by, typed_again(run.parameters["typed"])))
    while len(outcomes) < len(keys):
        part = keys[len(outcomes) : len(outcomes) + PART]
        with tenant.scope(run.organization_id), together():
            outcomes += _part(bulk, verb, by, part, data)
            runs.note(run, done=len(outcomes), facts={"outcomes": outcomes})


def _part(
    bulk: Bulk, verb: BulkVerb, by: Actor, keys: Sequence[int], data: Mapping[str, Any]
) -> list[list[Any]]:
    records = {record.pk: record for record in bulk.chosen(by, keys)}
    return [_outcome(bulk, verb, by, records.get(key), data) for key in keys]


def _outcome(bulk: Bulk, verb: BulkVerb, by: Actor, record: Any, data: Mapping[str, Any]) -> list[Any]:
    """[name, title, address, why it was refused, or nothing]."""
    if record is None:
        return ["–", "", "", GONE]
    named, reason = bulk.shown(record), ""
    try:
        verb.perform(record, by, data)
    except BailiwickError as refused:
        reason = refused.message
    return [named.name, named.title, named.url, reason]


def typed_again(typed: Mapping[str, list[str]]) -> QueryDict:
    """What was typed, as a form takes it."""
    again = QueryDict(mutable=True)
    for name, values in typed.items():
        again.setlist(name, list(values))
    return again


def checked(form: forms.Form) -> dict[str, Any]:
    """The form's data; raises Invalid with its messages."""
    if not form.is_valid():
        raise Invalid(
            {
                name if name != "__all__" else "": " ".join(map(str, found))
                for name, found in form.errors.items()
            }
        )
    return form.cleaned_data
