"""Reducto Extract: every documented shape, trap and absence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import adjudge
import adjudge_reducto
from adjudge.plugin import ABSENT, Citation, PayloadError
from adjudge.testing import assert_adapter_conforms, check_adapter
from adjudge_reducto import REDUCTO


def cited(label: str | None = "high", extract: float | None = 0.99, parse: float | None = 0.9, **bbox: int) -> Any:
    """Make a citation."""
    box = {"left": 0.25, "top": 0.5, "width": 0.25, "height": 0.125, "page": 1, "original_page": 1, **bbox}
    granular = {"extract_confidence": extract, "parse_confidence": parse}
    return {"type": "Text", "bbox": box, "content": "5, gal", "confidence": label, "granular_confidence": granular}


def value(value: Any, *citations: Any) -> dict[str, Any]:
    """Make a wrapper."""
    return {"value": value, "citations": list(citations)}


def answer(result: Any, **more: Any) -> dict[str, Any]:
    """Make an answer with citations on."""
    return {"response_type": "v3_extract", "job_id": "j", "usage": {"num_pages": 2}, "result": result, **more}


def plain(*results: Any) -> dict[str, Any]:
    """Make an answer with citations off."""
    return {"job_id": "j", "usage": {"num_pages": 2}, "result": list(results), "citations": None}


INVOICE = answer(
    {
        "number": value("A-1", cited()),
        "total": value("$5.00", cited("low", 0.4, None, page=1, original_page=7), cited()),
        "note": value(None),
        "vendor": {"city": value("York", cited())},
        "lines": [{"amount": value(2.5, cited())}, {"amount": value(2.5, cited(extract=0))}],
    }
)
WITHOUT_CITATIONS = plain({"number": "A-1", "lines": [{"amount": 2.5}]})
ELSEWHERE = answer({"type": "url", "url": "https://example.com/result"})


def read(payload: Any) -> adjudge.Extraction:
    """Normalize with this plugin, by shape."""
    return adjudge.normalize(payload, plugins=[adjudge_reducto])


def test_values_come_out_of_their_wrappers() -> None:
    """At every level."""
    extraction = read(INVOICE)

    assert (extraction.adapter, extraction.adapter_version) == ("reducto", "v3_extract")
    assert extraction["$"].value == {
        "number": "A-1",
        "total": "$5.00",
        "note": None,
        "vendor": {"city": "York"},
        "lines": [{"amount": 2.5}, {"amount": 2.5}],
    }


def test_without_citations_the_paths_are_the_same() -> None:
    """The result is a list of one then, and a rule must not depend on that."""
    extraction = read(WITHOUT_CITATIONS)

    assert extraction["$.lines[0].amount"].value == 2.5
    assert not any(extraction.sends(name) for name in ("extraction", "parsing", "match", "citations"))


def test_several_results_are_a_list() -> None:
    """Nothing is dropped."""
    assert read(plain({"number": "A"}, {"number": "B"}))["$[1].number"].value == "B"


def test_the_word_is_a_label_and_the_numbers_are_signals() -> None:
    """They are the citation's, on scales of their own; there is no confidence of the field."""
    number = read(INVOICE)["$.number"]

    assert number.match == "high"
    assert number.signals == {"extraction": 0.99, "parsing": 0.9}
    assert number.signal("confidence") is ABSENT


def test_of_several_citations_the_least_sure_speaks() -> None:
    """With all its numbers, an empty one too: nothing is averaged or taken from another."""
    total = read(INVOICE)["$.total"]

    assert total.match == "low"
    assert total.signals == {"extraction": 0.4, "parsing": None}


def test_a_measured_zero_is_zero() -> None:
    """Neither absent nor null."""
    assert read(INVOICE)["$.lines[1].amount"].signal("extraction") == 0


def test_a_value_without_citation_has_no_confidence(judge: Callable[..., adjudge.Verdict]) -> None:
    """There is a slot, and nothing in it."""
    note = read(INVOICE)["$.note"]

    assert (note.presence, note.match, note.signals, note.citations) == ("null", None, {}, ())


