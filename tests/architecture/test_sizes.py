"""Files, functions, processes and modules stay small enough to fit in a head."""

from collections import Counter

from tests.architecture import source

FILE, FUNCTION, OPERATION, VIEW, PROCESS, MODULE = 400, 60, 40, 25, 2_000, 7_000
# Auditors get the program as one file that they can read from top to bottom without installing anything.
ONE_FILE = {"verify/bailiwick_verify.py"}


def weights(depth: int) -> Counter[str]:
    """Lines of the product by folder, `depth` folders deep."""
    found: Counter[str] = Counter()
    for module in source.product():
        if len(module.path.parts) > depth:
            found["/".join(module.path.parts[:depth])] += module.lines
    return found


def most(module: source.Module, function: source.Function) -> int:
    """The most lines of a function, which depends on what it is; a view is what takes the request first."""
    if module.is_test:
        return FUNCTION
    if module.is_of("operations"):
        return OPERATION
    takes_request = [argument.arg for argument in function.args.args[:1]] == ["request"]
    return VIEW if module.is_of("views") and takes_request else FUNCTION


def test_files_are_short() -> None:
    long = {
        str(module.path): module.lines
        for module in source.everything()
        if module.lines > FILE and not module.is_migration and str(module.path) not in ONE_FILE
    }
    assert long == {}


def test_functions_are_short() -> None:
    long = {}
    for module in source.everything():
        if module.is_migration:
            continue
        for function in module.functions():
            if source.length(function) > most(module, function):
                long[f"{module.path}:{function.name}"] = source.length(function)
    assert long == {}


def test_modules_are_small() -> None:
    """A module is a clause, or a room of the kernel or of the installation."""
    rooms = {name: lines for name, lines in weights(2).items() if name.startswith(("kernel/", "site/"))}
    clauses = {name: lines for name, lines in weights(1).items() if name not in ("kernel", "site")}
    assert {name: lines for name, lines in (rooms | clauses).items() if lines > MODULE} == {}


def test_processes_are_small() -> None:
    clauses = {name for name, _ in weights(1).items()} - {"kernel", "site", "verify"}
    processes = {name: lines for name, lines in weights(2).items() if name.split("/")[0] in clauses}
    assert {name: lines for name, lines in processes.items() if lines > PROCESS} == {}
