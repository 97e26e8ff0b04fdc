"""A small client of a YAML language server over its standard input and output."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any


class LanguageServer:
    """One server with one open file; used as a context manager."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.number = 0

    def __enter__(self) -> LanguageServer:
        self.ask("initialize", {"processId": None, "rootUri": self.folder.as_uri(), "capabilities": {}})
        self.tell("initialized", {})
        # The schema is the one that the file's first line names; nothing is fetched from anywhere.
        settings = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}
        self.tell("workspace/didChangeConfiguration", {"settings": settings})
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def open(self, file: Path) -> list[dict[str, Any]]:
        """Open a file and give what the server finds wrong with it."""
        text = file.read_text(encoding="utf-8")
        self.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}},
        )
        told = self._wait(lambda message: message.get("method") == "textDocument/publishDiagnostics")
        found: list[dict[str, Any]] = told["params"]["diagnostics"]
        return found

    def hover(self, file: Path, line: int, character: int) -> str:
        """Give what the server says about a place (both from 0)."""
        answer = self.ask("textDocument/hover", _place(file, line, character))
        return str(answer["contents"]["value"])

    def complete(self, file: Path, line: int, character: int) -> dict[str, str]:
        """Give the words that the server offers at a place, each with what it says about it."""
        answer = self.ask("textDocument/completion", _place(file, line, character))
        return {item["label"]: _text(item.get("documentation", "")) for item in answer["items"]}

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and wait for its answer."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        return self._wait(lambda message: message.get("id") == self.number and "method" not in message)["result"]

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def _wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while True:
            message = self._receive()
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                # The server asks the editor for its settings; it has none beyond those it was told.
                items = message.get("params", {}).get("items", [])
                self._send({"id": message["id"], "result": [None for _ in items]})

    def _receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while (header := self.process.stdout.readline().strip()) != b"":
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            message = "the language server has ended"
            raise EOFError(message)
        received: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return received


def _place(file: Path, line: int, character: int) -> dict[str, Any]:
    return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": character}}


def _text(documentation: Any) -> str:
    return str(documentation["value"] if isinstance(documentation, dict) else documentation)
