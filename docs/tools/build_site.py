"""Make a site of the pages: ``python docs/tools/build_site.py site``, then open ``site/index.html``.

It has every Markdown page that a reader may want, as HTML with a list of the pages beside it; links between pages
lead to the HTML, all others to files of this checkout. Needs only markdown-it-py, which comes with rich.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import sys
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
FIRST = ("docs/index.md", "README.md", "docs/first-hour.md", "docs/rules.md", "docs/expressions.md", "docs/unknown.md")
STYLE = """
body { display: grid; grid-template-columns: 15rem minmax(0, 50rem); gap: 2rem; margin: 2rem auto; max-width: 70rem;
  padding: 0 1rem; font: 16px/1.55 system-ui, sans-serif; color: #1d2430 }
nav { font-size: .9rem } nav ul { list-style: none; padding: 0; position: sticky; top: 1rem }
nav [aria-current] { font-weight: 600 } a { color: #0b5cad }
pre { background: #f4f5f7; padding: .8rem; overflow-x: auto } code { background: #f4f5f7; font-size: .9em }
table { border-collapse: collapse; display: block; overflow-x: auto } td, th { border: 1px solid #ccd1d9;
  padding: .3rem .6rem; text-align: left; vertical-align: top } img { max-width: 100% }
@media (max-width: 50rem) { body { display: block } nav ul { position: static } }
@media (prefers-color-scheme: dark) { body { background: #14171c; color: #dde2ea } a { color: #7db8f5 }
  pre, code { background: #20252d } }
"""


def pages() -> list[Path]:
    """Give the pages of the site: those for new readers first."""
    found = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("rules/**/*.md"), *ROOT.glob("examples/**/*.md")]
    found += [*ROOT.glob("plugins/*.md"), *ROOT.glob("plugins/*/README.md")]
    order = {ROOT / name: place for place, name in enumerate(FIRST)}
    return sorted(found, key=lambda page: (order.get(page, len(order)), page))


def target_of(page: Path) -> Path:
    """Say where a page goes: ``docs/index.md`` is the first one, a README stands for its folder."""
    inside = page.relative_to(ROOT)
    if inside.parts == ("docs", "index.md"):
        return Path("index.html")
    if inside.name == "README.md":
        return inside.parent / "index.html" if inside.parent.parts else Path("readme.html")
    return inside.with_suffix(".html")


def link(page: Path, url: str, targets: dict[Path, Path], out: Path) -> str:
    """Give the link that leads from the page of the site to where ``url`` leads from the Markdown."""
    path, _, anchor = url.partition("#")
    if not path or "://" in url:
        return url
    meant = (page.parent / path).resolve()
    if meant in targets:
        here = targets[page].parent
        return os.path.relpath(targets[meant], here) + (f"#{anchor}" if anchor else "")
    return os.path.relpath(meant, (out / targets[page]).parent)


def slug(title: str) -> str:
    """Give the anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def body_of(page: Path, targets: dict[Path, Path], out: Path) -> tuple[str, str]:
    """Give the title of a page and its HTML."""
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(page.read_text("utf-8"))
    title = next((tokens[n + 1].content for n, token in enumerate(tokens) if token.tag == "h1"), page.stem)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slug(tokens[place + 1].content))
        for child in token.children or ():
            _redirect(child, page, targets, out)
    return title.replace("`", ""), markdown.renderer.render(tokens, markdown.options, {})


def _redirect(token: Token, page: Path, targets: dict[Path, Path], out: Path) -> None:
    """Point a link to the site; an image is taken along."""
    if token.type == "link_open":
        token.attrSet("href", link(page, str(token.attrGet("href")), targets, out))
    if token.type == "image" and "://" not in (source := str(token.attrGet("src"))):
        image = (page.parent / source).resolve()
        place = out / image.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(image, place)
        token.attrSet("src", os.path.relpath(image.relative_to(ROOT), targets[page].parent))


def build(out: Path) -> None:
    """Write the whole site into ``out``."""
    targets = {page: target_of(page) for page in pages()}
    bodies = {page: body_of(page, targets, out) for page in targets}
    for page, (title, body) in bodies.items():
        here = targets[page].parent
        entries = "".join(
            f'<li><a href="{os.path.relpath(targets[other], here)}"'
            f"{' aria-current=page' if other == page else ''}>{html.escape(name)}</a></li>"
            for other, (name, _) in bodies.items()
        )
        place = out / targets[page]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>{html.escape(title)} - adjudge</title><style>{STYLE}</style>"
            f"<body><nav><ul>{entries}</ul></nav><main>{body}</main></body></html>\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve())
