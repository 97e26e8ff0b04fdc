"""Static analysis of rule files: what loads, and still cannot be meant.

The analysis itself is `linting`, imported where it is used: a run of ``adjudge check`` only tells findings.
"""

from adjudge.ruleset.lint.codes import CODES, Code, describe
from adjudge.ruleset.lint.finding import Finding

__all__ = ["CODES", "Code", "Finding", "describe"]
