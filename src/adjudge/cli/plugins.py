"""``adjudge plugins``: list the plugins of a run and what each offers."""

from __future__ import annotations

import json

import click

from adjudge.cli import exits
from adjudge.cli.console import write
from adjudge.cli.group import traceback_option
from adjudge.cli.loading import config_option, load_manager


@click.command("plugins")
@click.option("-p", "plugins", multiple=True, metavar="PLUGIN", help="Load a plugin, by name or module.")
@click.option("--plugin-autoload", is_flag=True, help="Load every installed plugin.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@config_option
@traceback_option
def plugins_command(plugins: tuple[str, ...], form: str, plugin_autoload: bool) -> int:
    """List plugins: name, where it comes from, what it adds."""
    from adjudge.reporting.printable import printable

    _, manager = load_manager(plugins, plugin_autoload=plugin_autoload)
    listed = manager.plugins()
    if form == "json":
        rows = [{"name": plugin.name, "origin": plugin.origin, "offers": list(plugin.offers)} for plugin in listed]
        write(json.dumps({"plugins": rows}, indent=2, sort_keys=True) + "\n")
        return exits.OK
    for plugin in listed:
        write(printable(f"{plugin.name} ({plugin.origin})") + "\n")
        for kind, names in _by_kind(plugin.offers).items():
            write(printable(f"    {kind}: {', '.join(names)}") + "\n")
    return exits.OK


def _by_kind(offers: tuple[str, ...]) -> dict[str, list[str]]:
    """Sort ``("checks confidence", "checks ocr")`` into ``{"checks": ["confidence", "ocr"]}``."""
    kinds: dict[str, list[str]] = {}
    for offer in offers:
        kind, _, name = offer.partition(" ")
        kinds.setdefault(kind, []).append(name)
    return kinds
