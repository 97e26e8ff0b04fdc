"""Other tools that do the same work; each module has ``NAME, RULES, KNOWS_SKIP`` and ``make()``."""
