"""What a command ends with: 0 done, 1 problems found or failed, 2 wrong usage, 3 refused or not possible now."""

import errno
import sys

from bailiwick.site.failures import CannotRun, CommandFailed, WrongUsage

FAILED = 1
WRONG_USAGE = 2
REFUSED = 3
OUR_OWN = {CannotRun: REFUSED, CommandFailed: FAILED, WrongUsage: WRONG_USAGE}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def exit_code_of(problem: Exception) -> int | None:
    """The exit code for what a command raised, or None when it is a defect and its traceback is wanted."""
    for kind, code in OUR_OWN.items():
        if isinstance(problem, kind):
            return code
    if isinstance(problem, OSError) and problem.errno in NO_ROOM:
        return REFUSED
    psycopg = sys.modules.get("psycopg")
    if psycopg is not None and isinstance(problem, psycopg.OperationalError):
        return FAILED
    errors = sys.modules.get("bailiwick.kernel.base.errors")
    if errors is None:
        return None
    by_kind = {
        errors.Invalid: WRONG_USAGE,
        errors.NotFound: WRONG_USAGE,
        errors.Refused: REFUSED,
        errors.NotAllowedNow: REFUSED,
        errors.Stale: FAILED,
    }
    return next((code for kind, code in by_kind.items() if isinstance(problem, kind)), None)
