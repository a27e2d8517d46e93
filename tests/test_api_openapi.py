"""The OpenAPI document is valid, and the interface does what it says."""

import json
from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from directory.api.openapi import LISTS
from directory.exchange.oruk.shape import SCHEMAS, fields_of_ours
from directory.exchange.oruk.source import API
from tests.interface import contents, everything_in
from tests.making import make_location, make_service, make_term
from tests.pages import visit

DOCUMENT = f"{API}/openapi.json"
PATHS = ["/", *(f"/{path}" for path, *_rest in LISTS)]
PATHS += [f"/{path}/{{id}}" for path, *_rest in LISTS]
CHECKED = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.positive_data_acceptance,
]
# Its client does not unpack what is compressed.
PLAIN = {"Accept-Encoding": "identity"}
FEW = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described():
    """The document as it is served, and the site that it describes, in this process."""
    wide = make_term("stay")
    make_term("refuge", parent=wide)
    make_term("old", is_retired=True, replaced_by=wide)
    service = make_service(
        is_confidential=False,
        needs=("stay",),
        languages=("pl",),
        answers={"accepts:pets": "no", "accepts:sons": "limit:to 14"},
        hours_words="Mondays",
        cost="free",
    )
    make_location(service, postcode="M5 4WT", address="1 Example Street, Salford")
    make_service("Stop", side="change", contacts=[("webchat", "https://x.example")])
    with connection_kept():
        return schemathesis.openapi.from_wsgi(DOCUMENT, get_wsgi_application())


@contextmanager
def connection_kept():
    """The test's connection stays open; Django's own test client sees to it too."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def validate(case, checked) -> None:
    """Ask, and look at the answer in every way."""
    with connection_kept():
        case.call_and_validate(checks=checked, headers=PLAIN)


def test_the_document_is_valid_openapi():
    document = json.loads(Client().get(DOCUMENT).content)
    assert document["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(document).validate()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_is_answered_as_described(described, path, mode):
    operation = described[path]["GET"]
    if path == "/" and mode == GenerationMode.NEGATIVE:
        return  # It takes nothing that could be wrong.

    @given(case=operation.as_strategy(generation_mode=mode))
    @FEW
    def ask(case):
        validate(case, CHECKED)

    ask()


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("name", [path for path, *_rest in LISTS])
def test_every_record_that_there_is_has_the_described_shape(described, name, whole):
    query = {"full": "true", "full_service": "true"} if whole else {}
    validate(described[f"/{name}"]["GET"].Case(query=query), CHECKED[:4])
    found = contents(f"/{name}", per_page="200")
    assert found
    for record in found:
        case = described[f"/{name}/{{id}}"]["GET"].Case(
            path_parameters={"id": record["id"]}
        )
        validate(case, CHECKED[:4])


def test_a_field_that_is_not_described_would_be_seen(described, monkeypatch):
    fields = dict(SCHEMAS["service"]["properties"])
    fields.pop("x_side")
    monkeypatch.setitem(SCHEMAS, "service", SCHEMAS["service"] | {"properties": fields})
    with connection_kept():
        narrower = schemathesis.openapi.from_wsgi(DOCUMENT, get_wsgi_application())
    with pytest.raises(FailureGroup, match="x_side"):
        validate(narrower["/services"]["GET"].Case(), CHECKED[:4])


def test_every_field_of_ours_is_written_down_with_its_meaning(starter):
    page = visit("/data/profile/")
    assert all(meaning for _object, _field, meaning in fields_of_ours())
    written = page.text_of("main")
    used = {
        name
        for record in contents("/services", full="true", per_page="200")
        for name in everything_in(record)
        if isinstance(name, str) and name.startswith("x_")
    }
    assert len(used) > 20
    assert not [name for name in used if f".{name}" not in written]
