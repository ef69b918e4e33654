# Needs Python 3.11 or newer and nothing else; everything is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: example test nightly fuzz worst mutation lint types wheel dist-check minimum latest systems sbom docs pictures document findings schema man matrix bench bench-service clean

example: .venv/ready  ## Converts examples/ to out/: xlsx, docx, pdf and json
	$(BIN)/goalconv convert examples/liwan-2025.txt --to xlsx,docx,pdf,json -O out --force
	@ls out

test: .venv/ready  ## Runs the tests
	$(BIN)/python -m pytest -q -n auto

nightly: .venv/ready  ## Each property at 10,000 new examples, and 100,000 new damaged files (GOALCONV_SEED: the same ones again)
	GOALCONV_EXAMPLES=10000 GOALCONV_MUTANTS=100000 GOALCONV_SEED=$${GOALCONV_SEED:-$$(date +%F)} \
		$(BIN)/python -m pytest -q -n auto --dist worksteal -m "hypothesis or mutants"

fuzz: .venv/ready  ## Damaged files led by what they reach (atheris), a minute for each reader; FUZZ_SECONDS for more
	$(BIN)/python -m pip install -q -e '.[fuzz]'
	for form in csv docx form html json jsonl ods pdf text xls xlsx; do $(BIN)/python tests/fuzz/readers.py $$form -max_total_time=$${FUZZ_SECONDS:-60} || exit 1; done

worst: .venv/ready  ## Measures what the hostile files cost, into docs/proofs.md
	$(BIN)/python tools/worst.py

mutation: .venv/ready  ## Changes the code in small ways, one at a time, each of which some test must notice
	$(BIN)/python tools/mutation.py

lint: .venv/ready  ## Style and imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready  ## Strict types, checked on a built copy
	rm -rf build
	$(BIN)/python -m pip install -q --no-deps --target build/types .
	cd build/types && ../../$(BIN)/mypy --strict -p goalconv

wheel: .venv/ready  ## Builds the wheel and checks what is in it
	rm -rf build dist
	$(BIN)/python -m build --wheel --outdir dist .
	$(BIN)/python tools/check_wheel.py dist/*.whl

docs: .venv/docs  ## Builds the documentation in out/site, strictly, without the net
		.venv/docs/bin/zensical build --strict -f mkdocs.yml

.venv/docs: pyproject.toml
	$(PYTHON) -m venv .venv/docs
	.venv/docs/bin/python -m pip install -q "$$($(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["docs"])')"
	touch .venv/docs

pictures: .venv/ready  ## Draws the pictures of the documentation anew
	$(BIN)/python tools/pictures.py

document: .venv/ready  ## Writes the page of the canonical document anew from the JSON Schema
	$(BIN)/python tools/render_schema.py > build-document.md && mv build-document.md docs/document.md

CORE := tests/test_seed.py tests/test_formats.py tests/readers tests/writers tests/service

minimum: .venv/minimum  ## Runs a core of the tests on the lowest versions that pyproject.toml allows
	.venv/minimum/bin/python -m pytest -q -p no:cacheprovider $(CORE)

latest:  ## Runs the same on the newest versions that there are today, with commands and completion
	rm -rf .venv/latest
	$(PYTHON) -m venv .venv/latest
	.venv/latest/bin/python -m pip install -q --upgrade --upgrade-strategy eager -e '.[test]'
	.venv/latest/bin/python -m pytest -q -p no:cacheprovider $(CORE) tests/commands

.venv/minimum: pyproject.toml
	$(PYTHON) -m venv .venv/minimum
	$(PYTHON) tools/minimum.py > .venv/minimum/lowest.txt
	.venv/minimum/bin/python -m pip install -q -c .venv/minimum/lowest.txt -e '.[test]'
	touch .venv/minimum

systems: .venv/systems  ## Runs what docs/systems.md shows of DuckDB, pandas, Polars, PostgreSQL and TypeScript
	.venv/systems/bin/python tools/check_systems.py .venv/systems/node_modules

.venv/systems: pyproject.toml
	$(PYTHON) -m venv .venv/systems
	.venv/systems/bin/python -m pip install -q -e '.[systems]'
	! command -v npm || npm install --silent --no-audit --no-fund --prefix .venv/systems quicktype typescript @types/node
	touch .venv/systems

dist-check: .venv/ready  ## Builds wheel and sdist and tries both: contents, metadata, an empty environment
	rm -rf build dist
	$(BIN)/python -m build --outdir dist .
	$(BIN)/python tools/check_wheel.py dist/*.whl
	$(BIN)/python -m twine check --strict dist/*
	$(BIN)/python tools/check_install.py dist/*.whl dist/*.tar.gz

sbom: .venv/ready  ## Writes the bill of materials (CycloneDX) of what goalconv runs with, to out/sbom.json
	@mkdir -p out
	$(BIN)/python tools/sbom.py > out/sbom.json

findings: .venv/ready  ## Writes the page of codes anew from the catalogue
	$(BIN)/python tools/render_findings.py > build-findings.md && mv build-findings.md docs/findings.md

schema: .venv/ready  ## Writes the JSON Schema anew from the model
	$(BIN)/python -m goalconv.converters.schema > build-schema.json && mv build-schema.json schemas/goal-table.schema.json
	$(BIN)/python -m goalconv.converters.schema 7 > build-schema.json && mv build-schema.json schemas/goal-table.draft-07.schema.json

man: .venv/ready  ## Writes the manual pages anew from the help
	@mkdir -p docs/man/zh_CN
	$(BIN)/goalconv man --lang en > docs/man/goalconv.1
	$(BIN)/goalconv man --lang zh > docs/man/zh_CN/goalconv.1

matrix: .venv/ready  ## Works the table of round trips out anew, into docs/losses.md
	$(BIN)/python tools/matrix.py

bench: .venv/bench  ## Speed of the built package beside peers and limits, some 12 minutes; writes docs/bench.md
	rm -rf build
	.venv/bench/bin/python -m pip install -q --no-deps --force-reinstall .
	.venv/bench/bin/python -m bench --write

.venv/bench: pyproject.toml
	$(PYTHON) -m venv .venv/bench
	.venv/bench/bin/python -m pip install -q '.[bench]'
	touch .venv/bench

bench-service: .venv/ready  ## The service: requests a second, p99, memory over 10,000 requests, saturation; about four minutes
	$(BIN)/python bench/service.py

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q -e '.[test,lint]'
	touch .venv/ready

clean:
	rm -rf .venv build dist out *.egg-info
