"""What a new organization begins with: a procedure to make its own, and criteria to agree with its customers."""

from typing import Any

TEXT = """
A major incident is one that reaches a criterion agreed with the customers. It is led by one person, who does not repair
anything: the lead keeps the overview, decides, and sees to it that everybody hears what they have to know.

Whoever thinks that an incident is a major one declares it. Declaring too early costs little and can be taken back; too
late costs trust.
"""
STEPS: list[dict[str, Any]] = [
    {"text": "Confirm what does not work, since when, and who is affected.", "is_needed": True},
    {"text": "Name who works on it and open one place to talk (room, call or channel).", "is_needed": True},
    {"text": "Inform top management.", "is_needed": True},
    {"text": "Tell the customers affected what is known and when they hear again.", "is_needed": True},
    {"text": "Look at what was changed lately: changes, releases, suppliers.", "is_needed": True},
    {
        "text": "Stop what makes it worse; consider falling back to the last state that worked.",
        "is_needed": False,
    },
    {"text": "Call suppliers and further experts, if they are needed.", "is_needed": False},
    {"text": "Consider whether a continuity plan has to be invoked.", "is_needed": True},
    {"text": "Check with users that the service works again.", "is_needed": True},
    {"text": "Tell all audiences that it is over.", "is_needed": True},
]
INFORM_WITHIN, UPDATE_EVERY, REVIEW_WITHIN_DAYS = 30, 60, 10
CRITERIA: list[dict[str, Any]] = [
    {
        "name": "Highest priority",
        "text": "The incident has priority 1: high impact and high urgency.",
        "priority_at_most": 1,
    },
    {
        "name": "Many reports",
        "text": "Five or more reports of the same disturbance, at priority 2 or higher.",
        "priority_at_most": 2,
        "reports_at_least": 5,
    },
]
