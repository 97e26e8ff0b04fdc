"""The version of adjudge, in one place."""

VERSION = "0.1.0"
