"""Synthetic schools of any size: the four example schools and the data of tests."""
