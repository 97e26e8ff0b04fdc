"""Hints for arithmetic that does not hold: which one misread would explain it. Never more than a hint.

    failed equations → operands → the value that would reconcile → is it a misread of what was delivered?

Hints are made after every result of a document is known, and only where an equation failed. They change no
value, outcome, effect or decision.
"""

from adjudge.engine.hints.attach import with_hints

__all__ = ["with_hints"]
