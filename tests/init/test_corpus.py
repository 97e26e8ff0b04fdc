"""For every real payload: init, then lint, test and check succeed, and no value of the document stands in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adjudge.cli import run
from support.proposals import texts_of

ROOT = Path(__file__).parents[2]
NOTHING_IN_IT = {
    "constructed_error_400.json",
    "constructed_failed.json",
    "constructed_v2_job_failed.json",
    "sdk_test_extraction_failed.json",
}
"""Payloads of jobs that failed."""


def shown(folder: Path) -> list[Path]:
    """Give the payloads of a folder, whatever their depth."""
    return sorted(folder.rglob("*.json"))


def begin(payload: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> str:
    """Do what a newcomer does with a payload in an empty folder, and give the rules that were written."""
    monkeypatch.chdir(folder)

    assert run(["init", "--from", str(payload), *options]) == 0
    assert run(["lint"]) == 0
    assert run(["test", "--cov-fail-under", "100"]) == 0
    assert run(["check", str(payload)]) in {0, 1}
    return (folder / "rules" / "document.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(file, id=file.relative_to(ROOT).as_posix())
        for folder in ("examples/04-every-vendor/payloads", "tests/payloads")
        for file in shown(ROOT / folder)
        if "failed" not in file.name and "pending" not in file.name
    ],
)
def test_our_payloads(payload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(payload, tmp_path, monkeypatch)


def test_every_payload_of_the_corpus(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the shape: root lists, nested lists, no citations, plain data of a vendor that is not known."""
    for number, payload in enumerate(shown(shared / "corpus")):
        folder = tmp_path / str(number)
        folder.mkdir()
        if payload.name in NOTHING_IN_IT:
            monkeypatch.chdir(folder)
            assert (run(["init", "--from", str(payload)]), list(folder.iterdir())) == (4, [])
            assert "so it shows no fields" in capsys.readouterr().err
            continue
        rules = begin(payload, folder, monkeypatch)
        long = {text for text in texts_of(json.loads(payload.read_text("utf-8"))) if len(text) > 6}
        told = {text for text in long if text in rules and not text.isidentifier() and text[0] != "$"}
        assert (payload.name, told) == (payload.name, set())


def test_several_payloads_of_several_vendors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One invoice as five vendors return it: a rule about what only one sends is for that one's payloads."""
    rules = begin(ROOT / "examples" / "04-every-vendor" / "payloads", tmp_path, monkeypatch)

    assert 'when: extraction.adapter in ["llamaextract", "nutrient", "parsefy"]' in rules
    assert "at: [$.supplier.name, $.seller.name]" not in rules


@pytest.mark.parametrize(
    ("plugin", "folder"),
    [("azure", "azure"), ("documentai", "googledocai"), ("reducto", "reducto"), ("textract", "textract")],
)
def test_payloads_that_a_plugin_reads(
    plugin: str, folder: str, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is proposed goes by what an adapter declares, whoever wrote it."""
    monkeypatch.syspath_prepend(ROOT / "plugins" / f"adjudge-{plugin}" / "src")
    for payload in shown(shared / "corpus" / folder):
        where = tmp_path / payload.stem
        where.mkdir()
        assert f"1 payload of {plugin}," in begin(payload, where, monkeypatch, "-p", f"adjudge_{plugin}")
