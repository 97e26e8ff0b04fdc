"""What tells one finding from another from run to run: what it says of which values."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from adjudge.model.jsontext import to_json
from adjudge.model.result import Finding

_INDEX: Final = re.compile(r"(\['(?:[^'\\]|\\.)*'\])|\[\d+\]")
"""An index; or a quoted name, which may look like one inside."""


def any_item(path: str) -> str:
    """Give a path with ``[*]`` in place of each index.

    Example:
        >>> any_item("$.lines[3].amount")
        '$.lines[*].amount'
        >>> any_item("$['line[3]'][3]")
        "$['line[3]'][*]"
    """
    return _INDEX.sub(lambda found: found[1] or "[*]", path)


def content_key(nodeid: str, finding: Finding) -> str:
    """Give the key of a finding: which rule says what of which values, as 16 hexadecimal digits.

    It stays when items change their places, when signals move, when a reason is worded anew and when the rule moves
    to another file; it is another one when a value, the outcome or its cause changes.
    """
    operands = sorted(to_json([any_item(each.path), each.presence, each.value]) for each in finding.evidence)
    paths = sorted(map(any_item, finding.paths))
    content = to_json([nodeid.rpartition("::")[2], finding.outcome, finding.cause, paths, operands])
    return sha256(content.encode()).hexdigest()[:16]
