"""Runs compiled rules over an extraction, calls the hooks, decides (floor 6)."""
