"""Schemathesis on the API, from its own OpenAPI document: requests that fit it, and requests that don't.

None may be answered with a 5xx, with a status, content type, header or body that the document does not tell, and none
that does not fit may be carried out. Seeded and bounded; `make fuzz` tries many more.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from stoppress.desk.api.address import DECLARED, PREFIX
from stoppress.desk.api.counting import REQUESTS
from tests.desk.api.conftest import Program

EXAMPLES: Final = int(os.environ.get("FUZZ_EXAMPLES", "8"))
"""For each operation and mode."""
SEED: Final = int(os.environ.get("FUZZ_SEED", "20261122"))
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
MODES: Final = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@pytest.fixture
def schema(program: Program) -> Any:
    document = program.client.get("/api/openapi.json").json()
    # Tokens are tried in test_door.py, for each operation; here each request has a good one.
    for operation in (one for methods in document["paths"].values() for one in methods.values()):
        operation.pop("security")
    rejected = ["400", "404", "405", "409", "412", "413", "415", "422", "428"]
    config = SchemathesisConfig.from_dict({"checks": {"negative_data_rejection": {"expected-statuses": rejected}}})
    return schemathesis.openapi.from_dict(document, config=config)


def answer_of(case: Case, program: Program) -> schemathesis.Response:
    """What our test client is answered, in the form that Schemathesis examines."""
    sent = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {
        name: value for name, value in sent.headers.items() if name.lower() not in {"content-type", "content-length"}
    }
    answer = program.client.generic(
        sent.method or "",
        sent.path_url,
        sent.body or b"",
        sent.headers.get("Content-Type", ""),
        headers=headers | {"Authorization": f"Bearer {program.secret}"},
    )
    return schemathesis.Response(
        status_code=answer.status_code,
        headers={name.lower(): [value] for name, value in answer.headers.items()},
        content=answer.content,
        request=sent,
        elapsed=0.0,
        verify=False,
        encoding="utf-8",
    )


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.view.__name__)
def test_no_request_is_answered_otherwise_than_the_document_says(
    one: Any, mode: GenerationMode, schema: Any, program: Program, published: Callable[..., str]
) -> None:
    key = published()
    there = {"slug": "storm", "key": key, "hook": 1, "invitation": 1, "draft": "dddddddddd", "name": "ben"}
    operation = schema[f"{PREFIX.rstrip('/')}{one.path}"][one.method]
    takes_json = one.media_types == ("application/json",)
    if mode is GenerationMode.NEGATIVE and not (
        takes_json or one.query or one.if_match or "{hook}" in one.path or "{invitation}" in one.path
    ):
        pytest.skip("nothing can be wrong with a request of this operation")
    tried = []

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(case=operation.as_strategy(generation_mode=mode), known=st.sampled_from([True, True, False]))
    def asked(case: Case, known: bool) -> None:
        REQUESTS.forget()
        if known and mode is GenerationMode.POSITIVE:
            case.path_parameters = {name: there[name] for name in case.path_parameters}
        answer = answer_of(case, program)
        case.validate_response(answer, checks=CHECKS)
        tried.append(answer.status_code)

    asked()

    assert tried


def test_the_document_is_one_and_names_every_operation(schema: Any) -> None:
    schema.validate()

    assert {(one.method.lower(), one.path) for one in DECLARED} == {
        (result.ok().method.lower(), result.ok().path.removeprefix(PREFIX.rstrip("/")))
        for result in schema.get_all_operations()
    }
