"""Requests made from both OpenAPI descriptions, right ones and wrong ones: each is answered as described."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from onrecord.stack import Stack
from schemathesis import GenerationMode, SerializationContext
from schemathesis.specs.openapi import checks

from .fuzz import AUTHORISED

SCHEMAS: Any = schemathesis.openapi
DOCS = Path(__file__).parents[3] / "docs"
CHECKS: Any = checks
NOT_OURS = [CHECKS.positive_data_acceptance, CHECKS.negative_data_rejection]
"""What the schemas cannot say is refused too (an article without words, a `from` after its `to`); each line of a batch
is answered by itself, within a 200; and our token stands where a wrong header was to be."""

EXAMPLES = 40
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


@schemathesis.serializer("application/x-ndjson")
def as_lines(_: SerializationContext, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def operations(name: str) -> list[Any]:
    schema = SCHEMAS.from_path(DOCS / name)
    found = [result.ok() for result in schema.get_all_operations()]
    return [pytest.param(one, mode, id=f"{one.label} {mode.value}") for one in found for mode in GenerationMode]


def run(operation: Any, mode: GenerationMode, url: str) -> None:
    strategy = operation.as_strategy(generation_mode=mode)

    @BOUNDED
    @given(strategy)
    def each(case: Any) -> None:
        case.call_and_validate(base_url=url, headers=AUTHORISED, excluded_checks=NOT_OURS)

    each()


@pytest.mark.parametrize(("operation", "mode"), operations("openapi-ingest.json"))
def test_ingest_answers_what_its_description_allows(operation: Any, mode: GenerationMode, stack: Stack) -> None:
    run(operation, mode, stack.state.ingest_url)


@pytest.mark.parametrize(("operation", "mode"), operations("openapi-store.json"))
def test_the_store_answers_what_its_description_allows(operation: Any, mode: GenerationMode, stack: Stack) -> None:
    run(operation, mode, stack.state.store_url)
