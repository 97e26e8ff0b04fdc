"""Plain frozen values: the extraction, results and the verdict (floor 1)."""
