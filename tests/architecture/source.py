"""The product's own source, read as trees: what the architecture tests look at."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "src" / "bailiwick"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: `path` is relative to the package, `tree` its syntax."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.path.parts

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts

    def is_of(self, name: str) -> bool:
        """Whether it is `name`.py or lies in a package of that name."""
        return name in (*self.path.parts[:-1], self.path.stem)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Everything in the tree: it is walked through once for all tests."""
        return tuple(ast.walk(self.tree))

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        for node in self.nodes:
            if isinstance(node, Function):
                yield node


@cache
def everything() -> tuple[Module, ...]:
    """Every file of the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path.relative_to(PACKAGE), text, ast.parse(text)))
    return tuple(found)


def product() -> list[Module]:
    """Every file that runs in production: no tests, no migrations."""
    return [module for module in everything() if not module.is_test and not module.is_migration]


def length(function: Function) -> int:
    """Lines from `def` to the last statement; decorators are not counted."""
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def called(node: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Calls of a function of one of the names, bare or as an attribute."""
    for found in ast.walk(node):
        if isinstance(found, ast.Call):
            function = found.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name in names:
                yield found


def first_text(call: ast.Call) -> str | None:
    """The call's first argument that is a literal text."""
    for argument in call.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            return argument.value
    return None
