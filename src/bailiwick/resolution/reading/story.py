"""The story of an incident: what was said and what was done, from its ledger and its comments, page by page."""

from collections.abc import Container, Iterable, Sequence
from typing import Any

import orjson
from django.db import connection
from django.db.models import QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.kept import Given, KeptQuery, given_keys
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.work.models import Attachment, Comment
from bailiwick.kernel.work.relations.queries import merged_here
from bailiwick.resolution.incidents.models import Incident

PAGE, MOST_FILES = 60, 200
READ = ("id", "verb", "at", "recorded_at", "leaf")
HOLDERS = {"team", "assignee"}
FIELDS = {
    "title": "title", "description": "description", "classification": "classification",
    "impact": "impact", "urgency": "urgency", "priority": "priority", "override_reason": "reason for the priority",
    "team": "team", "assignee": "assignee", "resolution": "resolution", "closure_code": "closure code",
    "workaround": "workaround", "was": "it was",
}  # fmt: skip
QUIET = {"responded_at", "resolved_at", "closed_at", "user_confirmed_at", "service_id", "matrix", "reopen_count",
         "reassignment_count", "escalation_count", "closed_by_timeout"}  # fmt: skip
SEEN_BY_ALL = ("incident.log", "incident.comment", "incident.hold", "incident.resume", "incident.resolve",
               "incident.close", "incident.reopen", "incident.cancel", "incident.attach", "incident.rate")  # fmt: skip

# Apart, so that the one without merges reads the index backwards, however many entries there are.
_ALONE = "e.subject_id = %(incident)s"
_WITH_MERGED = """(e.subject_id = %(incident)s
  or e.subject_id = any(%(merged)s::bigint[]) and e.verb in ('incident.comment', 'incident.attach'))"""
_ENTRIES = """
select e.id, e.verb, e.occurred_at, e.recorded_at, l.index, e.payload::text
from ledger_event e left join ledger_leaf l on l.event_id = e.id
where e.organization_id = %(organization)s and e.subject_type = 'incident' and {here}
  and (%(before)s::bigint is null or e.id < %(before)s::bigint)
  and (%(verbs)s::text[] is null or e.verb = any(%(verbs)s))
  and (%(verbs)s::text[] is null or e.verb <> 'incident.comment' or exists (select 1 from work_comment c
    where c.id = (e.payload -> 'facts' ->> 'comment')::bigint and c.is_public))
  and (%(verbs)s::text[] is null or e.verb <> 'incident.attach' or exists (select 1 from work_attachment a
    where a.id = (e.payload -> 'facts' ->> 'attachment')::bigint and a.is_public))
order by e.id desc limit %(limit)s
"""


def story(
    actor: Actor, incident: Incident, of: Definition, *, merged: Sequence[int] = (), before: int | None = None
) -> tuple[list[dict[str, Any]], int | None]:
    """Entries of the timeline, oldest first, and where the part before them begins (None at the start).

    What was said of and sent for the incidents that were `merged` into it belongs to it.

    A customer's people see what is public: comments and files for them, states, resolution; nothing among the staff.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _ENTRIES.format(here=_WITH_MERGED if merged else _ALONE),
            {
                "organization": actor.organization_id, "incident": incident.pk, "before": before, "limit": PAGE + 1,
                "merged": list(merged),
                "verbs": list(SEEN_BY_ALL) if actor.is_outsider else None,
            },
        )  # fmt: skip
        rows = cursor.fetchall()
    earlier = rows[PAGE - 1][0] if len(rows) > PAGE else None
    entries = [{**dict(zip(READ, row, strict=False)), **orjson.loads(row[-1] or "{}")} for row in rows[:PAGE]]
    comments = _comments(
        actor, [entry["facts"]["comment"] for entry in entries if "comment" in entry.get("facts", {})]
    )
    shown = [shown for entry in reversed(entries) for shown in _shown(entry, comments, of)]
    return shown, earlier


def _comments(actor: Actor, ids: list[int]) -> dict[int, Comment]:
    if not ids:
        return {}
    public = {"is_public": True} if actor.is_outsider else {}
    found = KeptQuery(
        Comment,
        ("said", actor.is_outsider),
        lambda: Comment.objects.filter(pk__in=given_keys("keys"), **public),
    )
    return {one.pk: one for one in found.rows(keys=ids)}


def _shown(entry: dict[str, Any], comments: dict[int, Comment], of: Definition) -> Iterable[dict[str, Any]]:
    facts = entry.get("facts", {})
    base = {
        "author": _author(entry, facts), "at": entry["at"], "id": f"entry-{entry['id']}", "event": entry["id"],
        "leaf": entry["leaf"], "late": entry["recorded_at"] - entry["at"],
        "verb": entry["verb"], "reason": entry.get("reason", ""), "state": facts.get("state", ["", ""])[1],
    }  # fmt: skip
    comment = comments.get(facts.get("comment", 0))
    if entry["verb"] != "incident.comment":
        yield _done(entry, facts, base, of)
        base = {**base, "id": f"{base['id']}-note"}
    if comment is not None:
        yield {**base, "kind": "comment" if comment.is_public else "internal", "text": comment.text}


def _done(
    entry: dict[str, Any], facts: dict[str, Any], base: dict[str, Any], of: Definition
) -> dict[str, Any]:
    if "state" in facts:
        before, after = (_state(of, name) for name in facts["state"])
        return {**base, "kind": "state", "before": before, "after": after, "note": _note(entry, facts)}
    changes = facts.get("changes", {})
    if changes.keys() & HOLDERS and entry["verb"] != "incident.log":
        was, now = (_holder(changes, place) for place in (0, 1))
        note = _note(entry, facts, besides=HOLDERS)
        return {**base, "kind": "assignment", "before": was, "after": now, "note": note}
    return {
        **base, "kind": _kind(entry["verb"]), "text": facts.get("said") or _sentence(entry, facts),
        "note": _note(entry, facts),
    }  # fmt: skip


def _author(entry: dict[str, Any], facts: dict[str, Any]) -> str:
    """Who did it; for what was imported, who did it by the other tool's log."""
    by = str(entry.get("by", ""))
    return f"{facts['log_by']} (imported by {by})" if "log_by" in facts else by


