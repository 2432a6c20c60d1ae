"""schemathesis asks what the OpenAPI document allows and what it does not: no 5xx, nothing that is not documented."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.answer import to_json
from assistant.api import create_app
from assistant.history import History
from assistant.uploads import Uploads
from index.build_summary import Summary
from tests.doors import DoorSettings
from tests.fake_assistant import FakeAssistant, FakeStore, figure_zh

HOST = {"Host": "127.0.0.1:8000"}
EXAMPLES = 4  # of each operation and mode; more find more, slowly
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FOLDER = tempfile.TemporaryDirectory()


def api() -> Any:
    """The document of an application over the fake, with an answer in its history."""
    history = History(None)
    history.record("宜春", to_json(figure_zh(FakeStore())))
    uploads = Uploads(Path(FOLDER.name), lambda *_: Summary(), lambda: ())
    app = create_app(FakeAssistant(), DoorSettings(), history=history, uploads=uploads)
    return schemathesis.openapi.from_asgi("/openapi.json", app, headers=HOST)


OPERATIONS = {operation.label: operation for operation in (found.ok() for found in api().get_all_operations())}


@pytest.fixture(scope="module", autouse=True)
def _emptied() -> Iterator[None]:
    yield
    FOLDER.cleanup()


def modes() -> Iterator[tuple[str, GenerationMode]]:
    """Each operation with what it allows, and with what it does not where anything can be wrong with it."""
    for label, operation in OPERATIONS.items():
        yield label, GenerationMode.POSITIVE
        raw = operation.definition.raw
        if "requestBody" in raw or any(parameter["in"] == "query" for parameter in raw.get("parameters", ())):
            yield label, GenerationMode.NEGATIVE


@pytest.mark.parametrize(("label", "mode"), list(modes()))
def test_an_operation_does_what_its_document_says(label: str, mode: GenerationMode) -> None:
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    def ask(case: Any) -> None:
        case.validate_response(case.call(headers=HOST), checks=CHECKS)

    ask()
