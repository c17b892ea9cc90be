# Everything a developer types. `make help` explains each. Needs git, make and Python 3.11 or newer; no server,
# and Node only for `make composer`, whose result is kept in the repository.

VENV := .venv
BIN := $(VENV)/bin
# The first of these that is Python 3.11 or newer; `make PYTHON=…` names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test check lint format docs fuzz messages words lock composer bench lighthouse clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.installed ## install, then start the demo: a story that goes on by itself (Ctrl-C ends it)
	@$(BIN)/stoppress demo

test: lint ## everything that CI runs: what check looks at, and all tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder || { test $$? -eq 1 && \
		echo "Those that failed once more, each alone: what fails again is a fault; what passes wants more time or more quiet than it had." && \
		$(BIN)/python -m pytest --last-failed --last-failed-no-failures none -rA --show-capture no; }

check: lint ## lint, format, types, borders, and the quick tests, in under a minute
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 -m "not process and not long" tests/shape tests/unit

lint: $(VENV)/.installed-dev ## lint, format, types and borders alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

docs: $(VENV)/.installed-dev ## write the generated pages of docs/ anew
	$(BIN)/python tools/docs.py

fuzz: $(VENV)/.installed-dev ## try the API with many requests made from its OpenAPI document; EXAMPLES=200 for each operation
	FUZZ_EXAMPLES=$(EXAMPLES) FUZZ_SEED=$(or $(SEED),20261122) $(BIN)/python -m pytest -q tests/desk/api/test_fuzz.py
EXAMPLES ?= 200

messages: $(VENV)/.installed-dev ## collect the desk's sentences for translators, and compile what they wrote
	$(BIN)/python tools/messages.py

bench: $(VENV)/.installed-dev ## measure what is said to be fast; ONLY=P1 measures one, SIZES="--readers 500" less
	$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY)) $(SIZES)

words: $(VENV)/.installed-dev ## gather the phrases to translate, merge them into the catalogues, compile
	$(BIN)/python tools/catalogues.py
	$(BIN)/python tools/messages.py

lighthouse: $(VENV)/.installed-dev ## ask Lighthouse about a running house (needs npm); ADDRESS=http://127.0.0.1:8000
	$(BIN)/python tools/lighthouse.py $(ADDRESS)
ADDRESS := http://127.0.0.1:8000

lock: ## write the lock files anew from pyproject.toml (needs uv)
	uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) --group build -o requirements-build.lock
	uv pip compile $(LOCK) pyproject.toml --group dev -o requirements-dev.lock
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

composer: ## bundle the parts that the composer is built on anew, after a change of tools/composer/package.json (needs npm)
	cd tools/composer && npm ci --no-audit --no-fund && npm run build

clean: ## remove what can be made again
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} +

# A virtual environment that works. A broken one (Python was upgraded, its making was cut off) is made anew.
ifneq ($(shell $(BIN)/python -c 'import pip' >/dev/null 2>&1 && echo works),works)
.PHONY: $(VENV)/bin/python
endif
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer is here. Install one, or call: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) …"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python can make no virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

$(VENV)/.installed: requirements.lock requirements-build.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what requirements.lock names, with its hashes …"
	@$(PIP) install --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what requirements-dev.lock names, with its hashes …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@
