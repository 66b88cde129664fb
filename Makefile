# `make demo` and `make test` do everything, set-up included, with Python 3.11 (or later), git and make.

SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
RECORD ?= casus.db
APP := $(shell find web/app -type f -not -path '*/node_modules/*')
RECIPE := pyproject.toml constraints.txt tools/environment.sh $(wildcard hatch_build.py web/*.py web/basemap/*.*) $(APP)

# the web app's packages with the tools of its tests, and npm with the Node of the Python wheel
PACKAGES := web/app/node_modules/vitest/package.json
NPM := $(BIN)/python web/node.py web/app

.PHONY: help demo test web app types lint format audit bench commands report constraints clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.casus: $(RECIPE)
	tools/environment.sh .
	@touch $@

$(VENV)/.casus-test: $(RECIPE)
	tools/environment.sh '.[test]'
	@touch $@ $(VENV)/.casus

demo: $(VENV)/.casus ## set up, read samples/ into demo/casus.db, write report.html, print what was found
	@mkdir -p demo
	$(BIN)/casus build samples --record demo/casus.db
	$(BIN)/casus report --record demo/casus.db --output report.html
	$(BIN)/casus tolls --record demo/casus.db
	$(BIN)/casus control --record demo/casus.db
	@echo && echo "Open report.html in a browser: $(CURDIR)/report.html"

test: $(VENV)/.casus-test ## set up, then check style and types and run all tests
	tools/browser.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) --no-print-directory web
	$(BIN)/python -m pytest -n auto --dist loadfile
	$(BIN)/python -m tools.audit --unasked-passes

$(PACKAGES): web/app/package-lock.json
	$(NPM) ci --ignore-scripts --no-audit --no-fund
	@touch $@

web: $(VENV)/.casus-test $(PACKAGES) ## check and test the web app's TypeScript
	$(NPM) run lint
	$(NPM) run check
	$(NPM) run test

app: $(VENV)/.casus-test $(PACKAGES) ## build the web app from web/app
	$(NPM) run build

types: $(VENV)/.casus-test $(PACKAGES) ## write the web app's types of the API's answers anew
	$(BIN)/python -m tools.api_types

lint: $(VENV)/.casus-test ## check style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.casus-test ## put the code into the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

audit: $(VENV)/.casus-test $(PACKAGES) ## look for known weaknesses of the dependencies (asks advisory services on the network)
	$(BIN)/python -m tools.audit

bench: $(VENV)/.casus-test ## measure accuracy (needs SHARED=folder of hand-coded texts) and speed
	$(BIN)/python -m benchmarks.accuracy --shared $(SHARED)
	$(BIN)/python -m benchmarks.english --shared $(SHARED)
	$(BIN)/python -m benchmarks.coreference --shared $(SHARED)
	$(BIN)/python -m benchmarks.times --shared $(SHARED)
	$(BIN)/python -m benchmarks.dating --shared $(SHARED)
	$(BIN)/python -m benchmarks.quantities --shared $(SHARED)
	$(BIN)/python -m benchmarks.extraction --shared $(SHARED)
	$(BIN)/python -m benchmarks.geography --shared $(SHARED)
	$(BIN)/python -m benchmarks.copies --shared $(SHARED)
	$(BIN)/python -m benchmarks.subevents --shared $(SHARED)
	$(BIN)/python -m benchmarks.acts --shared $(SHARED)
	$(BIN)/python -m benchmarks.relevance --shared $(SHARED)
	$(BIN)/python -m benchmarks.speed --shared $(SHARED)

commands: $(VENV)/.casus ## write docs/commands.md from the commands' own help
	$(BIN)/python -m tools.commands

report: $(VENV)/.casus ## write report.html from RECORD=casus.db
	$(BIN)/casus report --record $(RECORD) --output report.html

constraints: $(VENV)/.casus ## resolve the pinned versions anew
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --upgrade --quiet \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file constraints.txt

clean: ## remove the environment and everything that was made
	rm -rf $(VENV) demo report.html dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
