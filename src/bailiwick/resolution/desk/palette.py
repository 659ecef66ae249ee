"""Incidents in the command palette: the verbs of the one that is open, and those that were open lately."""

import re
from collections.abc import Sequence

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.ui.palette.offers import Command
from bailiwick.resolution.desk.doing import address
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.reading import verbs

OPEN = re.compile(r"/incidents/(INC-[0-9]{1,18})/")


def here(actor: Actor, path: str) -> list[Command]:
    """What can be done with the incident whose page is open."""
    found = OPEN.match(path)
    if found is None:
        return []
    try:
        incident = queries.incident(actor, found[1])
    except NotFound:
        return []
    return [
        Command(f"{verb.label} {incident.reference}", address(verb, incident), verb.icon, key=verb.key)
        for verb in verbs.offered(incident, actor, definition(incident.process_id))
    ]


def named(actor: Actor, references: Sequence[str]) -> list[Command]:
    """Those of the references that are incidents the actor may see, in their order."""
    titles = queries.titles(actor, references)
    return [
        Command(f"{one} {titles[one]}", reverse("incident", args=[one]), "flame")
        for one in references
        if one in titles
    ]