def _note(entry: dict[str, Any], facts: dict[str, Any], besides: Container[str] = ()) -> str:
    parts = [entry.get("reason", "")]
    for field, (before, after) in facts.get("changes", {}).items():
        if field in QUIET or field in besides or field.endswith("_count"):
            continue
        name = FIELDS.get(field, field.replace("_", " "))
        parts.append(
            f"{name}: {after}" if before in (None, "") else f"{name}: {before} → {after or 'nothing'}"
        )
    return " · ".join(str(part) for part in parts if part)


def _state(of: Definition, name: str) -> dict[str, str]:
    state = of.state_by_name.get(name)
    return (
        {"label": state.title, "category": state.category.value}
        if state
        else {"label": name or "nothing", "category": "open"}
    )


def _holder(changes: dict[str, Any], place: int) -> str:
    names = [
        changes[field][place] for field in ("team", "assignee") if field in changes and changes[field][place]
    ]
    return " / ".join(names)


def _kind(verb: str) -> str:
    return {
        "incident.warn": "clock",
        "incident.escalate": "event",
        "incident.attach": "file",
        "incident.import": "import",
    }.get(verb, "event")


def _sentence(entry: dict[str, Any], facts: dict[str, Any]) -> str:
    verb = entry["verb"].removeprefix("incident.")
    if verb == "warn":
        clock = facts.get("clock", {})
        events = [event["is"] for event in entry.get("events", ())]
        missed = "missed its" if "TargetMissed" in events else "will soon miss its"
        return f"noted that it {missed} {clock.get('metric', '')} target"
    if verb == "escalate":
        escalation = facts.get("escalation", {})
        return f"escalated it ({escalation.get('kind', '')}) to {escalation.get('to', '')}"
    if verb == "link":
        begun, ended = facts.get("link"), facts.get("unlinked")
        said = begun or ended or {"label": "linked to", "to": "another"}
        return f"{'noted it as' if begun else 'no longer notes it as'} {said['label']} {said['to']}"
    if verb == "watch":
        if "watcher" in facts:
            return f"added {facts['watcher']} to those who watch it"
        return f"took {facts.get('no_longer_watching', 'somebody')} from those who watch it"
    words = {
        "log": "logged it", "classify": "classified it", "prioritize": "prioritised it", "amend": "amended it",
        "attach": f"attached {facts.get('file', 'a file')}", "start": "started work", "assign": "assigned it",
        "rate": _rated(facts), "resolve": "resolved it", "close": "closed it", "cancel": "cancelled it",
        "major_incident.propose": "noticed that it reaches a criterion for major incidents",
        "major_incident.dismiss": "decided that it is not a major incident",
    }  # fmt: skip
    return words.get(verb) or str(verb).replace("_", " ")


def _rated(facts: dict[str, Any]) -> str:
    rating = facts.get("rating", {})
    said = f": {rating['words']}" if rating.get("words") else ""
    return f"rated it {rating.get('score', '')} of 5{said}"


def attachments(actor: Actor, incident: Incident, merged: Sequence[int] | None = None) -> list[Attachment]:
    """The incident's files that the actor may see, with those of what was merged into it."""
    here = merged_here(actor, incident) if merged is None else merged
    if here:
        keys = [incident.pk, *here]
        return list(_attachments(Attachment.objects.filter(item_id__in=keys), is_outsider=actor.is_outsider))
    return KeptQuery(
        Attachment,
        ("files", actor.is_outsider),
        lambda: _attachments(Attachment.objects.filter(item_id=Given("item")), is_outsider=actor.is_outsider),
    ).rows(item=incident.pk)


def _attachments(files: QuerySet[Attachment], *, is_outsider: bool) -> QuerySet[Attachment]:
    if is_outsider:
        files = files.filter(is_public=True)
    return files.order_by("id")[:MOST_FILES]
