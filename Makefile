# make demo   crawl a small portal on this machine into a warehouse and ask it a question
# make test   the test suite (eight minutes with two processors)
# make help   everything else
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := data/demo
EXAMPLES ?= 2000
REPORTS ?= 200000
FORMS ?= 50
DOCUMENTS ?= 2000
SPREAD_DOCUMENTS ?= 20000
SPREAD ?=
TROUBLED ?= 1000
INPUTS ?= 100000
SEED ?= 1
REQUESTS_MADE ?= 2000000
PAIRS ?= 200
MEETINGS ?= 100
PORTALS ?= 400 800
NIGHTS ?= 365
RERENDERED ?= 50
RULED ?= 1000
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
COVERING := tests/extractors/recognition tests/test_truth.py tests/cases
EXPLORED ?= 50000
BENCHES ?= readers pdf doc load prefect crawl

.DEFAULT_GOAL := help
.PHONY: help demo test check coverage property seen fuzz guards accuracy troubles linear solver office names rerender soak torture nights year escapes spread bench bench-warehouse bench-site generated pictures ruled package lock clean

help: ## show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 25

# The lock is the resolution: pip is not to resolve anew, which fails where an index has newer versions than the lock.
$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; a minute or two)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "xxgk needs Python 3.11 or newer")'
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## crawl a small portal on this machine for three nights and ask what came
	@$(BIN)/python -m tests.portal.demo $(DEMO) $(BIN)/xxgk

test: $(READY) ## the test suite, one process more than there are processors (eight minutes with two); WORKERS=0 runs it in one process
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 8 --dist loadfile

check: $(READY) ## lint, format, types, and the branches of recognition that tests reach
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@mkdir -p build/types/xxgk && ln -sfn ../../../xxgk/__init__.py ../../../schema ../../../extractors ../../../flows ../../../sql build/types/xxgk/
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory coverage

coverage: $(READY) ## which branches of recognition its own tests, the truth and the cases reach: 95 of 100 or more (a minute)
	@mkdir -p build
	@$(BIN)/coverage run -m pytest -n0 $(COVERING)
	@$(BIN)/coverage report

property: $(READY) ## the property tests with EXAMPLES=2000 random reports each
	@XXGK_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest tests/test_property.py tests/test_property_lost.py tests/test_property_heads.py tests/test_visible.py tests/extractors/narrative/prose/test_inserted_words.py

seen: $(READY) ## what other programs show of each trick of tests/generate/tricks (Chromium, LibreOffice, poppler)
	@XXGK_SEEN=1 $(BIN)/python -m pytest -q tests/test_seen.py

fuzz: $(READY) ## INPUTS=100000 small documents of every container, edited in their structure and bytes; counts go to docs/limits.md
	@$(BIN)/python -m tests.fuzz --inputs $(INPUTS) --seed $(SEED) --to docs/limits.md

accuracy: $(READY) ## DOCUMENTS=2000 of every container and layout with known truth: how many cells are exact; writes docs/accuracy.md
	@$(BIN)/python -m tests.accuracy --documents $(DOCUMENTS) --seed $(SEED) --to docs/accuracy.md
	@$(BIN)/python -m tests.accuracy.told docs/accuracy.md flows/site/accuracy.toml

troubles: $(READY) ## TROUBLED=1000 documents with the troubles of crawled texts, of every text layout and web pages; counts go to docs/accuracy.md
	@$(BIN)/python -m tests.accuracy.troubles --documents $(TROUBLED) --seed $(SEED) --to docs/accuracy.md

linear: $(READY) ## every pattern against every text made to take it long, documents of every shape at n to 8n, and of the largest size (half an hour)
	@XXGK_LINEAR=1 $(BIN)/python -m pytest tests/linear

solver: $(READY) ## fused digits: 10,000 small tables against every print of them, 10,000 large ones with errors and blanks
	@XXGK_TABLES=10000 $(BIN)/python -m pytest -q tests/extractors/recognition/test_joint.py tests/extractors/recognition/test_fused_tables.py

guards: $(READY) ## switch off each guard against wrong figures in turn: a test must fail (some minutes)
	@$(BIN)/python -m tests.guards

office: $(READY) ## FORMS=50 random forms printed by LibreOffice in two styles, every cell exact (needs LibreOffice)
	@XXGK_OFFICE=$(FORMS) $(BIN)/python -m pytest -q tests/test_libreoffice.py

rerender: $(READY) ## RERENDERED=50 pages and Word files by Chromium, LibreOffice, pdftotext and w3m, read again (needs them; ten minutes)
	@$(BIN)/python -m tests.rerender --documents $(RERENDERED) --seed $(SEED)

ruled: $(READY) ## RULED=1000 PDFs with unusual rules and harmless decoration: read or told, never differently (five minutes)
	@$(BIN)/python -m tests.ruled --documents $(RULED) --seed $(SEED)

