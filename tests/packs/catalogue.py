"""Write the catalogue of rules/README.md from the packs: ``python tests/packs/catalogue.py``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from adjudge.config import pack_folder
from adjudge.manager import load_plugins
from adjudge.ruleset.loading import load
from adjudge.ruleset.rule import Rule

README: Final = Path(__file__).parents[2] / "rules" / "README.md"
BEGIN: Final = "<!-- catalogue: written by tests/packs/catalogue.py -->\n"
END: Final = "<!-- /catalogue -->\n"
EFFECTS: Final = ("note", "review", "reject")


def catalogue() -> str:
    """Give the catalogue as Markdown: every rule of a pack of one file, the files of a pack that is a folder."""
    registry = load_plugins(()).registry
    parts = []
    for name in sorted(registry.packs):
        rules = load(name, registry=registry).rules
        path = registry.packs[name]
        # A pack of a plugin that happens to be installed is not ours to list.
        if path.parent == pack_folder():
            parts.append("\n".join(_folder(name, rules) if path.is_dir() else _file(name, rules)))
    return "\n" + "\n\n".join(parts) + "\n\n"


def updated(text: str) -> str:
    """Give a README with its catalogue renewed; added at the end where there is none."""
    before, begin, rest = text.partition(BEGIN)
    if not begin:
        before = f"{text.rstrip()}\n\n## Every rule\n\n"
    return f"{before}{BEGIN}{catalogue()}{END}{rest.partition(END)[2]}"


def _file(name: str, rules: tuple[Rule, ...]) -> Iterator[str]:
    yield f"### {name}\n"
    yield "| rule | says | if it fails | tags |"
    yield "| --- | --- | --- | --- |"
    for rule_id in dict.fromkeys(rule.id for rule in rules):
        rows = [rule for rule in rules if rule.id == rule_id]
        worst = max((rule.on_fail for rule in rows), key=EFFECTS.index)
        many = f" ({len(rows)} rows)" if len(rows) > 1 else ""
        yield f"| `{rule_id}`{many} | {_cell(rows[0].title or '')} | {worst} | {', '.join(rows[0].tags)} |"


def _folder(name: str, rules: tuple[Rule, ...]) -> Iterator[str]:
    yield f"### {name}\n"
    yield "| file | rules |"
    yield "| --- | --- |"
    files = Counter(rule.nodeid.partition("::")[0] for rule in {rule.id: rule for rule in rules}.values())
    for file, count in sorted(files.items()):
        yield f"| `{file}` | {count} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", r"\|").split())


if __name__ == "__main__":
    README.write_text(updated(README.read_text("utf-8")), "utf-8")
