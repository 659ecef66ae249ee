"""A command group that knows names and help by heart and loads a command when it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


@dataclass(frozen=True)
class Entry:
    """Where a command lives (`module:function` or `module:app`) and what it does, in a sentence."""

    target: str
    help: str


class LazyCommand(TyperCommand):
    """Stands for a command until it is called: then the real one takes over the rest of the line."""

    def __init__(self, name: str, entry: Entry) -> None:
        super().__init__(name, help=entry.help, rich_markup_mode=None)
        self._target = entry.target

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        return self._load().make_context(info_name, args, parent=parent, **extra)

    def _load(self) -> Any:
        module, _, attribute = self._target.partition(":")
        found = getattr(import_module(module), attribute)
        app = found if isinstance(found, typer.Typer) else _app_of(found)
        command = typer.main.get_command(app)
        command.name = self.name
        return command


class LazyGroup(TyperGroup):
    """The commands of one table, in its order."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        super().__init__(
            name="bailiwick",
            help="Bailiwick, a service management system whose records prove what the organization does.",
            no_args_is_help=True,
            commands={name: LazyCommand(name, entry) for name, entry in entries.items()},
            rich_markup_mode=None,
        )


def _app_of(function: Any) -> typer.Typer:
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    app.command()(function)
    return app
