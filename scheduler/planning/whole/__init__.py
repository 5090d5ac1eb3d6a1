"""The whole week as one statement: what no stage decides alone is decided together."""
