# Everything a person or a machine does with this checkout. `make help` lists it.
# uv is used when it is on the PATH; plain venv and pip otherwise.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
TRANSLATIONS := tracker/translations
CATALOGUES := $(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/messages.po)
HOST ?= 127.0.0.1
PORT ?= 5000

# A process of tests for each core, each with a PostgreSQL and a browser of its own: more than four leave no memory.
# Whoever runs one file asks pytest itself, which then starts no other process.
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist worksteal

# The first of these that is a Python we support, else nothing. `make install PYTHON=...` tries that one first.
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
FIND_PYTHON := for name in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	if "$$name" -c '$(SUPPORTED)' 2>/dev/null; then command -v "$$name"; break; fi; done

# pip of the environment, or (where the system splits pip off) any pip that can install into it.
define PIP_INSTALL
install() { \
	if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python "$$@"; \
	elif $(BIN)/python -m pip --version >/dev/null 2>&1; then $(BIN)/python -m pip install --quiet "$$@"; \
	else python3 -m pip --python $(BIN)/python install --quiet "$$@"; fi; \
}; install
endef

.PHONY: help install run test test-fast lint format bench forms lock messages clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

install: $(VENV)/installed $(CATALOGUES:.po=.mo) ## Make .venv with the locked dependencies and the command tracker

run: install ## Load the demo (once) and serve it at http://127.0.0.1:5000
	@$(BIN)/tracker demo
	@exec $(BIN)/tracker run --host $(HOST) --port $(PORT)

test: lint ## Run the linters and every test
	@$(BIN)/pytest $(SIDE_BY_SIDE)

test-fast: $(VENV)/tested $(CATALOGUES:.po=.mo) ## Run the tests without browser and PostgreSQL
	@$(BIN)/pytest $(SIDE_BY_SIDE) -m 'not browser and not postgresql'

lint: $(VENV)/tested $(CATALOGUES:.po=.mo) ## Check style, types and layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/tested ## Format the code and sort the imports
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/tested $(CATALOGUES:.po=.mo) ## Measure the pages beside the least they could take (minutes; not part of test)
	@$(BIN)/python -m tests.bench

forms: $(VENV)/installed ## Draw the program's own Word forms anew, after a paper got other parts or columns
	@$(BIN)/python -m tracker.reports.word.draw_forms

messages: $(VENV)/installed ## Collect the texts to translate and update the Thai catalogue
	@$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --keywords lazy --keywords lazy_gettext --keywords lazy_ngettext:1,2 \
		--add-location file --sort-output --project Tidtam --output-file $(TRANSLATIONS)/messages.pot tracker jobs templates
	@$(BIN)/pybabel --quiet update --input-file $(TRANSLATIONS)/messages.pot --output-dir $(TRANSLATIONS) --locale th \
		--init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@rm $(TRANSLATIONS)/messages.pot

lock: ## Choose the dependencies' versions anew (needs uv) and write both lock files
	@command -v uv >/dev/null || { echo 'make lock needs uv: pip install uv' >&2; exit 1; }
	@lock() { uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock' "$$@"; }; \
	lock --output-file requirements.txt; \
	lock --output-file requirements-test.txt --extra test --constraint requirements.txt

clean: ## Remove .venv and what the tools left; keeps instance/
	@rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find tracker jobs tests -name __pycache__ -prune -exec rm -rf {} +

# An environment whose Python is gone (upgraded, moved) is made anew.
$(shell test -x $(BIN)/python || rm -f $(VENV)/pyvenv.cfg)

$(VENV)/pyvenv.cfg:
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
		echo 'Tidtam needs Python 3.11, 3.12 or 3.13 (on Debian and Ubuntu: apt-get install python3).' >&2; exit 1; \
	elif command -v uv >/dev/null; then uv venv --quiet --clear --python "$$python" $(VENV); \
	elif "$$python" -c 'import ensurepip' 2>/dev/null; then "$$python" -m venv --clear $(VENV); \
	elif "$$python" -m pip --version >/dev/null 2>&1; then "$$python" -m venv --clear --without-pip $(VENV); \
	else echo 'This Python cannot make environments (on Debian and Ubuntu: apt-get install python3-venv).' >&2; exit 1; \
	fi

$(VENV)/installed: $(VENV)/pyvenv.cfg requirements.txt pyproject.toml
	@echo 'Installing the locked dependencies into $(VENV)'
	@$(PIP_INSTALL) --require-hashes --requirement requirements.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/tested: requirements-test.txt $(VENV)/installed
	@echo 'Installing the locked test dependencies into $(VENV)'
	@$(PIP_INSTALL) --require-hashes --requirement requirements-test.txt
	@touch $@

%.mo: %.po | $(VENV)/installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
