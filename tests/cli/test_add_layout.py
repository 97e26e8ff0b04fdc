"""Where ``adjudge test --add`` writes: the file keeps its layout, and every line that it had but those in brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjudge.cli import run

NEW = "{given: {$.a: 25}, expect: pass}"
CHANGES = {
    "below-a-rule-without-tests": """
  rules:
    - id: a
      given: $.a
      required: true   # always
+     tests:
+       - NEW

    # the next
    - {id: b, given: $.b, type: text}
""",
    "below-the-last-of-a-list-that-is-not-indented": """
  rules:
    - id: a
      tests:   # some
      - {expect: fail}   # nothing
+     - NEW
      # end
      given: $.a
      required: true
""",
    "below-a-test-in-blocks": """
  rules:
    - id: a
      given: $.a
      required: true
      tests:
          - given:
              $.a: null
            expect: fail
            reason: |-
              $.a is null*
+         - NEW

    - {id: b, given: $.b, type: text}
""",
    "in-the-style-of-the-list-of-rules": """
  rules:
  - id: a
    given: $.a
    required: true
+   tests:
+   - NEW
""",
    "in-a-rule-in-braces": """
  rules:
-   - {id: a, given: $.a, required: true}   # short
+   - {id: a, given: $.a, required: true, tests: [NEW]}   # short
""",
    "in-brackets": """
  rules:
    - id: a
      given: $.a
      required: true
-     tests: [{expect: fail}]   # one
+     tests: [{expect: fail}, NEW]   # one
""",
    "in-empty-brackets": """
  rules:
    - id: a
      given: $.a
      required: true
-     tests: [ ]
+     tests: [NEW ]
""",
    "in-brackets-on-lines-of-their-own": """
  rules:
    - id: a
      given: $.a
      required: true
      tests: [
        {expect: fail},  # nothing
+       NEW,
      ]
""",
    "in-brackets-without-a-last-comma": """
  rules:
    - id: a
      given: $.a
      required: true
      tests: [
-       {expect: fail}  # nothing
+       {expect: fail},  # nothing
+       NEW
      ]
""",
    "in-brackets-that-close-behind-the-last": """
  rules:
    - id: a
      given: $.a
      required: true
      tests: [
        {$.b: 1, expect: fail},
-       {expect: fail}]
+       {expect: fail}, NEW]
""".replace("$.b: 1, ", "given: {$.b: 1}, "),
}
"""Each a file, as ``diff`` writes it."""


def sides(change: str, newline: str) -> tuple[bytes, bytes]:
    """Give the file before and after."""
    lines = change.replace("NEW", NEW).strip("\n").split("\n")
    before, after = ([line[2:] for line in lines if line[:1] != other] for other in "+-")
    return tuple((newline.join(["adjudge: 1", *each, ""])).encode() for each in (before, after))  # type: ignore[return-value]


@pytest.mark.parametrize("change", [pytest.param(text, id=name) for name, text in CHANGES.items()])
@pytest.mark.parametrize(
    ("mark", "newline", "last"),
    [
        pytest.param(b"", "\n", b"\n", id="lf"),
        pytest.param(b"\xef\xbb\xbf", "\r\n", b"\r\n", id="crlf-after-a-byte-order-mark"),
        pytest.param(b"", "\n", b"", id="without-a-last-line-end"),
    ],
)
def test_nothing_but_the_test_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, mark: bytes, newline: str, last: bytes
) -> None:
    """A colleague who reads the change sees the test alone."""
    monkeypatch.chdir(tmp_path)
    before, after = (mark + side.rstrip() + last for side in sides(change, newline))
    Path("r.yaml").write_bytes(before)
    Path("p.json").write_text('{"a": 25, "b": "not read"}')

    assert run(["test", "-R", "r.yaml", "--add", "p.json", "r.yaml::a"]) == 0

    assert Path("r.yaml").read_bytes() == after
    assert run(["test", "-R", "r.yaml"]) == 0
