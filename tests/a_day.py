"""A short day of work on whatever database the environment names: run by the test of the second PostgreSQL."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Migrate, work, seal, verify and judge; prints "good" at the end."""
    import django

    django.setup()
    from bailiwick.conformity.clauses import judge_clause
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.ledger.keys import KeyStore
    from bailiwick.kernel.ledger.notes import origin
    from bailiwick.kernel.ledger.sealing import Sequencer
    from bailiwick.kernel.ledger.verification import verify
    from bailiwick.resolution.incidents import operations as incidents
    from bailiwick.resolution.incidents import queries
    from bailiwick.site import schema
    from tests.cast import make_cast

    schema.migrate()
    cast = make_cast()
    report = incidents.Report(
        title="Crane scale shows zero", service=cast.weighing, classification=cast.hardware, impact=1, urgency=2,
        reporter=cast.people["cora"], channel="mail",
    )  # fmt: skip
    incident = incidents.log_incident(report, by=cast.sam)
    incident = incidents.resolve_incident(
        incident, by=cast.sam, resolution="Reset", closure_code="fixed", note="Twice"
    )
    incidents.close_incident(incident, by=cast.cora)
    with tenant.scope(cast.organization.pk):
        assert queries.search(cast.sam, "cranes") == [incident.pk]
    sequencer = Sequencer(os.environ["BAILIWICK_SEALER_URL"])
    assert sequencer.seal_all() > 10
    verifier = KeyStore(key_folder()).signer(origin(cast.organization.uuid)).verifier
    assert verify(sequencer.connection, cast.organization.pk, verifier).is_good
    judged = judge_clause("8.6.1", by=cast.mia)
    assert {one["id"]: one["outcome"] for one in judged["requirements"]}["R8.6.1-04"] == "met"
    sys.stdout.write(f"good on {sequencer.connection.info.server_version // 10000}\n")


def key_folder() -> Path:
    """Where this day's key is kept."""
    return Path(os.environ["BAILIWICK_DATA"]) / "keys"


if __name__ == "__main__":
    main()
