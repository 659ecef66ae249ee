"""The place of people from outside, customers above all: a frame of their own, and where the staff's pages lead them.

A room above says what these are when the product starts; without one, outsiders see the staff's frame.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

Lead = Callable[[HttpRequest], str]


@dataclass(frozen=True, slots=True)
class Outside:
    """The template of the frame, and where a request of an outsider belongs instead ("": just where it is).

    `lead` raises NotFound for what outsiders have nothing like.
    """

    frame: str
    lead: Lead


_outside: list[Outside] = []


def settle(frame: str, lead: Lead) -> None:
    """Say where outsiders are; saying it twice is a defect (ValueError)."""
    if _outside:
        raise ValueError("Outsiders have a place already.")
    _outside.append(Outside(frame, lead))


def elsewhere(request: HttpRequest) -> str:
    """Where a request of an outsider belongs instead; empty when it is right where it is."""
    return _outside[0].lead(request) if _outside else ""


def frame() -> str:
    """The template of the frame for outsiders; empty when they have none of their own."""
    return _outside[0].frame if _outside else ""
