"""What a planned week can bear: every single absence tried, and repairs made ready beforehand."""
