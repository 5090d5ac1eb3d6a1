"""Real course choices: our objectives, textbook mechanisms and published packages on the same files, one judge."""
