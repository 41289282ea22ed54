# The verbs of the project. `make` alone lists them.
PYTHON ?= python3
DESK   := .venv/bin/python
BOT    := bot/.venv/bin/python
export OMP_NUM_THREADS = 1
export OPENBLAS_NUM_THREADS = 1
export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 2
export SQLALCHEMY_SILENCE_UBER_WARNING = 1

.DEFAULT_GOAL := help
.PHONY: help setup run test test-unit test-bot test-web test-stories test-postgres test-e2e check fix train bench eval screenshots clean

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install both environments, build the front ends, train a model
	@$(PYTHON) scripts/bootstrap.py

run: setup ## Set everything up (only what is needed) and start the product
	@$(DESK) scripts/run.py

train: ## Train a model if none fits the data
	@$(PYTHON) scripts/bootstrap.py bot model

test: setup test-unit test-bot test-web test-stories test-postgres test-e2e ## All tests

test-unit: ## Desk, contracts, architecture: in memory
	$(DESK) -m pytest tests -q -n 2 -m "not e2e" --ignore=tests/bot --ignore=tests/actions --ignore=tests/stories --ignore=tests/e2e

test-bot: ## Bot components and custom actions
	$(BOT) -m pytest -c bot/pytest.ini --rootdir=$(CURDIR) -q tests/bot tests/actions -m "not slow"

test-web: ## Widget and console
	cd web && PATH="$(CURDIR)/.tools/bin:$$PATH" npm test

test-stories: ## Whole dialogues with the trained model
	$(BOT) -m pytest -c bot/pytest.ini --rootdir=$(CURDIR) -q tests/bot tests/stories -m slow

test-postgres: ## The desk's tests once more, on PostgreSQL
	$(DESK) scripts/test_postgres.py

test-e2e: ## Journeys in a real browser with the real Rasa, and the crash test
	$(DESK) -m pytest tests/e2e -q

check: ## Style, types, the FAQ, generated files (changes nothing)
	@$(PYTHON) scripts/bootstrap.py desk bot web
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(DESK) -m mypy
	$(DESK) -m desk.cli check-faq
	cd web && PATH="$(CURDIR)/.tools/bin:$$PATH" npm run check

fix: ## Mend what tools can mend: formatting, imports, generated files
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	cd web && PATH="$(CURDIR)/.tools/bin:$$PATH" npm run fix

bench: setup ## Measure: understanding, latency, claims, crash (figures go to bench/results)
	$(DESK) bench/all.py

eval: ## What got worse in understanding? KEEP=1 keeps these results for the next comparison
	@$(BOT) -m bot.evaluate $(if $(KEEP),--keep)

screenshots: setup ## Make the README's pictures from the running product
	$(DESK) scripts/screenshots.py

clean: ## Remove what was built (environments, models, front ends); data in var/ stays
	rm -rf .venv bot/.venv .tools web/node_modules web/*/dist models/*.tar.gz var/stamps .rasa
