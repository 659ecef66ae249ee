"""The invented records that the gallery of components shows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bailiwick.kernel.ui.navigation import Group, Place

NAVIGATION = (
    Group(
        "Gallery",
        (
            Place("Components", "puzzle", "#main", key="c", current=True),
            Place("Incidents", "flame", "#tables", key="i", count=12, urgent=True),
            Place("Ledger", "fingerprint", "#figures", key="l"),
        ),
    ),
)
COLUMNS = [
    {"key": "priority", "label": "Priority", "kind": "priority", "sort": "priority"},
    {"key": "ref", "label": "Reference", "kind": "ref", "sort": "ref"},
    {"key": "title", "label": "Title", "kind": "main", "sort": "title"},
    {"key": "state", "label": "State", "kind": "state"},
    {"key": "clock", "label": "Resolve by", "kind": "clock", "sort": "due"},
    {"key": "holder", "label": "Assigned to", "kind": "person", "phone": "hide"},
    {"key": "updated", "label": "Updated", "kind": "relative", "sort": "updated"},
]
FILTERS = [
    {
        "name": "priority",
        "label": "Priority",
        "many": True,
        "choices": [(1, "P1 Critical"), (2, "P2 High"), (3, "P3 Moderate"), (4, "P4 Low")],
    },
    {"name": "team", "label": "Team", "choices": [("network", "Network"), ("desk", "Service desk")]},
    {"name": "service", "label": "Service", "choices": [("mail", "E-mail"), ("pay", "Payroll")]},
]
INCIDENTS = [
    (1, "Payroll run stops at step 4", "In progress", "open", "breached", -52, "Mira Kovač", 3),
    (2, "Mail to partners is delayed", "In progress", "open", "due", 25, "Jonas Lindqvist", 11),
    (
        3,
        "VPN drops every ten minutes on the 3rd floor",
        "Waiting for user",
        "paused",
        "paused",
        300,
        "Ana Ruiz",
        64,
    ),
    (3, "Printer in room 214 prints blank pages", "Assigned", "open", "running", 210, "", 95),
    (4, "Old logo on the intranet start page", "Resolved", "resolved", "met", 600, "Sven Achterberg", 1500),
]


def _incidents(now: datetime) -> Iterator[dict[str, Any]]:
    for number, (level, title, label, category, status, due, holder, age) in enumerate(INCIDENTS, start=1042):
        yield {
            "id": number,
            "ref": f"INC-{number}",
            "url": "#tables",
            "priority": level,
            "title": title,
            "state": {"label": label, "category": category},
            "clock": {"status": status, "due": now + timedelta(minutes=due)},
            "holder": holder,
            "updated": now - timedelta(minutes=age),
        }


def _story(now: datetime) -> list[dict[str, Any]]:
    new, progress = {"label": "New", "category": "open"}, {"label": "In progress", "category": "open"}
    mira, ana = "Mira Kovač", "Ana Ruiz"
    letter = "Payroll stops at **step 4** with error `E-1182`.\n\n- since 08:10\n- all three clerks"
    note = "The *tax table* was replaced last night by CHG-311. Rolling back in the test system first."
    files = [{"name": "error.png", "url": "#", "size": 48_211}]
    before = [now - timedelta(minutes=minutes) for minutes in (190, 185, 180, 150, 60, 12)]
    return [
        {
            "kind": "comment",
            "author": ana,
            "at": before[0],
            "text": letter,
            "source": "by e-mail",
            "files": files,
        },
        {
            "kind": "import",
            "author": None,
            "at": before[1],
            "text": "imported 2 earlier messages of this thread",
        },
        {"kind": "assignment", "author": mira, "at": before[2], "before": None, "after": mira},
        {"kind": "state", "author": mira, "at": before[3], "before": new, "after": progress},
        {"kind": "internal", "author": mira, "at": before[4], "text": note},
        {
            "kind": "approval",
            "author": "Sven Achterberg",
            "at": before[5],
            "text": "approved the rollback CHG-314",
        },
    ]


def _segments(now: datetime) -> list[dict[str, Any]]:
    marks = [now - timedelta(minutes=minutes) for minutes in (300, 190, 130, 70, 0)]
    kinds = ["running", "paused", "running", "breached"]
    reasons = [
        "Service hours of Payroll, gold agreement version 3",
        "Waiting for the user: the agreement stops the clock",
        "Service hours of Payroll, gold agreement version 3",
        "After the due time",
    ]
    return [
        {"kind": kind, "start": start, "end": end, "why": why}
        for kind, start, end, why in zip(kinds, marks, marks[1:], reasons, strict=False)
    ]


def samples(now: datetime) -> dict[str, Any]:
    """Return the whole context of `ui/gallery.html` as seen at an instant."""
    months = ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    return {
        "page_title": "Components",
        "navigation": NAVIGATION,
        "actor": {"name": "Mira Kovač", "initials": "MK"},
        "organization": {"name": "Meridian Shared Services"},
        "theme": "auto",
        "access_notices": [],
        "flashes": [{"level": "success", "text": "INC-1046 was resolved."}],
        "unread_count": 3,
        "help_url": "#main",
        "columns": COLUMNS,
        "incidents": list(_incidents(now)),
        "filters": FILTERS,
        "params": {"priority": ["1", "2"], "team": "network", "sort": "-priority"},
        "story": _story(now),
        "segments": _segments(now),
        "due": now - timedelta(minutes=70),
        "moment": now,
        "months": months,
        "met": {"label": "Resolved within target", "values": [94.1, 95.2, 93.0, 96.4, 97.1, 96.8]},
        "target": {"label": "Target", "values": [95] * 6, "tone": "brass", "dashed": True},
        "logged": {"label": "Logged", "values": [212, 198, 240, 251, 190, 176], "tone": "blue"},
        "closed": {"label": "Closed", "values": [205, 201, 229, 255, 201, 181], "tone": "pine"},
    }
