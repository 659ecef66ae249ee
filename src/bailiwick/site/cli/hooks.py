"""What other rooms do before a backup and after a restore; adding one is adding its `module:function` here.

Each is called without arguments, with Django loaded and the database running.
"""

from collections.abc import Sequence
from importlib import import_module

BEFORE_BACKUP: tuple[str, ...] = ("bailiwick.site.cli.sealing:seal_everything",)
AFTER_RESTORE: tuple[str, ...] = ("bailiwick.site.cli.sealing:go_on_here",)


def call_all(targets: Sequence[str]) -> None:
    """Call each in its order; what one raises ends the command."""
    for target in targets:
        module, _, name = target.partition(":")
        getattr(import_module(module), name)()
