"""Verdicts that were stored, by ``adjudge batch`` or by anyone: read, counted, and summed up."""
