# make demo   environment, install, validate the catalog, answer a query, export
# make test   environment and the whole test suite
# Both need only Python (3.10 or newer), make and git.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
VENDOR := src/confgraph/site/vendor

.PHONY: demo test check docs lock web benchmarks fuzz-shapes fuzz-readers clean

demo: $(VENV)/installed
	$(BIN)/confgraph validate
	$(BIN)/confgraph query ipc-editions --format table
	$(BIN)/confgraph export turtle -o export/confgraph.ttl
	$(BIN)/confgraph export jsonld -o export/confgraph.jsonld
	$(BIN)/confgraph export ics -o export/confgraph.ics
	$(BIN)/confgraph build site
	@echo
	@echo "The site is in site/: open site/index.html"
	@echo "The catalog is in export/. Ask more with: $(BIN)/confgraph queries"

test: $(VENV)/installed
	$(BIN)/python -m pytest

check: $(VENV)/installed
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/ruff format --check src tests benchmarks docs
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/confgraph tidy --check

docs: $(VENV)/installed
	$(BIN)/python docs/generate.py

lock: $(VENV)/installed
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.10 --generate-hashes \
	  --no-header --no-emit-index-url --no-emit-find-links --upgrade --output-file requirements.lock

benchmarks: $(VENV)/installed
	$(BIN)/python benchmarks/query.py
	$(BIN)/python benchmarks/index.py
	$(BIN)/python benchmarks/catalog.py
	$(BIN)/python benchmarks/validate.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/reconcile.py
	$(BIN)/python benchmarks/serve.py

fuzz-shapes: $(VENV)/installed
	FUZZ_CASES=$${FUZZ_CASES:-10000} FUZZ_FROM=$${FUZZ_FROM:-0} $(BIN)/python -m pytest tests/validation/test_fuzz.py

# What the browser needs of others' code, by locked versions from npm; Node comes from PyPI where there is none.
web: $(VENDOR)/licenses.txt

$(VENDOR)/licenses.txt: web/package-lock.json $(wildcard web/*.mjs web/*.js web/licenses/*)
	@command -v npm >/dev/null || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r web/node.lock
	@export PATH="$(CURDIR)/$(BIN):$$PATH"; cd web && npm ci --silent --no-audit --no-fund && node build.mjs

# Each reader for ten minutes: what is found goes into the list FOUND of the test.
fuzz-readers: $(VENV)/installed
	FUZZ_SECONDS=$${FUZZ_SECONDS:-600} $(BIN)/python -m pytest tests/reading/test_fuzz.py

clean:
	rm -rf $(VENV) export site dist build web/node_modules $(VENDOR)

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "confgraph needs Python 3.10 or newer: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || \
	  { echo "this Python has no venv: on Debian and Ubuntu, apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(MAKE) --no-print-directory web
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@touch $@
