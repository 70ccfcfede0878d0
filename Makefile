# People and CI use the same few targets: `make help` lists them.
# They need python3 >= 3.11 with venv, git and make; .ci/venv installs the rest into $(VENV), and
# .ci/assets what the pages load from npm, where there is npm.

PYTHON ?=
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
UPGRADE ?=

export PIP_NO_INPUT = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

BIN = $(VENV)/bin
ENSURE = PYTHON='$(PYTHON)' VENV='$(VENV)' sh .ci/venv
ASSETS = sh .ci/assets

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run install test check lint type build bench lock clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile
	@echo 'Variables: PYTHON=python3 VENV=.venv HOST=127.0.0.1 PORT=8000 ARGS= UPGRADE='

run: ## Install what is missing, build the graph, serve it at http://HOST:PORT
	@$(ENSURE) run
	@$(ASSETS) run
# Exit 1 means published, but with files rejected or rules broken: that is served all the same.
	$(BIN)/bomay build || test $$? -eq 1
	$(BIN)/bomay serve --host $(HOST) --port $(PORT)

install: ## Make the environment for developers in VENV
	@$(ENSURE) dev
	@$(ASSETS) dev

test: install ## Run the tests on every core; ARGS='tests/loaders --no-cov -n 0' for some of them
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: lint type test ## Everything CI checks: lint, import contract, types, tests

lint: install ## Ruff's rules and format, and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

type: install ## Types, with mypy --strict
	$(BIN)/mypy

build: ## Build the graph from data/decisions and publish it as a release
	@$(ENSURE) run
	$(BIN)/bomay build

bench: install ## Run the benchmarks, bench/*.py
	@for file in $(sort $(wildcard bench/*.py)); do \
	  echo "== $$file"; $(BIN)/python "$$file" || exit; \
	done

# The locks hold for Python 3.11 and newer on any system, with hashes and without addresses.
# Versions that still fit pyproject.toml stay; UPGRADE=--upgrade takes the newest instead. The
# runtime lock comes second and is bound to the dev lock, so that both name the same versions.
UV = $(VENV)-lock/bin/uv
COMPILE = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras $(UPGRADE)

lock: ## Remake both requirements locks from pyproject.toml
	$(or $(PYTHON),python3) -m venv --clear $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv==0.13.9
	$(COMPILE) --extra build --extra dev --output-file requirements-dev.lock >/dev/null
	$(COMPILE) --extra build --constraint requirements-dev.lock \
	  --output-file requirements.lock >/dev/null
	rm -rf $(VENV)-lock

clean: ## Remove environments, caches and coverage; releases/ stays
	rm -rf $(VENV) $(VENV)-lock api/assets/node_modules build dist .coverage htmlcov \
	  .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
