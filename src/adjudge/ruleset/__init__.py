"""From YAML to validated, compiled rules (floor 2)."""
