"""Rivals: other ways to plan the same week, judged by the same judge. Adapters only, an extra of its own."""
