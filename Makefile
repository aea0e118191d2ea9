# Needs Python 3.11 or newer and make; everything else is set up in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The versions in constraints.txt make builds the same byte for byte.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help map test coverage check geodata benchmark wheel screenshots clean

help:  ## Say what there is.
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

map: $(VENV)/run  ## Build maps/ from the shipped figures.
	$(BIN)/clearatlas map -o maps/clearance.html
	$(BIN)/clearatlas export -o maps/clearance.geojson

test: $(VENV)/dev  ## Run all checks and tests.
	$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n auto --dist loadfile

# Apart from the tests, as counting branches makes them take far longer.
coverage: $(VENV)/dev  ## Report which branches the tests run.
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term:skip-covered

check: $(VENV)/dev  ## Check style, types and scripts.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/biome lint src/clearatlas/outputs/page
	$(BIN)/biome format src/clearatlas/outputs/page
	$(BIN)/oxlint --quiet src/clearatlas/outputs/page

geodata: $(VENV)/run  ## Rebuild geodata/ from its origin (needs npm and a network).
	$(BIN)/python geodata/build/boundaries.py
	$(BIN)/python geodata/build/figures.py

benchmark: $(VENV)/benchmark  ## Compare with the peers, in one run.
	$(BIN)/python benchmarks/map.py
	$(BIN)/python benchmarks/page.py
	$(BIN)/python benchmarks/releases.py

wheel: $(VENV)/dev  ## Run the tests against the built wheel.
	rm -rf build/wheel
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --disable-pip-version-check \
		-c constraints.txt "$$(ls build/wheel/*.whl)[dev]"
	build/wheel/venv/bin/python -m pytest tests

screenshots: $(VENV)/dev map  ## Take pictures of the page, to be looked at.
	$(BIN)/python tests/browser/screenshots.py

clean:  ## Remove what the other commands made.
	rm -rf $(VENV) build dist .cache .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: pyproject.toml constraints.txt $(VENV)/bin/python
	$(INSTALL) -e .
	@touch $@

$(VENV)/dev: pyproject.toml constraints.txt $(VENV)/bin/python
	$(INSTALL) -e '.[dev]'
	@touch $@ $(VENV)/run

$(VENV)/benchmark: $(VENV)/dev
	$(INSTALL) -e '.[dev,benchmark]'
	@touch $@
