"""Names say what a thing is about; some names only say that nobody decided."""

import re

from tests.architecture import source

FILES = re.compile(r"(utils?|helpers?|common|core|misc|services?|.*_manager|.*[a-z]2)")
FUNCTIONS = re.compile(r"_*((process|handle|do|manage)_.*|update_status)")
# Callbacks that a framework calls by its own names.
FRAMEWORK = {"process_view", "process_exception"}
# The domain owns the word: the register of services (8.2).
DOMAIN = {"portfolio/services", "site/demo/services"}


def test_files_and_folders_have_names_of_their_own() -> None:
    wrong = set()
    for module in source.everything():
        for depth, part in enumerate(module.path.with_suffix("").parts, start=1):
            place = "/".join(module.path.with_suffix("").parts[:depth])
            if FILES.fullmatch(part) and place not in DOMAIN:
                wrong.add(place)
    assert wrong == set()


def test_functions_are_called_by_the_fields_verbs() -> None:
    wrong = [
        f"{module.path}:{function.name}"
        for module in source.product()
        for function in module.functions()
        if FUNCTIONS.fullmatch(function.name) and function.name not in FRAMEWORK
    ]
    assert wrong == []
