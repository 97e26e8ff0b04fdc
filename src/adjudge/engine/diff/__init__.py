"""What a change of rules or of extractions does to documents: two verdicts on each, compared."""
