"""Hostile payloads, each in a process of its own with bounded memory: an extraction or one line, in time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
READER = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from adjudge.adapters import ADAPTERS
from adjudge.errors import AdjudgeError
from adjudge.model.recognise import normalize
payload = {payload}
try:
    extraction = normalize(payload, adapters={{adapter.name: adapter for adapter in ADAPTERS}})
    leaves = sum(1 for leaf in extraction.leaves() if leaf.citations is None or leaf.citations)
    extraction.unplaced, extraction.sends("confidence"), extraction.root.value
    print(extraction.adapter, leaves)
except AdjudgeError as error:
    print(error)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds memory as Linux does")


def read_apart(payload: str) -> str:
    """Read a payload, given as a Python expression, in a process of its own; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", READER.format(payload=payload)],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(
    ("payload", "printed"),
    [
        pytest.param('b"[" * 50_000_000', "the payload is nested deeper than 100 levels", id="50-mb-of-brackets"),
        pytest.param(
            'b\'{"output": {"data": {"a": "\' + b"x" * 50_000_000 + b\'"}, "metadata": {}}}\'',
            "nutrient 1",
            id="one-50-mb-text",
        ),
        pytest.param('b"[" + b"1," * 400_000 + b"1]"', "plain 400001", id="many-leaves"),
        pytest.param(
            'b"[" + b"1," * 1_500_000 + b"1]"', "the payload has more than 1,000,000 nodes", id="too-many-leaves"
        ),
        pytest.param(
            'b\'{"value": {"a": 1}, "metadata": {"a": {"ocrConfidence": 1}\''
            ' + b"".join(b\', "a\' + b"[0]" * 90 + b\'.%d": {}\' % n for n in range(20_000)) + b"}}"',
            "extend 1",
            id="flat-keys-that-fit-nowhere",
        ),
        pytest.param(
            'b\'{"object": {"a": 1}, "_meta": {"issues": [], "field_confidence": [\''
            ' + b",".join(b\'{"field": "$\' + b".x" * 90 + b\'%d"}\' % n for n in range(20_000)) + b"]}}"',
            "parsefy 20001",
            id="listed-paths-that-share-nothing",
        ),
        pytest.param(
            '{"extraction_schema_json": {"a": 1, "a_citations": ["/page/0/x/1"]}, "status": "complete",'
            ' "json": {"children": [{"id": "/page/0/x/1", "html": "<" * 5_000_000}]}}',
            "datalab 1",
            id="markup-without-end",
        ),
        pytest.param('"[" + "1" * 3_000_000 + "]"', "the payload is no JSON", id="endless-integer"),
        pytest.param('"[0." + "1" * 3_000_000 + "]"', "plain 1", id="endless-fraction"),
        pytest.param('"[1e999999999]"', "the number 1e999999999 is out of bounds", id="endless-exponent"),
        pytest.param("b'\\xff' * 50_000_000", "the payload is no JSON", id="50-mb-of-noise"),
        pytest.param("b' ' * 50_000_000", "the payload is empty", id="50-mb-of-nothing"),
    ],
)
def test_a_hostile_payload_ends_in_one_line(payload: str, printed: str) -> None:
    """Never a crash, a stall, or two lines."""
    out = read_apart(payload)

    assert out.startswith(printed)
    assert out.count("\n") == 1
