"""Who may arrange dashboards and write notes on charts."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.figures.models import Dashboard
from bailiwick.kernel.ledger.policies import register


def is_own(actor: Actor, dashboard: Dashboard) -> bool:
    """Whether a dashboard is somebody's own or of a team that they are in."""
    if dashboard.person_id is not None:
        return dashboard.person_id == actor.person_id
    return dashboard.team_id in actor.team_ids and not actor.is_outsider


def _arranges(actor: Actor, dashboard: Dashboard | None) -> bool:
    if actor.person_id is None or not actor.within_limits("dashboard.arrange"):
        return False
    return dashboard is None or is_own(actor, dashboard)


register("dashboard.arrange", "Arrange one's own dashboard and those of one's teams.", _arranges)
register("dashboard.share", "Arrange the dashboard for everybody and those of other teams.")
register("annotation.add", "Write a dated note on charts.")
register("annotation.withdraw", "Take a note on charts back.")
