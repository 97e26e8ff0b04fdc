"""The smallest inline test in which a rule says what it said of a payload."""
