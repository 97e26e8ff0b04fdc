"""The site that is made of the pages: complete, linked, and no page out of reach of its first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(ROOT / "docs" / "tools")
    import build_site

    build_site.build(tmp_path)
    return tmp_path


def test_every_link_within_the_site_leads_to_its_page_and_heading(site: Path) -> None:
    """A heading that is renamed must not leave its links behind; links to files are tested with the README."""
    dead = []
    for page in site.rglob("*.html"):
        for url in re.findall(r'(?:href|src)="([^"]+)"', page.read_text("utf-8")):
            path, _, anchor = url.partition("#")
            target = (page.parent / path).resolve() if path else page
            if "://" in url or not target.is_relative_to(site.resolve()):
                continue
            if not target.is_file() or (anchor and f'id="{anchor}"' not in target.read_text("utf-8")):
                dead.append(f"{page.relative_to(site)}: {url}")

    assert dead == []


def test_every_page_is_listed_beside_every_other(site: Path) -> None:
    """A page that nothing leads to is not read."""
    first = (site / "index.html").read_text("utf-8")
    pages = {page.relative_to(site).as_posix() for page in site.rglob("*.html")}

    assert {page for page in pages if f'href="{page}"' not in first} == set()
