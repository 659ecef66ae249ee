"""What goes wrong, in words: stories by service, with ships, terminals and times filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

FOLDER = Path(__file__).parent
VESSELS = ("Guillemot", "Razorbill", "Sanderling", "Oystercatcher", "Turnstone", "Dunlin", "Fulmar")
TERMINALS = ("Inverlacken", "Port Marram", "Saltmere", "Tolland Quay", "Brannock Pier", "Lantern Bay")


@dataclass(frozen=True, slots=True)
class Story:
    """One disturbance as people tell it; impact and urgency from 1 (high) to 3 (low)."""

    title: str
    description: str
    category: str
    impact: int
    urgency: int
    work: tuple[str, ...]
    resolution: str
    code: str
    question: str = ""
    answer: str = ""


@cache
def stories() -> Mapping[str, list[dict[str, Any]]]:
    """The stories of each service, with their gaps."""
    told: dict[str, list[dict[str, Any]]] = _read("stories.yaml")
    return told


@cache
def phrases() -> Mapping[str, list[str]]:
    """What people say in passing, by occasion."""
    said: dict[str, list[str]] = _read("phrases.yaml")
    return said


def given_names() -> Mapping[str, list[str]]:
    """First and last names."""
    names: dict[str, list[str]] = _read("names.yaml")
    return names


def tell(raw: Mapping[str, Any], firm: str, local: datetime, rng: Random) -> Story:
    """Fill a story's gaps for a moment in local time; `firm` is the customer that it is about."""
    here, there = rng.sample(TERMINALS, 2)
    gaps = {
        "vessel": f"MV {rng.choice(VESSELS)}",
        "terminal": here,
        "route": f"{here} – {there}",
        "n": str(rng.randint(3, 48)),
        "hour": f"{local - timedelta(minutes=rng.randint(5, 70)):%H:%M}",
        "firm": firm,
    }
    impact, urgency = divmod(int(raw["p"]), 10)
    if rng.random() < 0.2:
        urgency = min(3, max(1, urgency + rng.choice((-1, 1))))
    return Story(
        title=raw["t"].format(**gaps),
        description=raw["d"].format(**gaps),
        category=raw["c"],
        impact=impact,
        urgency=urgency,
        work=tuple(note.format(**gaps) for note in raw["w"]),
        resolution=raw["f"].format(**gaps),
        code=raw["k"],
        question=raw.get("q", ""),
        answer=raw.get("a", "").format(**gaps),
    )


def _read(name: str) -> Any:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return yaml.safe_load(file)
