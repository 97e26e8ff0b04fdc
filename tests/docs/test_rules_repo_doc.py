"""The page about a repository of rules, walked as it is printed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import yaml

from support.pages import install_adjudge, unsaid

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules-repo.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(sh|text)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_what_is_shown_is_what_is_printed(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples/04-every-vendor/payloads/nutrient.json", tmp_path / "payload.json")
    environment = install_adjudge(tmp_path)
    printed = ""
    for language, block in BLOCKS:
        if language == "sh":
            run = subprocess.run(
                ["sh", "-ec", block], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
            )
            printed = run.stdout
            assert (run.returncode in {0, 1}, run.stderr) == (True, ""), block
        else:
            assert unsaid(printed, block) == [], printed


def test_hooks_and_inputs_of_the_page_are_there() -> None:
    """A workflow that is copied from the page must run."""
    yaml_blocks = [
        yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    ]
    hooks, workflow = yaml_blocks
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}

    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == offered
    assert workflow["jobs"]["rules"]["steps"][1]["with"].keys() <= action["inputs"].keys()
    assert re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE) == list(action["inputs"])
