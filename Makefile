# `make help` tells what there is. Everything this writes lands in .venv/ and var/.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
SITE := SECRET_KEY="$${SECRET_KEY:-$$(cat var/secret-key)}" LOCAL_HTTP=1 PORT=$(PORT)
# What `make check` sees: a site as it would be in public.
PUBLIC := SECRET_KEY=for-make-check-only-0123456789-abcdefghijklmnopqrstuvwxyz \
	ALLOWED_HOSTS=signpost.example DEBUG=0 LOCAL_HTTP=0 DATABASE_URL=sqlite://
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links
CHECKS := format lint templates layers types migrations deploy requirements

.PHONY: help run dev moderator manage test test-quick check bench messages requirements \
	$(CHECKS:%=check-%)

help: ## This list
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

run: .venv/site-installed var/secret-key ## Serve the site here, as in public but without HTTPS (PORT=8000)
	@export $(SITE) DEBUG=0; $(BIN)/python manage.py prepare --port $(PORT) \
		&& exec $(BIN)/gunicorn config.wsgi

dev: .venv/tools-installed var/secret-key ## Serve it for development: DEBUG on, reloads itself
	@export $(SITE) DEBUG=1; $(BIN)/python manage.py prepare --port $(PORT) --no-static \
		&& exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

moderator: .venv/site-installed var/secret-key ## Invite the first moderator: make moderator EMAIL=you@example.org
	@test -n "$(EMAIL)" || { echo "Say whom: make moderator EMAIL=you@example.org"; exit 1; }
	@$(SITE) $(BIN)/python manage.py first_moderator "$(EMAIL)" $(if $(AGAIN),--again)

manage: .venv/site-installed var/secret-key ## Any other command: make manage RUN="backup FILE"
	@$(SITE) $(BIN)/python manage.py $(RUN)

test: .venv/tools-installed ## Everything: on SQLite, on PostgreSQL, in a browser
	@$(BIN)/python -m tests.run

test-quick: .venv/tools-installed ## SQLite only, without a browser
	@$(BIN)/python -m tests.run --quick

check: .venv/tools-installed ## Format, lint, layers, types, migrations, deployment, requirements
	@$(MAKE) --jobs=2 --keep-going --output-sync=target $(CHECKS:%=check-%)
	@echo "All checks passed."

bench: .venv/site-installed ## Measure the figures of docs/performance.md
	@$(BIN)/python bench/run.py

messages: .venv/tools-installed ## Bring locale/ up to what the pages say, and compile it
	@$(BIN)/python -m tests.messages

requirements: .venv/tools-installed ## Pin the newest releases that pyproject.toml allows
	@$(COMPILE) --upgrade pyproject.toml --output-file requirements.txt
	@$(COMPILE) --upgrade --group test --constraint requirements.txt \
		--output-file tests/requirements.txt

check-format:
	@$(BIN)/ruff format --check --quiet . || { echo "To mend it: ruff format"; exit 1; }

check-lint:
	@$(BIN)/ruff check --quiet .

check-templates:
	@find templates directory -name '*.html' -print0 \
		| xargs -0 --no-run-if-empty $(BIN)/djade --check --target-version 5.2

check-layers:
	@said=$$($(BIN)/lint-imports --no-cache) || { echo "$$said"; exit 1; }

check-types:
	@$(PUBLIC) $(BIN)/mypy --no-error-summary accounts config directory

check-migrations:
	@$(PUBLIC) $(BIN)/python manage.py makemigrations --check --dry-run > /dev/null \
		|| { echo "A model has changed: manage.py makemigrations"; exit 1; }

check-deploy:
	@$(PUBLIC) $(BIN)/python -W error \
		-W 'ignore:The FORMS_URLFIELD' manage.py check --deploy --fail-level WARNING \
		> /dev/null

# Only pins are compared: new files of an old release bring new hashes, no difference.
check-requirements:
	@pins() { grep -E '^[a-z0-9]' "$$1" | sort; }; \
	now=$$(mktemp -d); trap 'rm -r "$$now"' EXIT; \
	cp requirements.txt "$$now/site.txt"; cp tests/requirements.txt "$$now/tools.txt"; \
	$(COMPILE) pyproject.toml --output-file "$$now/site.txt"; \
	$(COMPILE) --group test --constraint requirements.txt \
		--output-file "$$now/tools.txt"; \
	diff <(pins requirements.txt) <(pins "$$now/site.txt") \
		&& diff <(pins tests/requirements.txt) <(pins "$$now/tools.txt") \
		|| { echo "pyproject.toml asks for something else: make requirements"; exit 1; }

.venv/made:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
		f"Signpost needs Python 3.11 or newer, and this is {sys.version.split()[0]}.")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/site-installed: requirements.txt | .venv/made
	@echo "Installing what the site needs ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check \
		--require-hashes --requirement requirements.txt
	@touch $@

.venv/tools-installed: tests/requirements.txt .venv/site-installed
	@echo "Installing the tools ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check \
		--require-hashes --requirement tests/requirements.txt
	@mkdir -p var
	@touch $@

var/secret-key: | .venv/made
	@mkdir -p var
	@umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@
