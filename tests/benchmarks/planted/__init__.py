"""Schools with one known cause each: what is planted, how it is told, and whether explaining names it."""
