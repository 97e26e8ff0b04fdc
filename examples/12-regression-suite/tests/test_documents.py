"""Every document of the corpus is judged as it was when its golden verdict was accepted."""

# ruff: noqa: ANN001, ANN201  # as most test suites are written

from adjudge.testing import assert_fails


def test_the_verdict_is_the_golden_one(verdict, golden):
    assert verdict == golden


def test_a_swapped_digit_in_the_total_is_found(ruleset):
    verdict = ruleset.check({"net": "100.00", "tax": "25.00", "total": "152.00"})
    finding = assert_fails(verdict, "net-and-tax-make-total")
    assert "152.00" in finding.reason
