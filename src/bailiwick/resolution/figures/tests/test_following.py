"""Tallies follow the ledger: what was resolved and reopened later corrects the days that it concerns."""

import os

from bailiwick.kernel.base import tenant
from bailiwick.kernel.figures import rollups
from bailiwick.kernel.ledger.sealing import Sequencer
from bailiwick.resolution.figures.facts import ROLLUP
from bailiwick.resolution.figures.reading import figures
from bailiwick.resolution.figures.tests.test_figures import Tallied
from bailiwick.resolution.incidents import operations as incidents
from tests.cast import Cast


def counted(cast: Cast, sequencer: Sequencer) -> tuple[int, int, int]:
    """(days counted again, resolved, in the desk's hands) after what was written was sealed."""
    sequencer.seal_all(quiet=True)
    days = rollups.bring_up_to_date(ROLLUP, cast.organization.id)
    with tenant.scope(cast.organization.id):
        asked = (
            figures(cast.ada, {"period": "7d"}),
            figures(cast.ada, {"period": "7d", "team": str(cast.desk.pk)}),
        )
        everybody, desk = (Tallied(one.days, one.limit) for one in asked)
        return days, everybody.number("resolved"), desk.number("opened")


def test_changes_correct_their_days(committed: None, cast: Cast) -> None:
    sequencer = Sequencer(os.environ["BAILIWICK_SEALER_URL"])
    try:
        report = incidents.Report(
            title="Scale", service=cast.weighing, classification=cast.hardware, impact=1, urgency=1
        )
        made = incidents.log_incident(report, by=cast.sam)
        assert counted(cast, sequencer) == (1, 0, 0)
        assert counted(cast, sequencer) == (0, 0, 0)
        incidents.assign_incident(made, by=cast.sam, team=cast.desk, assignee=None)
        assert counted(cast, sequencer) == (1, 0, 1)
        done = incidents.resolve_incident(
            made, by=cast.sam, resolution="Reset", closure_code="fixed", note="Did"
        )
        assert counted(cast, sequencer) == (1, 1, 1)
        incidents.reopen_incident(done, by=cast.sam, reason="Again")
        assert counted(cast, sequencer) == (1, 0, 1)
    finally:
        sequencer.close()
