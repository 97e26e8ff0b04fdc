"""``adjudge schema``: the JSON Schema of rule files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from adjudge.cli import exits
from adjudge.cli.group import traceback_option
from adjudge.cli.loading import config_option, load_manager
from adjudge.cli.outputs import Output, write_output


@click.command("schema")
@click.option("-p", "plugins", multiple=True, metavar="PLUGIN", help="Load a plugin, by name or module.")
@click.option("--plugin-autoload", is_flag=True, help="Load every installed plugin.")
@click.option("-o", "--output", "file", metavar="FILE", help="Write it to a file.")
@config_option
@traceback_option
def schema_command(plugins: tuple[str, ...], plugin_autoload: bool, file: str | None) -> int:
    """Print the JSON Schema of rule files.

    It has the checks of the loaded plugins, too. An editor with a YAML language server reads it by the first line of a
    rule file:
    # yaml-language-server: $schema=adjudge.schema.json
    """
    from adjudge.ruleset.json_schema import rule_file_schema

    _, manager = load_manager(plugins, plugin_autoload=plugin_autoload)
    text = json.dumps(rule_file_schema(manager.registry), indent=2, ensure_ascii=False) + "\n"
    write_output(Output("json", None if file is None else Path(file)), text)
    return exits.OK
