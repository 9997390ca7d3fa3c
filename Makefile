# Two commands matter: `make run` and `make test`. README.md says what they do.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATABASE_URL_POSTGRES ?= postgres://postgres@127.0.0.1:5432/postgres

.PHONY: run test test-postgres check lock format clean

run: $(VENV)/run.stamp
	@PORT=$(PORT) $(BIN)/python -m quiz.start

test: $(VENV)/test.stamp check
	@$(BIN)/pytest

test-postgres: $(VENV)/test.stamp
	@DATABASE_URL=$${DATABASE_URL:-$(DATABASE_URL_POSTGRES)} $(BIN)/pytest -m "not browser"

check: $(VENV)/test.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@SITE_URL=https://quiz.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	@test -e $(VENV)/test.stamp || $(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements.txt tests/requirements.txt | $(VENV)/bin/python
	@$(BIN)/pip install --quiet --require-hashes -r tests/requirements.txt
	@touch $@ $(VENV)/run.stamp

lock: $(VENV)/test.stamp
	@for file in requirements tests/requirements; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url $$file.in -o $$file.txt; done

format: $(VENV)/test.stamp
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

clean:
	@rm -rf $(VENV) .venv-forward
