"""What tests of documents share: every variant of every document."""

import pytest

from scala_cli.plan.graph import Graph
from tests.conftest import MakeCase
from tests.documents.letters import letters
from tests.documents.variants import Variant, from_cases, statements


@pytest.fixture
def variants(plaatsing: Graph, medewerker: Graph, make_case: MakeCase) -> list[Variant]:
    """Every variant of every document."""
    return [
        *statements(),
        *from_cases(plaatsing, medewerker, make_case),
        *letters(plaatsing, medewerker, make_case),
    ]
