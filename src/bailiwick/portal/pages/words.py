"""What customers are told of an incident: where it stands and what happened, in their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bailiwick.resolution.incidents.rules import CONFIRM_WITHIN


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an incident stands: in a few words, in a sentence, and the category that its mark shows."""

    label: str
    text: str
    category: str


_WORKED_ON = ("Being worked on", "Somebody is working on it.")
_WORDS: Mapping[str, tuple[str, str]] = {
    "new": ("Received", "We have it. You hear from us when somebody takes it."),
    "classified": ("Received", "We have it. You hear from us when somebody takes it."),
    "assigned": ("With a team", "A team has it and will start soon."),
    "in_progress": _WORKED_ON,
    "awaiting_user": ("Waiting for you", "We asked you something. Answer below, and we go on."),
    "resolved": ("Solved?", "We think it works again. Please tell us whether it does."),
    "closed": ("Closed", "It is over. If it comes back, report it anew."),
    "cancelled": ("Cancelled", "It was closed without a solution. The reason stands below."),
}
_BY_CATEGORY: Mapping[str, tuple[str, str]] = {
    "open": _WORKED_ON,
    "paused": ("Waiting", "It waits for somebody else; we go on by ourselves."),
    "resolved": _WORDS["resolved"],
    "closed": _WORDS["closed"],
}


MERGED = Standing(
    "Goes on elsewhere", "We treat it together with another report of the same thing.", "closed"
)


def standing(state: str, category: str, *, is_merged: bool = False) -> Standing:
    """Where an incident in a state of its process stands for a customer."""
    if is_merged:
        return MERGED
    label, text = _WORDS.get(state) or _BY_CATEGORY[category]
    return Standing(label, text, category)


def told(entry: Mapping[str, Any], reader: str) -> dict[str, Any] | None:
    """An entry of the story as a customer reads it; None for what does not concern them."""
    author = "You" if entry["author"] == reader else entry["author"]
    base = {"at": entry["at"], "author": author, "id": entry["id"], "is_own": author == "You"}
    if entry["kind"] == "comment":
        return {**base, "kind": "said", "text": entry["text"]}
    happened = _happened(entry)
    return {**base, "kind": "happened", **happened} if happened else None


def _happened(entry: Mapping[str, Any]) -> dict[str, str] | None:
    verb = entry["verb"].removeprefix("incident.")
    if verb == "hold":
        return _asked(entry) if entry["state"] == "awaiting_user" else None
    if verb in ("attach", "rate"):
        return {"text": entry["text"], "note": ""}
    text = {
        "log": "reported it",
        "resolve": "said that it works again",
        "close": "closed it",
        "reopen": "opened it again",
        "cancel": "cancelled it",
    }.get(verb)
    with_reason = verb in ("reopen", "cancel")
    return {"text": text, "note": entry["reason"] if with_reason else ""} if text else None


def _asked(entry: Mapping[str, Any]) -> dict[str, str]:
    return {"text": "asked you", "note": entry["reason"]}


def closes_by_itself(resolved_at: datetime) -> datetime:
    """When an incident that was resolved then is closed, if nobody objects."""
    return resolved_at + CONFIRM_WITHIN
