"""The command line. Each command is one line here and one module; the module is loaded when it is called."""

import signal
import sys

from bailiwick.site.cli.lazy import Entry, LazyGroup
from bailiwick.site.cli.outcome import exit_code_of

COMMANDS = {
    "up": Entry("bailiwick.site.cli.up:up", "Start Bailiwick: database, web server and worker."),
    "down": Entry("bailiwick.site.cli.down:down", "Stop a running Bailiwick."),
    "migrate": Entry("bailiwick.site.cli.migrate:migrate", "Bring the database to the present shape."),
    "check": Entry("bailiwick.site.cli.check:check", "Look whether the installation is sound."),
    "backup": Entry("bailiwick.site.cli.backup:backup", "Write everything into one archive."),
    "restore": Entry("bailiwick.site.cli.restore:restore", "Bring an archive back."),
    "demo": Entry("bailiwick.site.cli.demo:demo", "Build a demonstration organization to look around in."),
    "user": Entry("bailiwick.site.cli.user:app", "People who sign in."),
    "ledger": Entry("bailiwick.site.cli.ledger:app", "Verify the ledger, sign it, hand out proofs."),
    "import": Entry("bailiwick.site.cli.import_:app", "Bring in what was recorded in other tools."),
    "conformity": Entry(
        "bailiwick.site.cli.conformity:conformity", "How the requirements of a clause stand."
    ),
    "db": Entry("bailiwick.site.cli.db:app", "The database's addresses."),
}


def main() -> None:
    """Run the command; see docs/administration/command-line.md for the exit codes."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        LazyGroup(COMMANDS).main(prog_name="bailiwick")
    except Exception as problem:
        code = exit_code_of(problem)
        if code is None:
            raise
        sys.stderr.write(f"{problem}\n")
        sys.exit(code)
