"""The loader under mutated files: what is changed, who loads it, and what came of it."""
