"""Whether the tallies that charts are drawn from say what the records say."""

from bailiwick.kernel.base import tenant
from bailiwick.kernel.figures import rollups
from bailiwick.kernel.identity.actors import organizations
from bailiwick.site.cli.checks import Finding


def tallies() -> Finding:
    """A few days of each organization, taken by chance, are counted again and compared."""
    looked, wrong, waiting = 0, [], 0
    for organization_id, slug, _ in organizations():
        for rollup in rollups.rollups():
            with tenant.scope(organization_id):
                rollups.follow(rollup)
                count, days = rollups.wrong_days(rollup)
                waiting += rollups.waiting(rollup.kind)
            looked += count
            wrong += [f"{day.isoformat()} of {slug}" for day in days]
    if wrong:
        return "warn", f"Differ from the records and will be counted again: {', '.join(wrong)}."
    behind = f"; {waiting} days wait to be counted" if waiting else ""
    return "ok", f"{looked} days were compared with the records and agree{behind}."