def test_pages_are_those_of_the_document() -> None:
    """Where only some pages were sent, ``page`` counts these: a reviewer would open the wrong one."""
    extraction = read(INVOICE)

    box = (0.25, 0.5, 0.5, 0.625)
    assert extraction["$.total"].citations == (
        Citation(7, "5, gal", box, unit="ratio"),
        Citation(1, "5, gal", box, unit="ratio"),
    )
    assert (extraction.pages, extraction.flags) == (None, {"pages_read": 2})


def test_an_object_of_the_schema_with_such_fields_is_no_wrapper() -> None:
    """A paper's ``value`` and ``citations`` are data."""
    own = {"value": value(5, cited()), "citations": [value("Knuth 1974", cited())]}
    empty = {"value": value(5, cited()), "citations": []}
    extraction = read(answer({"paper": own, "letter": empty}))

    assert extraction["$.paper"].value == {"value": 5, "citations": ["Knuth 1974"]}
    assert extraction["$.paper.value"].match == "high"
    assert extraction["$.letter"].value == {"value": 5, "citations": []}


def test_a_result_at_an_address_is_refused() -> None:
    """It must be fetched first: nothing is ever fetched by a rule."""
    with pytest.raises(PayloadError) as caught:
        read(ELSEWHERE)

    assert str(caught.value) == "the reducto job is not done yet: this only says where to ask for the result"


def test_a_field_called_url_is_no_address() -> None:
    """A schema may have ``type`` and ``url``."""
    extraction = read(answer({"type": value("url", cited()), "url": value("https://example.com", cited())}))

    assert extraction["$.url"].value == "https://example.com"


def test_a_job_that_is_done_holds_the_answer() -> None:
    """Under ``result``, in all forms."""
    job = {"status": "Completed", "progress": 1, "reason": None}

    assert read({**job, "result": INVOICE})["$.number"].match == "high"
    assert read({**job, "result": WITHOUT_CITATIONS})["$.number"].value == "A-1"
    with pytest.raises(PayloadError):
        read({**job, "result": ELSEWHERE})


def test_a_job_that_is_not_done_is_pending() -> None:
    """There is nothing to judge yet."""
    with pytest.raises(PayloadError) as caught:
        read({"status": "Pending", "progress": 0.5, "reason": None, "result": None})

    assert str(caught.value) == "the reducto job is not done yet: its status is Pending"


def test_a_failed_job_gives_its_reason() -> None:
    """In Reducto's words."""
    failure = read({"status": "Failed", "progress": 1, "reason": "The file is encrypted", "result": None}).failure

    assert failure is not None
    assert failure.reason == "The file is encrypted"


def test_rules_judge_label_and_signals(judge: Callable[..., adjudge.Verdict]) -> None:
    """A value without citation is no item of ``$..*``: it has neither value nor label."""
    rules = """
        rules:
          - {id: every-value-is-sure, given: $..*, match: {none_of: [low]}}
          - {id: number-is-sure, given: $.number, extraction: {min: 0.95}}
    """
    verdict = judge(rules, INVOICE, adjudge_reducto)

    assert [result.outcome for result in verdict.results] == ["fail", "pass"]
    assert [finding.path for finding in verdict.findings] == ["$.total"]


def test_the_adapter_conforms() -> None:
    """On each shape, damaged in two hundred ways."""
    done = {"status": "Completed", "progress": 1, "reason": None, "result": INVOICE}
    failed = {"status": "Failed", "progress": 1, "reason": "x", "result": None}

    assert_adapter_conforms(REDUCTO, [INVOICE, WITHOUT_CITATIONS, plain({}, {"a": 1}), done, failed])


def test_the_adapter_conforms_on_real_payloads(corpus: Callable[[str], list[Path]]) -> None:
    """What the API has really returned: the quoted text has its words in another order."""
    (file,) = corpus("reducto")

    assert check_adapter(REDUCTO, file) == []
    description = read(file)["$.line_items[0].description"]
    assert (description.value, (description.citations or ())[0].text) == (
        "Hydraulic fluid, 5 gal",
        "gal Hydraulic fluid, 5",
    )
