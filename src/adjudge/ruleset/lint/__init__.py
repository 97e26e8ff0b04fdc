"""Static analysis of rule files: what loads, and still cannot be meant."""

from adjudge.ruleset.lint.codes import CODES, Code, describe
from adjudge.ruleset.lint.finding import Finding
from adjudge.ruleset.lint.linting import Linted, lint

__all__ = ["CODES", "Code", "Finding", "Linted", "describe", "lint"]
