# Twee opdrachten doen alles: `make start` en `make test`. Meer is er niet te installeren.

PYTHON ?= python3
OMGEVING := .venv
BIN := $(OMGEVING)/bin
KLAAR := $(OMGEVING)/.klaar
KLAAR_ONTWIKKELING := $(OMGEVING)/.klaar-ontwikkeling
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt

.DEFAULT_GOAL := help
.PHONY: help start verder test proef bench voorbeeld opmaak schoon

help: ## Toon deze lijst
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
		|| grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Er is Python 3.11 of nieuwer nodig. Wijs hem aan met: make PYTHON=python3.12 start"; exit 1; }
	@$(PYTHON) -m venv $(OMGEVING) \
		|| { echo "Python kan geen omgeving maken. Op Debian en Ubuntu hoort daar het pakket python3-venv bij."; exit 1; }

$(KLAAR): $(BIN)/python pyproject.toml constraints.txt
	@echo "Even geduld: het programma wordt klaargezet." >&2
	@$(PIP) install --editable .
	@touch $@

$(KLAAR_ONTWIKKELING): $(KLAAR)
	@$(PIP) install --editable '.[ontwikkeling]'
	@touch $@

start: ## Loop het stappenplan door
verder: ## Ga verder met een open dossier
start verder: $(KLAAR)
	@$(BIN)/stappenplan $@; code=$$?; \
		case $$code in 0|3|130) exit 0 ;; *) exit $$code ;; esac

test: $(KLAAR_ONTWIKKELING) ## Controleer het programma zelf: stijl, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto -m 'not proef'

proef: $(KLAAR_ONTWIKKELING) ## De lange duurproeven, naast de tests
	$(BIN)/python -m pytest -n auto -m proef

bench: $(KLAAR_ONTWIKKELING) ## Meet hoe snel het is, en hoe vaak de wacht gelijk heeft (BENCH=vol: alles)
	@BENCH=$(BENCH) $(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.documents.measure

voorbeeld: $(KLAAR) ## Loop een verzonnen incident door in een tijdelijke map
	@$(BIN)/python docs/voorbeeld/voorbeeld.py

opmaak: $(KLAAR_ONTWIKKELING) ## Zet de code in de vaste opmaak
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schoon: ## Gooi de omgeving en tussenbestanden weg (nooit een dossier)
	rm -rf $(OMGEVING) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
