"""Benchmarks, run by hand: `python -m tests.benchmarks` lists them. No test depends on a time."""
