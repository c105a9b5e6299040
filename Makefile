.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run test lint docs bench isolation

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-11s %s\n", $$1, $$2}'

run: .venv/run ## serve the demo world on http://127.0.0.1:4717
	$(BIN)/emulator serve

# What the first run compiled the second one need not, nor the hundreds of processes that they start.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/test ## run all tests, in parallel and in random order, on SQLite and on a PostgreSQL of their own
	$(BIN)/python -m pytest -n auto
	$(BIN)/python -m pytest -n auto --engine postgresql

lint: .venv/test ## format, lint, types, Dockerfile
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/hadolint Dockerfile

docs: .venv/test ## the documents as a site, in build/docs/site
	$(BIN)/python -m docs

bench: .venv/test ## requests/s beside the floor, several rounds, medians and ratios
	$(BIN)/python -m benchmarks

isolation: .venv/test ## 400 tests in 8 processes on one server, 20 times
	$(BIN)/python -m tests.isolation

.venv/run: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test,lint,docs]'
	@touch $@ .venv/run
