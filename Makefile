# Two commands matter: `make run` and `make test`. README.md says what they do.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FORWARD := .venv-forward
DATABASE_URL_POSTGRES ?= postgres://postgres@127.0.0.1:5432/postgres
# Three at once on two cores, because one of them mostly waits for a browser; tests/conftest.py says what stays together.
PYTEST := pytest -n 3
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
OFFLINE := The packages could not be installed; pip says why above. Is there a network, or an index in PIP_INDEX_URL?
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url

.PHONY: run test test-postgres test-forward check packages screenshots bench lock format clean

run: $(VENV)/run.stamp
	@PORT=$(PORT) $(BIN)/python -m quiz.start

test: $(VENV)/test.stamp packages check
	@$(BIN)/$(PYTEST)

test-postgres: $(VENV)/test.stamp
	@DATABASE_URL=$${DATABASE_URL:-$(DATABASE_URL_POSTGRES)} $(BIN)/$(PYTEST) -m "not browser"

# The next Django on the next Python, everything else as locked: what will have to change shows early.
test-forward: $(FORWARD)/test.stamp
	@$(FORWARD)/bin/$(PYTEST) -m "not browser"

check: $(VENV)/test.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/mypy
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@SITE_URL=https://quiz.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING

packages:
	@.ci/packages

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null || { rm -rf $(VENV); \
		echo "Python's venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	@test -e $(VENV)/test.stamp || $(PIP) -r requirements.txt || { echo "$(OFFLINE)"; exit 1; }
	@touch $@

$(VENV)/test.stamp: requirements.txt tests/requirements.txt | $(VENV)/bin/python
	@$(PIP) -r tests/requirements.txt || { echo "$(OFFLINE)"; exit 1; }
	@touch $@ $(VENV)/run.stamp

$(FORWARD)/test.stamp: tests/requirements.txt tests/forward.txt
	@python=$$(.ci/python 3.13) || { echo "make test-forward needs Python 3.13, on PATH or under pyenv."; exit 1; }; \
		$$python -m venv --clear $(FORWARD)
	@awk '/^[^ ]/ { ours = !/^django==/ } ours' tests/requirements.txt | cat - tests/forward.txt > $(FORWARD)/locked.txt
	@$(FORWARD)/bin/pip install --quiet --no-deps --require-hashes -r $(FORWARD)/locked.txt
	@touch $@

bench: $(VENV)/test.stamp
	@$(BIN)/python -m tests.bench

screenshots: $(VENV)/test.stamp
	@$(BIN)/python -m tests.browser.screenshots

lock: $(VENV)/test.stamp
	@for file in requirements tests/requirements; do $(LOCK) --python-version 3.11 $$file.in -o $$file.txt; done
	@$(LOCK) --python-version 3.13 --no-deps tests/forward.in -o tests/forward.txt

format: $(VENV)/test.stamp
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

clean:
	@rm -rf $(VENV) $(FORWARD)
