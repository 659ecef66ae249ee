"""The pages and the API of major incidents as a Django app."""

from django.apps import AppConfig

# What somebody did in a major incident, or who took part by name.
TRACED = ("incident", "milestone", "communication", "proposal", "review")


class MajorConfig(AppConfig):
    name = "bailiwick.major"
    label = "major"

    def ready(self) -> None:
        from bailiwick.kernel.identity import traces
        from bailiwick.kernel.ledger import visibility
        from bailiwick.kernel.ui import banners, navigation
        from bailiwick.kernel.ui.navigation import Entry
        from bailiwick.major import evidence, telling  # noqa: F401 - they declare rules and hear events
        from bailiwick.major.desk import (  # noqa: F401 - they declare what pages show, and who hears of events
            of_incident,
            register,
            subscribers,
        )
        from bailiwick.major.desk.banner import SOURCE
        from bailiwick.major.incidents import policies, queries  # noqa: F401 - they declare verbs
        from bailiwick.resolution.incidents import holding

        read = "major_incident.read"
        navigation.add(Entry("Major incidents", icon="urgent", route="major-incidents", verb=read, order=15))
        banners.add(SOURCE)
        holding.HOLDS.append(queries.holds_back)
        visibility.register(queries.KIND, queries.sees, queries.places)
        traces.declare(
            traces.Trace(
                "Parts that they took in major incidents",
                queries.parts_taken,
                "Declarations, milestones and what was told stay, without the name; look through reviews by hand.",
                tables=tuple(f"resolution_major{part}" for part in TRACED),
            )
        )
