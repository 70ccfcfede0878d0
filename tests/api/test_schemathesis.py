"""Requests made up from the OpenAPI description: whatever is sent, no fault of the service's."""

import hypothesis
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    status_code_conformance,
)

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE

APP = create_app(Settings(dataset=SAMPLE, base_iri=BASE, access_log=False, client_seconds=86_400))
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
]


@schemathesis.serializer("application/sparql-query")
def write_query(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@SCHEMA.parametrize()
@hypothesis.settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def test_no_request_is_a_fault_of_the_service(case):
    case.call_and_validate(checks=CHECKS)
