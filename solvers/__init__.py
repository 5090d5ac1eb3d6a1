"""Choices, rows and costs: engines that never heard of a school."""
