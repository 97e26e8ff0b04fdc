"""Documents damaged one way at a time, and which rule catches what."""
