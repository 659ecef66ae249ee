"""How fast the ledger is sealed and verified: `python bench/ledger_verify.py --events 300000`.

Works in a scratch database of the server whose socket folder BAILIWICK_TEST_SERVER names (superuser `postgres`).
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

DATABASE = "bench_ledger"
ORGANIZATION = 1
PER_TRANSACTION = 50

FILL = """
insert into ledger_event (id, organization_id, verb, actor_kind, actor_id, subject_type, subject_id, occurred_at,
                          recorded_at, xid, payload, salt, digest)
select n, %(organization)s, 'incident.resolve', 'person', n %% 40, 'incident', n %% 5000,
       now() - interval '1 day' + n * interval '10 ms', now() - interval '1 day' + n * interval '10 ms',
       (1000 + n / %(per)s)::text::xid8, r.payload, r.salt, sha256(r.salt || convert_to(r.payload::text, 'UTF8'))
from (select n, jsonb_build_object('by', 'Sam Sailor', 'subject', 'INC-' || n, 'reason', 'Restarted the printer',
             'facts', jsonb_build_object('from', 'in_progress', 'to', 'resolved', 'minutes', n %% 300)) as payload,
             uuid_send(gen_random_uuid()) as salt from generate_series(1, %(events)s) n offset 0) r
"""
FILL_CHANGES = """
insert into ledger_change (organization_id, event_id, xid, table_name, row_id, op, before, after, salt, digest)
select %(organization)s, r.n, (1000 + r.n / %(per)s)::text::xid8, 'incident', r.n %% 5000, 'U', r.before, r.after,
       r.salt,
       sha256(r.salt || convert_to(ledger_change_text('incident', r.n %% 5000, 'U', r.before, r.after), 'UTF8'))
from (select n, jsonb_build_object('state', 'in_progress', 'version', n %% 9, 'resolved_at', null) as before,
             jsonb_build_object('state', 'resolved', 'version', n %% 9 + 1, 'resolved_at', now()) as after,
             uuid_send(gen_random_uuid()) as salt from generate_series(1, %(events)s) n offset 0) r
order by r.n
"""


def url(role: str, database: str = DATABASE) -> str:
    """The address of the scratch database for a role."""
    return f"postgresql://{role}@/{database}?host={os.environ['BAILIWICK_TEST_SERVER']}"


def make_database(events: int) -> None:
    """A migrated database with settled, unsealed events of one change each."""
    with psycopg.connect(url("postgres", "postgres"), autocommit=True) as server:
        server.execute(f"drop database if exists {DATABASE} with (force)")
        server.execute(f"create database {DATABASE} owner bailiwick_owner")
    with psycopg.connect(url("postgres"), autocommit=True) as superuser:
        superuser.execute("alter schema public owner to bailiwick_owner")
        superuser.execute("grant usage, create on schema public to bailiwick_definer")
    roles = {"DB": "bailiwick_app", "OWNER": "bailiwick_owner", "SEALER": "bailiwick_sealer"}
    os.environ |= {f"BAILIWICK_{kind}_URL": url(role) for kind, role in roles.items()}
    os.environ["DJANGO_SETTINGS_MODULE"] = "bailiwick.site.settings"
    import django

    django.setup()
    from bailiwick.site.schema import migrate

    migrate()
    with psycopg.connect(url("postgres")) as superuser:
        facts = {"organization": ORGANIZATION, "per": PER_TRANSACTION, "events": events}
        superuser.cursor().execute("set session_replication_role = replica")
        superuser.execute(FILL, facts)
        superuser.execute(FILL_CHANGES, facts)
    with psycopg.connect(url("postgres"), autocommit=True) as superuser:
        superuser.execute("vacuum analyze ledger_event")
        superuser.execute("vacuum analyze ledger_change")


def seal(events: int) -> dict[str, float]:
    """Seconds and leaves per second of sealing everything."""
    from bailiwick.kernel.ledger.sealing import Sequencer

    sequencer = Sequencer(url("bailiwick_sealer"))
    began = time.perf_counter()
    slowest = 0.0
    total = 0
    while True:
        batch = time.perf_counter()
        count = sequencer.seal().count
        if not count:
            break
        total += count
        slowest = max(slowest, time.perf_counter() - batch)
    took = time.perf_counter() - began
    sequencer.close()
    assert total == events
    return {"seconds": took, "leaves_per_second": events / took, "slowest_batch_seconds": slowest}


def check(events: int, folder: Path) -> dict[str, Any]:
    """Seconds of verification, by phase."""
    from bailiwick.kernel.ledger.checkpoints import CheckpointFiles, Issuer
    from bailiwick.kernel.ledger.keys import KeyStore
    from bailiwick.kernel.ledger.notes import origin
    from bailiwick.kernel.ledger.store import StoredTree
    from bailiwick.kernel.ledger.verification import verify

    name = origin("00000000-0000-4000-8000-000000000001")
    issuer = Issuer(KeyStore(folder / "keys"), CheckpointFiles(folder / "checkpoints"))
    with psycopg.connect(url("bailiwick_sealer"), autocommit=True) as connection:
        issuer.issue(StoredTree(connection, ORGANIZATION), name, reason="bench")
        began = time.perf_counter()
        report = verify(connection, ORGANIZATION, issuer.verifier(name), outside=issuer.files.latest(name))
        took = time.perf_counter() - began
    assert report.is_good
    assert report.size == events
    phases = {phase: round(seconds, 3) for phase, seconds in report.seconds.items()}
    return {"seconds": took, "leaves_per_second": events / took, "phases": phases}


def main() -> None:
    """Fill, seal, verify three times, print; the database is dropped unless it is to be kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--keep", action="store_true", help="leave the scratch database for looking into it")
    options = parser.parse_args()
    make_database(options.events)
    print(json.dumps({"events": options.events, "sealing": seal(options.events)}))
    with psycopg.connect(url("postgres"), autocommit=True) as superuser:
        superuser.execute("vacuum analyze ledger_leaf")
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3):
            print(json.dumps({"verification": check(options.events, Path(folder))}))
    if not options.keep:
        with psycopg.connect(url("postgres", "postgres"), autocommit=True) as server:
            server.execute(f"drop database {DATABASE} with (force)")


if __name__ == "__main__":
    main()
