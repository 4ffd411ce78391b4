# make run · make test · make test-all · make check · make bench; each sets up what it needs.
# A compiled import is four times faster than a recompiled one; a machine may have switched it off.
unexport PYTHONDONTWRITEBYTECODE
SHELL := /bin/bash
V := .venv
UV := $(V)/bin/uv
UV_VERSION := 0.13.9
PYTHON := $(shell command -v python3.11 || command -v python3)

.PHONY: setup run test test-all check bench lock clean

setup: $(V)/.run.stamp

run: $(V)/.run.stamp
	@$(V)/bin/heard demo $(if $(PORT),--port $(PORT))

# Files are given out whole, the longest first (tests/conftest.py): what a module makes is made once.
# Journeys wait for pages more than they count: three at a time keep two cores at work; the longest module begins first.
# On PostgreSQL here what leans on the database: rows of others, locks, jobs, codes. The rest of the site, and
# who gets which page and what a page tells who asks it all day, which is the same on both: make test-all.
ON_POSTGRES := $(addprefix tests/web/,attack codes following interpreting jobs people programmes responding results telling tenancy voices waves) \
  --ignore tests/web/people/test_matrix.py --ignore tests/web/attack/test_polling.py

test: check browser
	tests/once_more -q -n 2 --dist loadfile --no-loadscope-reorder -m "not browser and not slow"
	tests/once_more -q -n 2 -m "not browser and not slow" --database postgres $(ON_POSTGRES)
	tests/once_more -q -n 3 --dist loadfile --no-loadscope-reorder -m "browser and not slow" tests/journeys

test-all: test cluster
	tests/once_more -q -n 2 -m slow
	tests/once_more -q -n 2 -m "not browser" --database postgres tests/web tests/process
	tests/once_more -q -n 2 --dist loadfile -m browser --database postgres tests/journeys

# The type checker takes longest, on one core; the others run beside it.
check: $(V)/.test.stamp
	@$(MAKE) --no-print-directory -j2 --output-sync=target types lint

.PHONY: types lint
types:
	$(V)/bin/mypy

lint:
	$(V)/bin/ruff check --no-cache .
	$(V)/bin/ruff format --check .
	$(V)/bin/lint-imports

# What is measured in some twenty minutes: counting beside other tools (`make peers` installs them), a kept cube,
# disclosure control, cohorts, the site's pages.
bench: $(V)/.test.stamp
	$(V)/bin/python benchmarks/workload.py
	$(V)/bin/python benchmarks/kept_cube.py
	$(V)/bin/python benchmarks/run.py --responses 30000
	$(V)/bin/python benchmarks/interval_coverage.py
	$(V)/bin/python benchmarks/suppression.py
	$(V)/bin/python benchmarks/release.py
	$(V)/bin/python benchmarks/cohort.py
	$(V)/bin/python benchmarks/invitations.py
	$(V)/bin/python benchmarks/programme_page.py
	$(V)/bin/python benchmarks/board_page.py
	$(V)/bin/python benchmarks/plan_page.py
	$(V)/bin/python benchmarks/comments.py

# An hour and more: 30 million responses, and the studies of flags, of answering and of whole sets of reports.
.PHONY: bench-big
bench-big: $(V)/.test.stamp
	$(V)/bin/python benchmarks/workload.py --big
	$(V)/bin/python benchmarks/kept_cube.py --responses 3000000
	$(V)/bin/python benchmarks/run.py --responses 3000000
	$(V)/bin/python benchmarks/flag_rule.py
	$(V)/bin/python benchmarks/shrunken_coverage.py
	$(V)/bin/python benchmarks/flag_rates.py
	$(V)/bin/python benchmarks/answering.py
	$(V)/bin/python benchmarks/report_set.py

# What the benchmarks compare with; what is not installed they skip and say so. R and its package survey: by the system.
.PHONY: peers
peers: $(V)/.test.stamp
	@$(UV) pip install -q --require-hashes --python $(V) -r requirements/peers.txt

# Browser tests use Debian's shell of Chromium without windows, which takes less of the processor, or Chromium itself.
# Where there is neither the shell is installed, if that may be; else they say that they were skipped. A machine that may
# not ask Debian waits a moment for that, not minutes.
APT := apt-get -qq -o Acquire::Retries=0 -o Acquire::http::Timeout=5
.PHONY: browser
browser:
	@command -v chromium-headless-shell chromium >/dev/null || { timeout 180 $(APT) update && $(APT) install -y --no-install-recommends --no-remove chromium-headless-shell; } >/dev/null 2>&1 || echo "No chromium and no right to install it: browser tests will be skipped."

$(UV):
	@$(PYTHON) -m venv --without-pip $(V) && { $(PYTHON) -m pip --python $(V) install -q uv==$(UV_VERSION) 2>/dev/null || { $(PYTHON) -m venv $(V) && $(V)/bin/python -m pip install -q uv==$(UV_VERSION); } || { echo "Python lacks pip and venv. On Debian: apt install python3-venv"; exit 1; }; }

$(V)/.run.stamp: requirements/run.txt pyproject.toml | $(UV)
	@echo "Setting up Heard in $(V) …"
	@$(UV) pip install -q --require-hashes --python $(V) -r requirements/run.txt
	@$(UV) pip install -q --no-deps --no-build-isolation --python $(V) -e .
	@touch $@

$(V)/.test.stamp: requirements/test.txt $(V)/.run.stamp
	@$(UV) pip install -q --require-hashes --python $(V) -r requirements/test.txt
	@touch $@

# The local language models: names and meaning in what children write. Everything works without them.
.PHONY: nlp
nlp: $(V)/.run.stamp
	@$(UV) pip install -q --require-hashes --python $(V) -r requirements/nlp.txt

# Engines that count elsewhere: DuckDB, PostgreSQL, and Spark, which needs Java 17.
.PHONY: cluster
cluster: $(V)/.run.stamp
	@$(UV) pip install -q --require-hashes --python $(V) -r requirements/cluster.txt

# For analysts: Altair, pandas and a kernel, so that a notebook runs in this environment.
.PHONY: notebook
notebook: $(V)/.run.stamp
	@$(UV) pip install -q --require-hashes --python $(V) -r requirements/notebook.txt

# Pins with hashes and without the address of any registry; the further sets have the pins of the tests.
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
lock: | $(UV)
	for set in run test; do $(COMPILE) requirements/$$set.in -o requirements/$$set.txt; done
	for set in nlp notebook cluster peers; do $(COMPILE) -c requirements/test.txt requirements/$$set.in -o requirements/$$set.txt; done

clean:
	rm -rf $(V) var
