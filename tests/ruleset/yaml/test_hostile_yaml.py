"""Files made to hang, crash or eat memory: each ends in a located refusal, in a child that may not use much."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "src"

CHILD = textwrap.dedent(
    """
    import resource, sys
    resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
    resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20, 512 * 2**20))
    if sys.argv[1] == "pure":
        sys.modules["yaml._yaml"] = None
    from adjudge.ruleset.located import Problems
    from adjudge.ruleset.yaml_source import read_yaml
    problems = Problems()
    read_yaml(sys.stdin.buffer.read(), "f.yaml", problems)
    print(*problems, sep="\\n")
    """
)

LAUGHS = "a: &a [x]\n" + "".join(
    f"{c}: &{c} [{', '.join([f'*{p}'] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{c}: &{c} {{<<: [{', '.join([f'*{p}'] * 9)}]}}\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)
ATTACKS = {
    "billion-laughs": (LAUGHS, 'f.yaml:1:4: anchor "&a" is not read'),
    "merge-bomb": (MERGES, 'f.yaml:1:4: anchor "&a" is not read'),
    "self-alias": ("a: &a [*a]\n", 'f.yaml:1:4: anchor "&a" is not read'),
    "a-million-brackets": ("[" * 1_000_000, "f.yaml:1:"),
    "deep-mappings": ("{a: " * 260_000, "f.yaml:1:"),
    "deep-dashes": ("- " * 520_000, "f.yaml:1:67: nested deeper than 32 levels"),
    "huge-hexadecimal": ("a: 0x" + "f" * 1_000_000, "f.yaml:1:4: a text of 1,000,002 characters"),
    "huge-sexagesimal": ("a: 1" + ":59" * 200_000, "f.yaml:1:4: a text of 600,001 characters"),
    "many-digits": ("a: " + "9" * 5000, "f.yaml:1:4: a number of more than 18 digits"),
    "no-such-date": ("a: 2024-13-45\n", ""),
    "huge-exponent": ("a: 1.0e+999999\n", "f.yaml:1:4: 1.0e+999999 is no plain number"),
    "too-large": ("a: 1\n" * 300_000, "f.yaml:1:1: the file has 1,500,000 bytes"),
    "many-duplicates": ("a: 1\n" * 200_000, 'f.yaml:2:1: key "a" is here a second time'),
}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are those of POSIX")
@pytest.mark.parametrize("parser", ["libyaml", "pure"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_refused_within_small_limits(attack: str, parser: str) -> None:
    """PyYAML alone needs more than ten seconds for some, and crashes the process with others."""
    text, problem = ATTACKS[attack]
    child = subprocess.run(
        [sys.executable, "-c", CHILD, parser],
        input=text.encode(),
        capture_output=True,
        timeout=20,
        env={"PYTHONPATH": str(SOURCE)},
        check=False,
    )
    assert child.stderr.decode() == ""
    assert child.returncode == 0
    assert child.stdout.decode().startswith(problem)