names: $(READY) ## the organs of every place in full, short and misprinted: how many are right, in doubt, wrong (ten minutes)
	@XXGK_EVERYWHERE=1 $(BIN)/python -m pytest -q -s tests/extractors/identity/test_everywhere.py

soak: $(READY) ## what the default run tries once, again and again: stores lost, disks full, processes killed, many readers (half an hour)
	@XXGK_SOAK=1 $(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 8 --dist loadfile -m soak
	@XXGK_SOAK=1 XXGK_READERS=10 XXGK_RELEASES=20 XXGK_KILLS=20 $(BIN)/python -m pytest tests/flows/release/test_release_readers.py tests/flows/crawl/test_killed.py \
	tests/flows/jobs/test_ingest_killed.py

torture: $(READY) ## damage, loss and death of each store at every moment, and commands started at once; writes docs/reliability.md
	@$(BIN)/python -m tests.torture --pairs $(PAIRS) --at-once $(MEETINGS) --seed $(SEED) --to docs/reliability.md

nights: $(READY) ## nights of the crawl at their caps, without a network: REQUESTS_MADE=2000000, time and memory of each told
	@XXGK_REQUESTS=$(REQUESTS_MADE) $(BIN)/python -m pytest -q -s tests/flows/crawl/run/test_simulated.py

wave: $(READY) ## the wave of a year's reports over PORTALS="400 800" made-up portals, without a network: what is found, and when (an hour)
	@$(BIN)/python -m tests.flows.crawl.wave --portals $(PORTALS)

quiet: $(READY) ## 42 quiet nights and 25 with visitor counters: archive and releases stay as they are, the ledger within its bound
	@XXGK_QUIET=1 $(BIN)/python -m pytest -q tests/flows/crawl/test_quiet_nights.py

year: $(READY) ## NIGHTS=365 nights over 20 sources where only visitor counters change: every store and the time of a night, told month by month (an hour)
	@$(BIN)/python -m tests.flows.crawl.year --nights $(NIGHTS) --to build/year

words: $(READY) ## every command against every harm to every store, full disks and interrupts: one line, no traceback (some minutes)
	@XXGK_WORDS=1 $(BIN)/python -m pytest -q tests/flows/commands/test_words.py

escapes: $(READY) ## every way out of a question, and to all there is, by `xxgk sql --safe` and by `xxgk mcp` (ten minutes)
	@XXGK_ESCAPES=1 $(BIN)/python -m pytest -q tests/flows/answers/test_safe.py tests/flows/answers/test_mcp.py

spread: $(READY) ## SPREAD_DOCUMENTS=20000 read by one machine and by many, some of which die: the same tables (an hour); SPREAD=--bucket through S3
	@$(BIN)/python -m tests.spread --documents $(SPREAD_DOCUMENTS) $(SPREAD)

bench: $(READY) ## speed of readers, loading and Prefect, each beside its floor in the same run (BENCHES="readers", REAL_PAGES=folder)
	@missed=0; for name in $(BENCHES); do echo; echo "# $$name"; XXGK_REAL_PAGES=$(REAL_PAGES) $(BIN)/python -m tests.benchmarks.bench_$$name || missed=1; done; \
	exit $$missed

generated: $(READY) ## write anew docs/data-dictionary.md (and .zh.md), docs/limits.md and the answers of sql/examples; look at what changed
	@$(BIN)/python -m xxgk.flows.answers.dictionary docs/data-dictionary.md docs/data-dictionary.zh.md
	@$(BIN)/python -m xxgk.flows.answers.limits docs/limits.md
	@$(BIN)/python -m tests.sql.answers

bench-warehouse: $(READY) ## views, search, file size and releases of a warehouse of REPORTS=200000 made-up reports (12 GB of disk)
	@$(BIN)/python -m tests.benchmarks.bench_warehouse --reports $(REPORTS)

bench-site: $(READY) ## the explorer of EXPLORED=50000 made-up reports: its pages over the wire, a night of changes (Chromium; some minutes)
	@$(BIN)/python -m tests.benchmarks.bench_site --reports $(EXPLORED)

pictures: demo ## draw the charts of docs/notebooks anew, from the demo's warehouse, the pages of explain, review and the explorer (Chromium)
	@XXGK_WAREHOUSE=$(DEMO)/xxgk.duckdb $(BIN)/python docs/notebooks/pictures.py docs/pictures
	@$(BIN)/python docs/pictures/explain/draw.py
	@$(BIN)/python -m tests.flows.review.draw docs/pictures/review/refused.png
	@$(BIN)/python docs/pictures/site/draw.py $(DEMO)

package: $(READY) ## build the wheel (dist/) and try it in empty environments, without extras and with each (ten minutes)
	@PATH="$(BIN):$$PATH" $(BIN)/python -m tests.package --to dist

lock: $(READY) ## resolve requirements.lock anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra dev pyproject.toml --output-file requirements.lock --upgrade

clean: ## remove the environment, the demo warehouse and caches
	@rm -rf $(VENV) $(DEMO) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
