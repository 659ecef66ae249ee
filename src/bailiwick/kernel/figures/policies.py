"""Who may arrange dashboards and write notes on charts."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.figures.models import Dashboard
from bailiwick.kernel.ledger.policies import granted, register

ARRANGE = "dashboard.arrange"


def _arranges(actor: Actor, dashboard: Dashboard | None) -> bool:
    """One's own; that of one's teams; any other by grant."""
    if not actor.within_limits(ARRANGE) or (actor.person_id is None and actor.kind != "system"):
        return False
    if dashboard is None or (dashboard.person_id is not None and dashboard.person_id == actor.person_id):
        return True
    if dashboard.team_id is not None and dashboard.team_id in actor.team_ids:
        return not actor.is_outsider
    return granted(ARRANGE)(actor, dashboard) and dashboard.person_id is None


register(ARRANGE, "Choose and order the parts of a dashboard.", _arranges)
register("annotation.add", "Write a dated note on charts.")
register("annotation.withdraw", "Take a note on charts back.")
