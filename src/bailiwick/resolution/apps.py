"""Clause 8.6 as a Django app."""

from django.apps import AppConfig


class ResolutionConfig(AppConfig):
    name = "bailiwick.resolution"
    label = "resolution"

    def ready(self) -> None:
        from bailiwick.kernel.figures import rollups
        from bailiwick.kernel.ui import behind, navigation
        from bailiwick.kernel.ui.navigation import Entry
        from bailiwick.resolution.figures import parts  # noqa: F401 - it declares the parts of dashboards
        from bailiwick.resolution.figures.facts import ROLLUP
        from bailiwick.resolution.incidents import (  # noqa: F401 - they declare verbs, rules and measures
            announcing,
            evidence,
            measures,
            policies,
        )
        from bailiwick.resolution.telling import subscribers  # noqa: F401 - they hear events

        rollups.declare(ROLLUP)
        navigation.add(Entry("My work", icon="inbox", route="my-work", order=5, key="m"))
        navigation.add(Entry("Incidents", icon="flame", route="incidents", order=10, key="i"))
        navigation.add(Entry("Figures", icon="chart-bar", route="figures", order=15, key="f"))
        navigation.add_new(Entry("Incident", icon="flame", route="incident-new", verb="incident.log"))
        from bailiwick.kernel.process import shipped
        from bailiwick.kernel.search import kinds
        from bailiwick.kernel.ui.keeping import lists as keeping
        from bailiwick.kernel.ui.palette import offers
        from bailiwick.resolution.desk import (  # noqa: F401 - they declare what lists can do
            exported,
            palette,
            register,
            together,
        )
        from bailiwick.resolution.desk.found import INCIDENTS
        from bailiwick.resolution.incidents.operations.arranging import shipped_process

        kinds.add(INCIDENTS)
        offers.offer(palette.here)
        offers.name_records(palette.named)
        keeping.add("incidents", "Incidents", "incidents")
        shipped.add("incident", shipped_process)
        from bailiwick.kernel.ledger import visibility
        from bailiwick.kernel.work import kinds as work_kinds
        from bailiwick.resolution.incidents import queries
        from bailiwick.resolution.relations import measures as _measures  # noqa: F401 - it declares one
        from bailiwick.resolution.relations.kind import INCIDENT

        work_kinds.register(INCIDENT)
        visibility.register(queries.KIND, queries.sees, queries.places)
        behind.listed_at(queries.KIND, "incidents")
