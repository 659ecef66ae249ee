"""What `bailiwick check` asks about the ledgers: sealed, signed, with their keys, and without a fork."""

import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps

from django.conf import settings
from psycopg.errors import UndefinedFunction, UndefinedTable

from bailiwick.site.cli.checks import Finding
from bailiwick.site.working.ledgers import Ledgers

SEAL_WITHIN, SEAL_AT_LATEST = 60.0, 3600.0
SIGN_WITHIN = timedelta(minutes=10)
CLOCK_REMEMBERED_DAYS = 30


def _about_ledgers(ask: Callable[[Ledgers], Finding]) -> Callable[[], Finding]:
    """Give a check the ledgers; before the first migration there are none."""

    @wraps(ask)
    def check() -> Finding:
        try:
            ledgers = Ledgers(settings.SEALER_URL, settings.DATA)
        except (UndefinedFunction, UndefinedTable):
            return "warn", "Not looked at: the database does not have its shape yet."
        try:
            return ask(ledgers)
        finally:
            ledgers.close()

    return check


@_about_ledgers
def sealing(ledgers: Ledgers) -> Finding:
    """Everything that was recorded gets its place soon."""
    row = ledgers.connection.execute(
        "select k.system_identifier = s.system_identifier, "
        "(select count(*) from ledger_event e where e.epoch = k.epoch and (e.xid, e.id) > (k.xid, k.event_id)), "
        "(select coalesce(extract(epoch from clock_timestamp() - min(e.recorded_at)), 0)::float from ledger_event e "
        "where e.epoch = k.epoch and (e.xid, e.id) > (k.xid, k.event_id)) from ledger_cursor k, pg_control_system() s"
    ).fetchone()
    assert row is not None
    is_at_home, waiting, seconds = row
    if not is_at_home:
        return (
            "fail",
            "The database was copied into another cluster. If that was meant: bailiwick ledger moved",
        )
    text = f"{waiting:,} entries wait to be sealed, the oldest for {seconds:,.0f} s."
    if seconds > SEAL_AT_LATEST:
        return "fail", f"{text} Is Bailiwick running?"
    return ("warn" if seconds > SEAL_WITHIN else "ok"), text


@_about_ledgers
def checkpoints(ledgers: Ledgers) -> Finding:
    """What was sealed is signed soon."""
    rows = ledgers.connection.execute(
        "select t.size, c.size, c.issued_at, t.sealed_at from ledger_tree t left join lateral (select size, issued_at "
        "from ledger_checkpoint where organization_id = t.organization_id order by id desc limit 1) c on true"
    ).fetchall()
    now = datetime.now(UTC)
    late = [row for row in rows if row[0] != row[1] and now - row[3] > SIGN_WITHIN]
    if late:
        return "warn", f"{len(late):,} ledgers grew and were not signed for more than {SIGN_WITHIN}."
    issued = [row[2] for row in rows if row[2] is not None]
    if not issued:
        return "ok", "Nothing was signed yet."
    return "ok", f"The newest checkpoint is {(now - max(issued)).total_seconds():,.0f} s old."


@_about_ledgers
def keys(ledgers: Ledgers) -> Finding:
    """Each signed ledger has its key, and nobody else can read it."""
    signed = {
        row[0] for row in ledgers.connection.execute("select distinct organization_id from ledger_checkpoint")
    }
    paths = [ledgers.issuer.keys.path(ledgers.origins[one]) for one in sorted(signed)]
    missing = [path for path in paths if not path.exists()]
    if missing:
        said = ", ".join(map(str, missing))
        return "fail", f"Missing: {said}. Bring it back from a backup, or the ledger is signed by a new key."
    readable = [path for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if readable:
        return "fail", "Readable by others: " + ", ".join(map(str, readable))
    return "ok", f"{len(paths):,} keys are there and private."


@_about_ledgers
def forks(ledgers: Ledgers) -> Finding:
    """Each ledger continues the checkpoint that was signed last."""
    found = {
        one.name: ledgers.fork(one)
        for one in ledgers.organizations(None)
        if ledgers.issuer.keys.path(ledgers.origins[one.id]).exists()
    }
    forked = [f"{name}: {finding}" for name, finding in found.items() if finding]
    if forked:
        return "fail", " ".join(
            [*forked, "Explain it with: bailiwick ledger checkpoint --declare-fork REASON"]
        )
    return "ok", f"{len(found):,} ledgers continue what was signed."


@_about_ledgers
def clock(ledgers: Ledgers) -> Finding:
    """The database server's clock was not set back lately."""
    row = ledgers.connection.execute(
        "select count(*), max(previous_at - recorded_at), max(noticed_at) from ledger_clock_step "
        "where noticed_at > clock_timestamp() - make_interval(days => %s)",
        [CLOCK_REMEMBERED_DAYS],
    ).fetchone()
    assert row is not None
    times, most, last = row
    if times:
        return (
            "warn",
            f"Set back {times:,} times in {CLOCK_REMEMBERED_DAYS} days, by up to {most}; last {last:%F %R}.",
        )
    return "ok", f"Not set back in {CLOCK_REMEMBERED_DAYS} days."
