# `make` lists what can be done. `make run` and `make test` are each complete on a fresh machine.
SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
# uv may be missing, and the system's Python may refuse `pip install`: then it gets a small environment of its own.
UV := $(shell command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1 && echo uv || echo .uv/bin/uv)

export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3

.PHONY: help run test check eval bench clean setup lock

help:  ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup  ## set up, train when needed, and start everything
	@$(BIN)/naast up

test: setup  ## set up and run all tests
	@$(BIN)/python -m pytest

check: setup  ## style, types, architecture and content
	@$(BIN)/ruff check bot actions tests
	@$(BIN)/mypy bot actions
	@$(BIN)/lint-imports
	@$(BIN)/naast check

eval: setup  ## measure understanding, safety and conversations
	@$(BIN)/naast eval

bench: setup  ## measure speed and memory
	@$(BIN)/naast bench

clean:  ## remove the environment, models and local data
	rm -rf $(VENV) .uv models var .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

setup: $(STAMP)  ## make the environment

$(STAMP): requirements.lock pyproject.toml
	@command -v $(UV) >/dev/null 2>&1 || { python3 -m venv .uv && .uv/bin/python -m pip install --quiet uv; }
	@test -x $(BIN)/python || $(UV) venv --quiet --python 3.10 $(VENV)
	@echo "Installing packages (about 3 GB, once) ..."
	@$(UV) pip install --quiet --python $(BIN)/python -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $(STAMP)

lock:  ## renew requirements.lock from pyproject.toml
	@$(UV) pip compile --quiet --python-version 3.10 --extra dev --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
