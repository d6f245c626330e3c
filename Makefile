# Servicehall. Bare `make` explains itself.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test stories bare check bench lock contracts format clean setup packages

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WORKERS ?= 2

help: ## this list
	@echo "Servicehall: queues, tickets, calls and ratings of a service hall."
	@echo
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(STAMP) ## make the environment from the lock file
$(STAMP): requirements.lock pyproject.toml tools/environment.sh
	@PYTHON="$(PYTHON)" tools/environment.sh $(VENV)
	@touch $@

run: $(STAMP) ## start the demo on http://127.0.0.1:8000
	@$(BIN)/servicehall demo $(ARGS)

# What a run compiles serves the next one, and every program that a test starts.
test: export PYTHONDONTWRITEBYTECODE =
test: packages $(STAMP) ## run every test (fetches Chromium and PostgreSQL where it may)
	@WORKERS=$(WORKERS) tools/test.sh $(BIN) $(ARGS)

stories: packages $(STAMP) ## live every requirement that works, and count them
	@$(BIN)/python -m tools.requirements --run

bare: ## run the README's two commands in a bare Debian (as root)
	@tools/bare.sh

check: $(STAMP) ## format, lint, types, imports, generated files
	@tools/check.sh $(BIN)

bench: packages $(STAMP) ## measure, and print ratios side by side
	@$(BIN)/python -m bench $(ARGS)

packages:
	@PYTHON="$(PYTHON)" tools/packages.sh

format: $(STAMP) ## lay out the code
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .
	@if command -v npm >/dev/null; then tools/js/format.sh; else echo "browser side: skipped, npm is not installed"; fi

contracts: $(STAMP) ## write what is made from the contracts and events
	@$(BIN)/python -m tools.browser_types && $(BIN)/python -m tools.journal_table \
	  && $(BIN)/python -m tools.site_reference

lock: $(STAMP) ## renew the lock file from pyproject.toml
	@$(BIN)/uv pip compile --generate-hashes --python-version 3.11 --universal -q --upgrade \
	  --no-header --group dev --extra ml --extra sound pyproject.toml -o requirements.lock

clean: ## remove the environment and what was built
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
