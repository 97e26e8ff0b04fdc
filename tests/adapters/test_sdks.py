"""Result objects of the vendors' SDKs: they say what the raw JSON says.

Needs the extra `sdks`; where an SDK alters what the API sent, the test says how.
"""

from __future__ import annotations

import dataclasses
import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adjudge.model.extraction import Extraction
from adjudge.model.node import Node

Read = Callable[..., Extraction]
PAYLOADS = Path(__file__).parents[1] / "payloads"

pytestmark = [
    pytest.mark.sdks,
    # The SDKs are not ours to keep free of warnings.
    pytest.mark.filterwarnings("ignore"),
]


def own(name: str) -> Any:
    """Load a payload written for these tests."""
    return json.loads((PAYLOADS / f"{name}.json").read_text())


def said_by(node: Node) -> dict[str, Any]:
    """Give all that a node says."""
    return {
        "value": node.value,
        "presence": node.presence,
        "signals": dict(node.signals),
        "match": node.match,
        "verification": node.verification,
        "detail": dict(node.verification_detail),
        "reasoning": node.reasoning,
        "issues": node.issues,
        "citations": node.citations,
    }


def all_said(extraction: Extraction) -> dict[str, Any]:
    """Give all that every node says."""
    return {node.path: said_by(node) for node in extraction.nodes()}


@pytest.fixture
def same(read: Read) -> Callable[[Any, Any], None]:
    """Compare an SDK's object with the raw JSON that it was made of."""

    def compare(result: Any, raw: Any) -> None:
        by_sdk, by_wire = read(result), read(raw)
        assert (by_sdk.adapter, by_sdk.adapter_version) == (by_wire.adapter, by_wire.adapter_version)
        assert by_sdk.failure == by_wire.failure
        assert by_sdk.pages == by_wire.pages
        assert all_said(by_sdk) == all_said(by_wire)

    return compare


def corpus(shared: Path, adapter: str) -> Iterator[Any]:
    """Load the payloads of a vendor that are kept beside the checkout."""
    for file in sorted((shared / "corpus" / adapter).glob("*.json")):
        yield json.loads(file.read_text())


@pytest.fixture(scope="session")
def llama_job() -> Any:
    """The SDK's class of a v2 job."""
    return pytest.importorskip("llama_cloud.types").ExtractV2Job


def test_a_llama_cloud_job_says_what_its_json_says(shared: Path, same: Any, llama_job: Any) -> None:
    """Pydantic, by aliases."""
    for raw in corpus(shared, "llamaextract"):
        same(llama_job.model_validate(raw), raw)


@pytest.mark.parametrize("name", ["v2_per_row", "v2_short_form", "v2_colliding_names"])
def test_our_llama_cloud_jobs_say_what_their_json_says(same: Any, llama_job: Any, name: str) -> None:
    """Built unchecked: these leave out ids and dates that the class demands."""
    raw = own(f"llamaextract/{name}")

    same(llama_job.construct(**raw), raw)


@pytest.fixture(scope="session")
def extend_run() -> Callable[[Any], Any]:
    """The way of the Extend SDK from JSON to a run, unchecked."""
    types = pytest.importorskip("extend_ai.types")
    unchecked = pytest.importorskip("extend_ai.core.unchecked_base_model")
    return lambda raw: unchecked.construct_type(type_=types.ExtractRun, object_=raw)


def test_an_extend_run_says_what_its_json_says(shared: Path, same: Any, extend_run: Any) -> None:
    """Pages and boxes become floats on the way, and pages whole numbers again."""
    for raw in corpus(shared, "extend"):
        same(extend_run(raw), raw)


@pytest.mark.parametrize("name", ["reviewed", "fields_array"])
def test_our_extend_runs_say_what_their_json_says(same: Any, extend_run: Any, name: str) -> None:
    """Edits are kept; the older array of fields survives as extra members."""
    raw = own(f"extend/{name}")

    same(extend_run(raw), raw)


def test_an_extend_run_dumped_in_snake_case_has_null_slots_where_none_were_sent(read: Read, extend_run: Any) -> None:
    """`model_dump()` adds `ocr_confidence: None`: absent becomes null there, which no reader can undo."""
    raw = own("extend/webhook")["payload"]
    del raw["output"]["metadata"]["total"]["ocrConfidence"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dumped = extend_run(raw).model_dump()

    extraction = read(dumped)
    assert extraction.shape.name == "run in snake_case"
    assert extraction["$.total"].signals == {"ocr": None, "logprobs": None, "rating": None}
    assert read(raw)["$.total"].signals == {"logprobs": None, "rating": None}


def test_an_extend_array_dumped_in_snake_case_is_read(read: Read, extend_run: Any) -> None:
    """Beside two nulls that are no fields."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dumped = extend_run(own("extend/fields_array")).model_dump()

    assert [node.path for node in read(dumped).root.children()] == ["$.total", "$.lines", "$.note"]


def parsefy_result(raw: Any) -> Any:
    """Read a wire response as the Parsefy SDK does, with a schema of any fields."""
    client = pytest.importorskip("parsefy.client")
    httpx = pytest.importorskip("httpx")
    pydantic = pytest.importorskip("pydantic")

    class AnyFields(pydantic.BaseModel):  # type: ignore[misc, name-defined]
        model_config = pydantic.ConfigDict(extra="allow")

    parsefy = client.Parsefy(api_key="none")
    return parsefy._parse_response(httpx.Response(200, json=raw), AnyFields)


def test_a_parsefy_result_says_what_its_json_says(shared: Path, same: Any) -> None:
    """Whether the block stood beside the object or inside."""
    for raw in corpus(shared, "parsefy"):
        same(parsefy_result(raw), raw)


def test_our_parsefy_verification_says_what_its_json_says(same: Any) -> None:
    """With every check that was run."""
    raw = own("parsefy/verification")

    same(parsefy_result(raw), raw)


def datalab_result(raw: Any) -> Any:
    """Make the Datalab SDK's dataclass, which drops what it has no field for."""
    models = pytest.importorskip("datalab_sdk.models")
    known = {field.name for field in dataclasses.fields(models.ConversionResult)}
    return models.ConversionResult(**{"output_format": "json"} | {k: v for k, v in raw.items() if k in known})


def test_a_datalab_result_says_what_its_json_says_but_for_the_average(shared: Path, same: Any) -> None:
    """The SDK has no field for `extraction_score_average`."""
    for raw in corpus(shared, "datalab"):
        result = datalab_result(raw)
        raw.pop("extraction_score_average", None)
        same(result, raw)
