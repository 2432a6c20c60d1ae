# make run    index the sample reports, answer a question, serve the chat page on http://127.0.0.1:8000
# make test   everything that must pass before a change goes in
# `make help` lists the rest.

REPORTS ?= eval/reports
PORT ?= 8000
QUESTION ?= how many requests did Yichun handle in 2020
PYTHON ?= python3

BIN := .venv/bin
export PYTHON
# Samples and your own reports never share an index: the folder's name and path make the name of its data folder.
DATA ?= data/$(shell scripts/data-name.sh "$(REPORTS)")
# Of the samples the texts are enough to begin with: those in other formats, scans among them, take minutes to read.
FIRST = $(if $(filter eval/reports,$(REPORTS)),eval/reports/*.txt,"$(REPORTS)")

.DEFAULT_GOAL := help
.PHONY: help install run test check eval bench load soak lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

install: .venv/.installed ## make .venv from the lock, with the embedding model in it

run: .venv/.installed ## index REPORTS (default: the samples), ask QUESTION, serve on PORT (default 8000)
	@$(BIN)/nianbao --data "$(DATA)" build $(FIRST) || test $$? -eq 1  # 1: some files refused, and named
	@echo "> $(QUESTION)"
	@$(BIN)/nianbao --data "$(DATA)" ask "$(QUESTION)"
	@$(BIN)/nianbao --data "$(DATA)" serve --host 127.0.0.1 --port "$(PORT)"

test: check eval ## static checks, tests and the evaluation on the sample reports

check: .venv/.installed-dev ## static checks and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

eval: .venv/.installed ## measure the answers against the committed baseline
	$(BIN)/nianbao eval

bench: .venv/.installed-dev ## print how long answers and reading take, beside markitdown and docling
	$(BIN)/python -m eval.bench
	scripts/bench-tools.sh
	$(BIN)/python -m eval.bench_formats --embedding --json build/bench-formats.json

load: .venv/.installed-dev ## ask as fifty users for five minutes, then beside a bare handler with the same SQL; first paint of each page
	scripts/bench-tools.sh locust
	$(BIN)/python -m eval.load
	$(BIN)/python -m eval.first_paint

soak: .venv/.installed-dev ## put more than 10,000 damaged and hostile files through every reader
	$(BIN)/python -m tests.soak --inputs 10000 --helped 200

lock: .venv/.installed-dev ## write both locks from what is installed in .venv
	$(BIN)/python scripts/lock.py

clean: ## remove .venv (data folders stay)
	rm -rf .venv build *.egg-info

.venv/.installed: requirements.lock pyproject.toml scripts/install.sh index/convert_model.py index/e5_weights.py
	@scripts/install.sh
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps -r requirements-dev.lock
	@$(BIN)/python -m pip check
	@touch $@
