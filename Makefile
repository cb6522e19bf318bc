# Strata. `make run` shows it at work, `make test` proves it, `make help` lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help build run test lint eval bench soak install man clean

STRATA := .build/debug/strata
PREFIX ?= /usr/local

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' Makefile

build: ## the command, for development
	@scripts/install-dependencies build
	@swift build --product strata

run: build ## feed Strata the conversations in Examples/ and show what it makes of them
	@scripts/first-run $(STRATA)

test: ## everything that is promised, tested (installs what the tests need)
	@scripts/install-dependencies test
	@scripts/run-tests

lint: ## the format, and the rules of style that matter
	@swift format lint --strict --recursive Package.swift Sources Tests Benchmarks Fuzz Evaluation

eval: build ## score the version policy on labelled cases
	@scripts/evaluate $(STRATA)

bench: ## speed, as ratios against baselines in the same run
	@scripts/install-dependencies bench
	@scripts/run-benchmarks

soak: ## the long tests of crashes and concurrency, longer (OPERATIONS=40000)
	@scripts/install-dependencies test
	@STRATA_SIMULATED_OPERATIONS=$${OPERATIONS:-40000} STRATA_SWEEP_STRIDE=1 scripts/run-tests --no-parallel --filter 'CrashSweepTests|LayerSweepTests|ManyProcessesTests|KillTests|SimulationTests'

install: ## the command with its man page and completions, to PREFIX
	@scripts/install-dependencies build
	@scripts/install-strata "$(PREFIX)"

clean: ## remove what builds made
	@rm -rf .build .build-*
