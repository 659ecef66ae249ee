"""What is shipped for services, containers and clusters: well-formed, and of words that the program knows."""

import re
import shlex
import subprocess
import sys

import yaml

from tests.architecture import source

DEPLOY = source.ROOT / "deploy"
CHART = DEPLOY / "helm"
VALUE = re.compile(r"\{\{ \.Values\.(\w+) \}\}")


def known_options() -> set[str]:
    program = "from bailiwick.site.cli import main; main()"
    shown = subprocess.run(
        [sys.executable, "-c", program, "up", "--help"], capture_output=True, text=True, check=True
    )
    return set(re.findall(r"--[a-z-]+", shown.stdout))


def commands() -> dict[str, list[str]]:
    unit = (DEPLOY / "systemd" / "bailiwick.service").read_text()
    start = re.search(r"^ExecStart=\S+ (.+)$", unit, re.MULTILINE)
    image = re.search(r"^CMD (\[.+\])$", (DEPLOY / "container" / "Containerfile").read_text(), re.MULTILINE)
    assert start
    assert image
    found = {"unit": shlex.split(start.group(1)), "image": yaml.safe_load(image.group(1))}
    for name in ("web", "worker"):
        chart = yaml.safe_load((CHART / "templates" / f"{name}.yaml").read_text())
        found[name] = chart["spec"]["template"]["spec"]["containers"][0]["args"]
    return found


def test_the_chart_is_plain_and_clean_yaml() -> None:
    linted = [sys.executable, "-m", "yamllint", "--strict", "-c", str(CHART / ".yamllint"), str(CHART)]
    done = subprocess.run(linted, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    for file in CHART.rglob("*.yaml"):
        assert yaml.safe_load(file.read_text()), file


def test_every_value_of_the_chart_is_given_and_used() -> None:
    given = set(yaml.safe_load((CHART / "values.yaml").read_text()))
    used = {name for file in (CHART / "templates").glob("*.yaml") for name in VALUE.findall(file.read_text())}
    assert given == used


def test_what_is_started_has_the_options_that_it_is_given() -> None:
    options = known_options()
    for where, words in commands().items():
        assert words[0] == "up", where
        assert {word for word in words if word.startswith("--")} <= options, where
