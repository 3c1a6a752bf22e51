# Two commands do it all: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# Anybody who reaches the demo may sign in as anybody: it is for this machine alone.
DEMO := $(if $(filter 127.0.0.1 localhost ::1,$(HOST)),1,0)
VAR := $(or $(FACTCHECK_VAR),var)
BIN := .venv/bin
export FACTCHECK_VAR := $(abspath $(VAR))

.DEFAULT_GOAL := help
.PHONY: help run command worker-command demo test test-postgres check types-js fix coverage bench bench-large lock clean setup setup-dev browsers screenshots

help: ## list what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

run: setup ## serve the product with the sample story, a worker beside it, at http://127.0.0.1:8000 (HOST and PORT change it)
	@FACTCHECK_DEMO=$${FACTCHECK_DEMO-$(DEMO)} $(BIN)/python manage.py demo
	@echo "Serving at http://$(HOST):$(PORT) (Ctrl+C stops it)"
	@FACTCHECK_DEMO=$${FACTCHECK_DEMO-$(DEMO)} exec sh factcheck/beside.sh "$(COMMAND)" "$(WORKER)"

demo: setup ## fill the sample story with the worked example: what two reviewers found in it, made by hand
	@FACTCHECK_DEMO=$${FACTCHECK_DEMO-$(DEMO)} $(BIN)/python manage.py demo --with-reviews

# The one line that starts the server. Tests and the bench ask for it here, so that they measure what people run.
APPLICATION := factcheck.wsgi:application
COMMAND = $(BIN)/granian --interface wsgi $(APPLICATION) --host $(HOST) --port $(PORT) \
	--workers 1 --blocking-threads 4 --log-level warning
command:
	@echo $(COMMAND)

# What takes long, such as a large upload, is done beside the server.
WORKER = $(BIN)/python manage.py worker
worker-command:
	@echo $(WORKER)

setup: .venv/made $(VAR)/static/made ## virtual environment, static files and tables, for running
	@echo "Bringing the tables up to date"
	@$(BIN)/python manage.py migrate --verbosity 0

setup-dev: .venv/made-dev setup ## the same, with what tests and checks need

# The requirements name every package there is to install. Without --no-deps pip looks at newer ones too, for which there are no hashes.
.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/it")'
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/made: requirements.txt | .venv/python
	@echo "Installing what the product needs (hashes are checked)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@touch $@

.venv/made-dev: requirements-dev.txt .venv/made
	@echo "Installing what tests and checks need (hashes are checked)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

# Pages too: which of Bootstrap's rules are stored goes by their classes.
STATIC := $(shell find annotations templates factcheck/*.py -type f -not -name '*.pyc' 2>/dev/null)
$(VAR)/static/made: .venv/made $(STATIC)
	@echo "Gathering static files"
	@$(BIN)/python manage.py collectstatic --noinput --clear --ignore ninja --verbosity 0
	@touch $@

browsers:
	@missing=; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		missing="chromium fonts-noto-core"; \
	command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing="$$missing firefox-esr"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing for the browser tests:" $$missing; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else \
		echo "The browser tests need Chromium and Firefox: install your system's packages (Debian: apt-get install" $$missing") and try again."; exit 1; \
	fi

test: setup-dev browsers ## all tests, in real browsers too (ARGS="-k words" chooses)
	@$(BIN)/pytest -n auto --dist loadgroup $(ARGS)

# What asks no database gives the same answer on both.
WITHOUT_DATABASE = $(addprefix --ignore=tests/,agreement anchoring intake/test_archives.py intake/test_fuzzing.py intake/test_readers.py test_look.py)
test-postgres: setup-dev ## the tests again on a real PostgreSQL, made for the occasion (without the browser's, and what asks no database)
	@sh .ci/on-postgres $(BIN)/pytest -n auto --dist loadgroup -m "not browser" $(WITHOUT_DATABASE) $(ARGS)

check: setup-dev ## format, lint, types, rooms, templates, tables, JavaScript types
	@$(BIN)/pip --quiet --disable-pip-version-check check
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: make fix"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo | tail -n 3
	@$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html')
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	@FACTCHECK_HTTPS=1 $(BIN)/python manage.py check --deploy --fail-level WARNING --verbosity 0
	@$(MAKE) --no-print-directory types-js
	@echo "All checks pass."

types-js: ## the JavaScript modules' types (the one target that needs Node)
	@npx --yes --package typescript@5.9.3 -- sh -c 'tsc --project jsconfig.json && tsc --project jsconfig.worker.json'

fix: setup-dev ## format, and mend what can be mended without thought
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

coverage: setup-dev browsers ## all tests, and which lines and branches they leave out
	@$(BIN)/pytest -n auto --dist loadgroup --cov --cov-report=term --cov-report=html:$(VAR)/coverage $(ARGS)

bench: setup-dev browsers ## how fast it is: a table on the terminal and in var/bench.md, in ten minutes (ARGS="--only saves" chooses)
	@$(BIN)/python -m tests.bench $(ARGS)

bench-large: setup-dev ## the export of 1,000,000 marks, which takes a while to fill; in var/bench-large.md
	@$(BIN)/python -m tests.bench --large $(ARGS)

screenshots: setup-dev browsers ## the README's pictures, taken anew
	@$(BIN)/pytest -q tests/browser/screenshots.py

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
lock: .venv/made-dev ## newest fitting versions, with hashes, for all systems and Pythons from 3.11 on
	@$(LOCK) --upgrade pyproject.toml -o requirements.txt
	@$(LOCK) --upgrade pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean: ## remove all that was made here, but for var/ with its database
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage $(VAR)/static $(VAR)/coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
