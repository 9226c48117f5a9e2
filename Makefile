# onrecord: make demo runs the main job on a fresh machine, make test passes the tests. Python 3.12 and make are enough.

.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON := $(shell scripts/find-python)
UV := $(shell command -v uv || echo .tools/bin/uv)
ifneq ($(PYTHON),)
export UV_PYTHON := $(PYTHON)
endif

ARTICLES ?= samples
WORKERS ?= 1
N ?= 10000
FAULTS ?= 100
PYTEST ?= .venv/bin/pytest

.PHONY: help install demo up test test-containers fuzz chaos check specs bench-extract bench-pipeline clean

help: ## Say what there is to make
	@echo "onrecord: news into statements on the record"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  ARTICLES=DIR  articles for the demo (samples)   WORKERS=N  extract processes for up (1)"

.tools/bin/uv:
	@test -n "$(PYTHON)" || python3 -m pip --version >/dev/null 2>&1 || { \
	  echo "onrecord needs Python 3.12 or newer and pip; neither was found. Install them (Debian: apt-get install python3 python3-pip)."; exit 1; }
	@$(or $(PYTHON),python3) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools uv

.venv/.installed: $(if $(filter .tools/%,$(UV)),$(UV)) uv.lock pyproject.toml $(wildcard */pyproject.toml services/*/pyproject.toml)
	@$(UV) sync --locked --quiet
	@touch $@

install: .venv/.installed ## Install everything into .venv, so that .venv/bin/onrecord runs

demo: ## Drop articles into a stack of one's own and show what was said (ARTICLES=DIR for yours)
	@started=$$(date +%s); $(MAKE) --no-print-directory --silent install && echo "  installed in $$(( $$(date +%s) - started )) s"
	@.venv/bin/onrecord demo "$(ARTICLES)"

up: install ## Run the whole stack on this machine until Ctrl-C (WORKERS=N)
	@.venv/bin/onrecord up --workers $(WORKERS)

test: install ## Unit, contract and integration tests, on a Valkey and a PostgreSQL that the tests start
	@$(PYTEST)

test-containers: install ## The compose stack and testcontainers; needs Docker
	@ONRECORD_TEST_CONTAINERS=1 $(PYTEST) tests/e2e tests/integration/core tests/integration/ingest tests/integration/store

fuzz: install ## Drop hostile submissions into a stack and count what became of each (N=10000 SEED=1)
	@.venv/bin/python -m tests.integration.hostile.fuzz $(N) $(or $(SEED),1)

chaos: install ## Break a stack in random order under load and compare what it stores (FAULTS=100 SEED=… for a known order)
	@.venv/bin/python -m tests.chaos.run $(FAULTS) $(SEED)

check: install ## Style (ruff), types (pyright, strict), known flaws of dependencies (pip-audit)
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/pyright
	@.venv/bin/python scripts/audit.py "$(UV)"

specs: install ## Write docs/asyncapi.yaml and the OpenAPI files from the code
	@.venv/bin/python scripts/specs.py

bench-extract: install ## Time extraction beside the bare model and spaCy, on one thread (TEXTS=DIR for yours)
	@$(UV) sync --locked --group bench --quiet
	@.venv/bin/python -m benchmarks.bench_extract $(if $(TEXTS),--texts "$(TEXTS)")

bench-pipeline: install ## Time the whole stack beside extraction alone, with 1 and 2 workers (MODEL=fast for the fast model, TEXTS=DIR for yours)
	@.venv/bin/python -m benchmarks.bench_pipeline $(if $(MODEL),--model "$(MODEL)") $(if $(TEXTS),--texts "$(TEXTS)")

clean: ## Remove what make and the demo put here, the demo's data too
	rm -rf .venv .tools .onrecord .pytest_cache .ruff_cache .hypothesis
